"""Dated numbers with a calendar of their own, such as the one-year LPR."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from rules_engine.model.norms import Checked

Unit = Literal["ppm", "fen", "days", "times", "brackets"]


class Bracket(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of an amount up to ``up_to`` 分: ``fixed`` 分 for reaching it, ``ppm`` of what lies in it."""

    up_to: int
    fixed: int = 0
    ppm: int = 0


class ParamRef(Struct, frozen=True, forbid_unknown_fields=True):
    """``{param: ID}`` where a number stands: the value of that parameter on the judged day."""

    param: str


class ParamValue(Struct, frozen=True, forbid_unknown_fields=True):
    """The value from one day on; ``null`` means abolished from that day.

    ``brackets`` stand in for it where a number depends on an amount.
    """

    source: str
    checked: Checked
    value: int | None = None
    brackets: tuple[Bracket, ...] = ()

    def __post_init__(self) -> None:
        bounds = [bracket.up_to for bracket in self.brackets]
        if bounds != sorted(set(bounds)):
            raise ValueError("brackets 的 up_to 要从小到大，不能重复")
        if self.value is not None and self.brackets:
            raise ValueError("value 和 brackets 只写一种")


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
