"""Calls are added up by day: answered and unanswered apart, each as far as it was told."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Rulebook, read_facts
from rules_engine.derived.contacts import MANY, contact_days
from rules_engine.model.facts import Item

CALL = {"date": "2026-03-10", "channel": "phone", "recipient": "self"}


def added(book: Rulebook, *contacts: dict[str, Any]) -> list[dict[str, tuple[int, int]]]:
    case = read_facts(book, {"contacts": list(contacts)})
    return [bounds(day) for day in contact_days(case.items["contacts"])]


def bounds(day: Item) -> dict[str, tuple[int, int]]:
    names = ("calls", "connected", "unanswered")
    return {name: (day.values[name].low, day.values[name].high) for name in names}


def test_reports_of_one_day_are_added_up(real: Rulebook) -> None:
    first, second = {**CALL, "count": 5, "connected": 2}, {**CALL, "count": 4, "connected": 1}
    assert added(real, first, second) == [{"calls": (9, 9), "connected": (3, 3), "unanswered": (6, 6)}]


def test_days_stand_apart_and_so_does_each_report_without_a_day(real: Rulebook) -> None:
    undated = {key: value for key, value in CALL.items() if key != "date"}
    days = added(real, {**CALL, "count": 2}, {**CALL, "date": "2026-03-11"}, undated, undated)
    assert [day["calls"] for day in days] == [(2, 2), (1, 1), (1, 1), (1, 1)]


def test_how_many_were_answered_is_open_until_it_is_told(real: Rulebook) -> None:
    assert added(real, {**CALL, "count": 12}) == [
        {"calls": (12, 12), "connected": (0, 12), "unanswered": (0, 12)}
    ]


def test_many_calls_without_a_number_may_be_any_number(real: Rulebook) -> None:
    assert added(real, {**CALL, "acts": ["excessive"]})[0]["calls"] == (1, MANY)


def test_calls_to_others_and_messages_are_no_calls_to_the_debtor(real: Rulebook) -> None:
    assert added(real, {**CALL, "recipient": "family"}, {**CALL, "channel": "sms", "count": 30}) == []


def test_a_contact_of_unknown_kind_may_have_been_a_call(real: Rulebook) -> None:
    assert added(real, {"date": "2026-03-10", "count": 9}) == [
        {"calls": (0, 9), "connected": (0, 9), "unanswered": (0, 9)}
    ]


@given(
    reports=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: (max(pair), min(pair))), min_size=1
    )
)
def test_answered_and_unanswered_make_up_all_calls(real: Rulebook, reports: list[tuple[int, int]]) -> None:
    (day,) = added(real, *({**CALL, "count": count, "connected": answered} for count, answered in reports))
    assert day["calls"][0] == day["connected"][0] + day["unanswered"][0]
    assert all(low == high for low, high in day.values())
