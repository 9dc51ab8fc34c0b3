"""Time limits: the first day is not counted, a last day off moves on, an unknown year is said aloud."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Rulebook
from rules_engine.derived.calendar import add_months, last_day, next_working_day
from rules_engine.model.calendar import CalendarYear
from rules_engine.model.tables import Due

FIFTEEN_DAYS = Due(after="document.received", counting="civil_procedure", days=15)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 3, 5), date(2026, 3, 20)),
        (date(2026, 3, 6), date(2026, 3, 23)),
        (date(2026, 9, 4), date(2026, 9, 20)),
        (date(2026, 9, 10), date(2026, 9, 28)),
        (date(2026, 9, 16), date(2026, 10, 8)),
    ],
    ids=["a Friday", "a Saturday", "a Sunday that is worked", "Mid-Autumn", "National Day"],
)
def test_a_paper_must_be_answered_within_15_days(real: Rulebook, received: date, due: date) -> None:
    assert last_day(received, FIFTEEN_DAYS, real.calendar).day == due


def test_three_months_end_on_the_same_day_or_the_months_last() -> None:
    assert add_months(date(2026, 3, 1), 3) == date(2026, 6, 1)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 12, 31), 1) == date(2027, 1, 31)


def test_a_year_without_data_gives_the_plain_day_and_names_the_year(real: Rulebook) -> None:
    found = next_working_day(date(2039, 1, 1), real.calendar)
    assert (found.day, found.unknown_year) == (date(2039, 1, 1), 2039)


def test_a_last_day_that_would_move_into_an_unknown_year_is_not_guessed() -> None:
    year = CalendarYear(2026, "通知", "text", frozenset({date(2026, 12, 31)}), frozenset())
    found = next_working_day(date(2026, 12, 31), {2026: year})
    assert (found.day, found.unknown_year) == (date(2026, 12, 31), 2027)


def test_counting_by_the_calendar_does_not_move() -> None:
    due = Due(after="document.received", counting="calendar", days=2)
    assert last_day(date(2026, 3, 5), due, {}).day == date(2026, 3, 7)


@given(st.dates(date(2024, 1, 1), date(2026, 11, 30)), st.integers(1, 30))
def test_a_last_day_is_worked_and_nothing_between_is(real: Rulebook, received: date, days: int) -> None:
    due = Due(after="document.received", counting="civil_procedure", days=days)
    plain, found = received + timedelta(days=days), last_day(received, due, real.calendar)
    if found.unknown_year is not None:
        assert found.day == plain
        return
    assert found.day >= plain
    assert not real.calendar[found.day.year].is_day_off(found.day)
    skipped = [plain + timedelta(days=n) for n in range((found.day - plain).days)]
    assert all(real.calendar[day.year].is_day_off(day) for day in skipped)
