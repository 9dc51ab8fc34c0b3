"""The public holidays and working weekends of one year."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct


class CalendarYear(Struct, frozen=True, forbid_unknown_fields=True):
    """``holidays`` are days off besides plain weekends; ``workdays`` are weekends worked in exchange."""

    year: int
    source: str
    checked: Literal["text", "secondary"]
    holidays: frozenset[date]
    workdays: frozenset[date]
    verified_on: date | None = None
    note: str | None = None

    def is_day_off(self, day: date) -> bool:
        """Whether ``day`` (of this year) is a statutory holiday or an ordinary weekend."""
        if day in self.workdays:
            return False
        return day in self.holidays or day.weekday() >= 5
