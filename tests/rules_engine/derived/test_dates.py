"""Days overdue and due date follow from each other; where they disagree the due date holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Rulebook, assess, read_facts
from rules_engine.derived.dates import DatedCase, with_dates
from rules_engine.derived.vagueness import widen
from rules_engine.model.facts import Value


def dated(book: Rulebook, today: date, **facts: Any) -> DatedCase:
    return with_dates(read_facts(book, facts), today)


def test_days_follow_from_the_due_date(small: Rulebook, today: date) -> None:
    case = dated(small, today, due_date="2026-03-01").case
    assert case.values["days_overdue"].said == 30


def test_the_due_date_follows_from_the_days_and_is_marked(small: Rulebook, today: date) -> None:
    found = dated(small, today, days_overdue=30)
    assert found.derived
    assert found.due is not None
    assert found.due.exact == date(2026, 3, 1)


def test_a_rough_number_of_days_gives_a_stretch_of_due_dates(small: Rulebook, today: date) -> None:
    due = dated(small, today, days_overdue=40, approx=True).due
    assert due is not None
    assert (due.earliest, due.latest, due.exact) == (date(2026, 2, 9), date(2026, 3, 1), None)


def test_a_due_date_outranks_days_that_do_not_fit_it(small: Rulebook, today: date) -> None:
    found = assess(small, read_facts(small, {"due_date": "2026-03-01", "days_overdue": 10}), today)
    assert found.stage is not None
    assert found.stage.id == "early"
    assert [caveat.id for caveat in found.caveats] == ["dates_disagree", "documents_unasked"]


def test_rough_days_that_fit_the_due_date_are_no_contradiction(small: Rulebook, today: date) -> None:
    assert dated(small, today, due_date="2026-03-01", days_overdue=28, approx=True).contradicted is None


def test_days_to_come_are_told_as_days_to_come(small: Rulebook, today: date) -> None:
    found = assess(small, read_facts(small, {"days_overdue": -3}), today)
    assert found.caveats[0].text == "还款日是按还有3天到期推算的（2026年4月3日），以账单为准"


@given(st.integers(-4000, 4000))
def test_a_rough_number_keeps_its_sign_and_holds_what_was_said(number: int) -> None:
    rough = widen(Value(number, number, number))
    assert rough.low <= number <= rough.high
    assert rough.said == number
    if number:
        assert (rough.low > 0) == (rough.high > 0) == (number > 0)
