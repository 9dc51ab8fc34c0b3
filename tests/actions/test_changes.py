"""A correction says what it changes in the advice, and only that."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions.changes import differences, unchanged
from actions.context import load_speech
from rules_engine import Assessment, assess, read_facts

BOOK, SPEECH = load_speech()
DAY = date(2026, 11, 23)


def found(**facts: Any) -> Assessment:
    return assess(BOOK, read_facts(BOOK, facts), DAY)


def lines(before: Assessment, after: Assessment) -> list[str]:
    return differences(before, after, SPEECH.phrases)


def test_another_stage_is_said_with_the_old_one() -> None:
    (line,) = lines(found(days_overdue=45), found(days_overdue=25))
    assert "逾期中期" in line and "逾期初期" in line and line.index("中期") < line.index("初期")


def test_another_last_day_is_said_with_the_old_one() -> None:
    before = found(documents=[{"kind": "payment_order", "received": "2026-11-18"}])
    after = found(documents=[{"kind": "payment_order", "received": "2026-11-19"}])
    (line,) = lines(before, after)
    assert "12月3日（周四）" in line and "12月4日（周五）" in line


def test_a_paper_that_goes_takes_its_deadline_with_it() -> None:
    before = found(documents=[{"kind": "payment_order", "received": "2026-11-18"}], days_overdue=45)
    said = lines(before, found(documents=[], days_overdue=45))
    assert any("不用算了" in line for line in said) and any("逾期中期" in line for line in said)


def test_another_sum_is_said_with_the_old_one() -> None:
    terms = {"daily_rate": 0.0005, "penalty_multiple": 1.5, "days_overdue": 45}
    (line,) = lines(found(principal=20000, **terms), found(principal=10000, **terms))
    assert "675元" in line and "337.50元" in line


def test_where_nothing_else_changes_nothing_is_listed_and_a_running_day_is_confirmed() -> None:
    before = found(documents=[{"kind": "payment_order", "received": "2026-11-21"}])
    after = found(documents=[{"kind": "payment_order", "received": "2026-11-22"}])
    assert lines(before, after) == [], "both end on Monday"
    assert "12月7日（周一）" in unchanged(after, {"documents"}, SPEECH.phrases)
    assert "12月7日" not in unchanged(after, {"amount"}, SPEECH.phrases)
