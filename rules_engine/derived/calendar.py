"""Time limits: the first day is not counted, and in civil procedure a last day off moves on."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from rules_engine.model.calendar import CalendarYear
from rules_engine.model.tables import Due

Calendar = Mapping[int, CalendarYear]


class LastDay(Struct, frozen=True):
    """The last day of a time limit; ``unknown_year`` is set when the calendar could not confirm it."""

    day: date
    unknown_year: int | None = None


def last_day(start: date, due: Due, calendar: Calendar, days: int | None = None) -> LastDay:
    """The last day to act: counted from ``start``, or the day before it where the limit is an event.

    ``days`` is the number of days where ``due`` leaves it to a parameter.
    """
    if due.counting == "event":
        return LastDay(start - timedelta(days=1))
    length = due.days if isinstance(due.days, int) else days
    plain = add_months(start, (due.months or 0) + 12 * (due.years or 0)) + timedelta(days=length or 0)
    if due.counting == "calendar":
        return LastDay(plain)
    return next_working_day(plain, calendar)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def next_working_day(day: date, calendar: Calendar) -> LastDay:
    """``day`` itself when it is worked, else the first working day after it.

    Without data for a year the plain day is given together with that year: guessing plain weekends would
    be wrong around every holiday.
    """
    moved = day
    while True:
        year = calendar.get(moved.year)
        if year is None:
            return LastDay(day, unknown_year=moved.year)
        if not year.is_day_off(moved):
            return LastDay(moved)
        moved += timedelta(days=1)
