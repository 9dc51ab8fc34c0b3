"""Paying now beside waiting: what each way pays and leaves, and where the person stands on the later day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from rules_engine.model.action import Action
from rules_engine.model.assessment import Deadline, Stage


class Course(Struct, frozen=True):
    """One way of paying, CNY; what hangs on an unknown rate is None.

    ``paid_on`` is the day of the payment, ``to_…`` what it pays, ``beyond`` what it pays too much; ``accrued`` is
    the interest that arises from today to the later day, ``left_…`` what is owed when that day is over.
    """

    paid_on: date
    to_fees: Decimal | None
    to_interest: Decimal | None
    to_principal: Decimal | None
    beyond: Decimal | None
    accrued: Decimal | None
    left_fees: Decimal | None
    left_interest: Decimal | None
    left_principal: Decimal | None
    left_total: Decimal | None


class WhatIf(Struct, frozen=True):
    """Paying ``payment`` on ``as_of`` beside paying it on ``until``, if nothing else happens, CNY.

    ``now`` and ``later`` are None while nobody knows how much was borrowed, once it is paid, and for people who
    are told to pay nothing; ``difference`` is what waiting costs, never below nought. ``passing`` are the time
    limits that end before the later day is over.
    """

    as_of: date
    until: date
    wait_days: int
    payment: Decimal
    now: Course | None
    later: Course | None
    difference: Decimal | None
    stage_now: Stage | None
    stage_then: Stage | None
    passing: tuple[Deadline, ...]
    steps: tuple[Action, ...]
    assumptions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str | None

    def to_builtins(self) -> dict[str, Any]:
        """Plain data: dates as ISO strings, money as exact text."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
