"""Every reported contact gets one verdict; a lawful one is called lawful, one that cannot be judged is said to be open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules_engine import Rulebook, assess, read_facts
from rules_engine.model.assessment import JudgedContact

AS_OF = date(2026, 3, 31)
CALL = {"date": "2026-03-10", "time": "10:00", "channel": "phone", "recipient": "self"}


def judged(book: Rulebook, *contacts: dict[str, Any]) -> tuple[JudgedContact, ...]:
    facts = read_facts(book, {"days_overdue": 45, "product": "借呗", "contacts": list(contacts)})
    return assess(book, facts, AS_OF).contacts


def test_a_polite_call_in_the_day_is_ordinary_and_says_on_what_that_rests(real: Rulebook) -> None:
    (contact,) = judged(real, CALL)
    assert (contact.number, contact.verdict, contact.rules) == (1, "ordinary", ())
    assert contact.basis and contact.strength == "国家标准（推荐性）"


@pytest.mark.parametrize(
    ("change", "rule"),
    [({"time": "22:30"}, "night_contact"), ({"acts": ["insult"]}, "insult_law")],
)
def test_an_improper_contact_names_its_rules(real: Rulebook, change: dict[str, Any], rule: str) -> None:
    (contact,) = judged(real, {**CALL, **change})
    assert contact.verdict == "improper"
    assert rule in contact.rules


def test_without_the_time_nothing_is_said_but_what_is_missing(real: Rulebook) -> None:
    (contact,) = judged(real, {key: value for key, value in CALL.items() if key != "time"})
    assert contact.verdict == "undecided"
    assert "contact.time" in contact.asks


def test_before_there_was_a_standard_a_contact_is_not_called_ordinary(real: Rulebook) -> None:
    (contact,) = judged(real, {**CALL, "date": "2024-12-01"})
    assert contact.verdict == "not_covered"


def test_calls_that_are_too_many_together_make_each_call_of_that_day_improper(real: Rulebook) -> None:
    two = {**CALL, "count": 2, "connected": 2}
    contacts = judged(real, two, two, {**two, "date": "2026-03-11"})
    assert [contact.verdict for contact in contacts] == ["improper", "improper", "ordinary"]
    assert "answered_calls_over_limit" in contacts[0].rules
