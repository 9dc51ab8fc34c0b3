"""What an assessment holds, and that it depends on nothing but the facts and the day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Assessment, Rulebook, assess, read_facts


def assessed(book: Rulebook, today: date, **facts: Any) -> Assessment:
    return assess(book, read_facts(book, facts), today)


def test_the_json_has_the_fields_of_the_contract(small: Rulebook, today: date) -> None:
    plain = json.loads(assessed(small, today, days_overdue=5).to_json())
    assert list(plain) == [
        *("as_of", "rulebook_version", "disclaimer", "stage", "next_steps", "cost", "payment", "court_fee"),
        *("added_interest", "plan", "findings", "options", "channels", "deadlines", "replies", "evidence"),
        *("points", "contacts", "actions", "caveats", "missing", "trace"),
    ]
    assert {"id", "name", "days_from", "days_to", "since", "until", "basis", "strength"} <= plain[
        "stage"
    ].keys()
    assert (plain["stage"]["since"], plain["stage"]["until"]) == ("2026-03-27", "2026-04-25")


def test_what_rests_on_the_stage_is_no_firmer_than_the_stage(small: Rulebook, today: date) -> None:
    found = assessed(small, today, days_overdue=5)
    assert found.stage is not None
    assert found.stage.strength == "平台惯例"
    assert found.next_steps[0].strength == "平台惯例", "its own ground is a law"
    assert found.next_steps[0].basis == ("small_law.art_1", "small_habit.usual")


def test_a_stage_that_rests_on_law_speaks_as_law_and_begins_with_its_paper(
    small: Rulebook, today: date
) -> None:
    found = assessed(small, today, documents=[{"kind": "payment_order", "received": "2026-03-20"}])
    assert found.stage is not None
    assert (found.stage.id, found.stage.strength, found.stage.since) == ("legal", "法律", date(2026, 3, 20))


def test_a_stage_is_told_in_simple_words_too(small: Rulebook, today: date) -> None:
    stage = assessed(small, today, days_overdue=5).stage
    assert stage is not None
    assert (stage.says, stage.simple) == ("刚逾期", "刚晚了")


def test_a_number_with_a_weak_source_weakens_what_rests_on_it(small: Rulebook) -> None:
    facts = {"annual_rate": 0.3, "hardship": ["ill"]}
    strengths = [
        assessed(small, day, **facts).options[0].strength for day in (date(2024, 6, 1), date(2025, 6, 1))
    ]
    assert strengths == ["法律", "平台惯例"]


def test_an_abolished_number_decides_nothing(small: Rulebook) -> None:
    found = assessed(small, date(2026, 6, 1), annual_rate=0.3, hardship=["ill"])
    assert [row.verdict for row in found.trace if row.rule == "reduction"] == ["undecided"]


def test_the_next_steps_window_is_counted_from_the_due_date(small: Rulebook, today: date) -> None:
    step = assessed(small, today, due_date="2026-03-01").next_steps[0]
    assert (step.earliest, step.latest) == (date(2026, 3, 2), date(2026, 4, 30))


def test_a_rough_due_date_widens_the_window(small: Rulebook, today: date) -> None:
    step = assessed(small, today, days_overdue=12, approx=True).next_steps[0]
    assert (step.earliest, step.latest) == (date(2026, 3, 17), date(2026, 5, 21))


def test_deadlines_come_before_the_steps_of_the_stage(small: Rulebook, today: date) -> None:
    found = assessed(small, today, documents=[{"kind": "payment_order", "received": "2026-03-30"}])
    assert [(action.id, action.due) for action in found.actions] == [
        ("objection", date(2026, 4, 14)),
        ("legal.1", date(2026, 4, 1)),
    ]


def test_a_deadline_that_has_passed_is_told_but_no_longer_something_to_do(
    small: Rulebook, today: date
) -> None:
    found = assessed(small, today, documents=[{"kind": "payment_order", "received": "2026-03-02"}])
    assert [deadline.due for deadline in found.deadlines] == [date(2026, 3, 17)]
    assert "objection" not in [action.id for action in found.actions]


def test_a_deadline_without_its_first_day_is_told_undated_and_asked_first(
    small: Rulebook, today: date
) -> None:
    found = assessed(small, today, documents=[{"kind": "payment_order"}])
    assert [(deadline.id, deadline.due) for deadline in found.deadlines] == [("objection", None)]
    assert found.missing[0].fact == "document.received"


def test_a_deadline_in_a_year_without_calendar_says_so(small: Rulebook) -> None:
    found = assessed(small, date(2027, 1, 1), documents=[{"kind": "payment_order", "received": "2026-12-25"}])
    assert found.deadlines[0].due == date(2027, 1, 9)
    assert "2027年的节假日安排还没有收录" in found.deadlines[0].cautions[-1]


def test_what_is_missing_comes_in_the_order_of_its_use(small: Rulebook, today: date) -> None:
    asked = [row.fact for row in assessed(small, today).missing]
    assert asked == [
        *("days_overdue", "documents", "contacts", "hardship", "amount", "daily_rate", "penalty_multiple"),
    ]
    assert all(row.question and row.why for row in assessed(small, today).missing)


def test_an_empty_list_means_asked_and_none(small: Rulebook, today: date) -> None:
    found = assessed(small, today, days_overdue=5, documents=[])
    assert "documents" not in [row.fact for row in found.missing]
    assert "documents_unasked" not in [caveat.id for caveat in found.caveats]


def test_a_step_whose_own_ground_is_not_in_force_is_left_out(small: Rulebook) -> None:
    texts = [action.text for action in assessed(small, date(2025, 2, 27), days_overdue=5).actions]
    assert texts == ["打电话"]


FACTS = {
    "days_overdue": 12,
    "amount": 20000,
    "daily_rate": 0.0005,
    "hardship": ["ill"],
    "documents": [{"kind": "payment_order", "received": "2026-03-20"}],
    "contacts": [{"date": "2026-03-10", "time": "23:00"}],
}


@given(st.permutations(list(FACTS)))
def test_the_order_of_the_facts_does_not_matter(small: Rulebook, order: list[str]) -> None:
    today = date(2026, 3, 31)
    shuffled = {key: FACTS[key] for key in order}
    assert assessed(small, today, **shuffled).to_json() == assessed(small, today, **FACTS).to_json()
