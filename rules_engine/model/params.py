"""Dated numbers with a calendar of their own, such as the one-year LPR."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from rules_engine.model.norms import Checked

Unit = Literal["ppm", "fen", "days", "times"]


class ParamValue(Struct, frozen=True, forbid_unknown_fields=True):
    """The value from one day on; ``null`` means abolished from that day."""

    value: int | None
    source: str
    checked: Checked


class Param(Struct, frozen=True, forbid_unknown_fields=True):
    """A number whose value depends on the day; ``still_valid_on`` is the last day someone looked."""

    id: str
    unit: Unit
    values: dict[date, ParamValue]
    still_valid_on: date
    review_by: date
    name: str | None = None
    note: str | None = None

    def on(self, day: date) -> ParamValue | None:
        """What holds on ``day``; None before the first known day."""
        started = [start for start in self.values if start <= day]
        return self.values[max(started)] if started else None
