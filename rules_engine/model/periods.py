"""Stretches of days with both ends included; an open end means still in force."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field


class Period(Struct, frozen=True, forbid_unknown_fields=True):
    """The days from ``from`` to ``to``, both included; ``to: null`` is still running."""

    from_: date = field(name="from")
    to: date | None = None

    @property
    def end(self) -> date:
        """The last day; the end of time for an open period."""
        return self.to or date.max

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies inside."""
        return self.from_ <= day <= self.end

    def contains(self, other: Period) -> bool:
        """Whether every day of ``other`` lies inside."""
        return self.from_ <= other.from_ and other.end <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.from_ <= other.end and other.from_ <= self.end
