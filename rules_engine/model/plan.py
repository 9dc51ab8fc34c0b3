"""The plan check: what can be kept each month, which offers that keeps, and what a worse year does to them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from rules_engine.model.action import Action


class OfferInterest(Struct, frozen=True):
    """An offer if interest went on at the contract's rate, CNY: ``highest`` is the dearest month."""

    interest: Decimal
    highest: Decimal
    total: Decimal
    can_be_kept: bool


class Offer(Struct, frozen=True):
    """What is owed in equal monthly sums, the last a little smaller, CNY.

    ``left_for_living`` is what the income leaves after other debts and the monthly sum; never below nought.
    """

    months: int
    monthly: Decimal
    last: Decimal
    total: Decimal
    can_be_kept: bool
    left_for_living: Decimal
    with_interest: OfferInterest | None


class Stress(Struct, frozen=True):
    """A worse year: what can be kept a month then, the shortest offer it keeps, what is left for living, CNY.

    ``still_kept`` says of today's shortest offer whether it survives, and ``left_for_living`` what it leaves;
    both None when no offer can be kept today.
    """

    case: str
    name: str
    spare: Decimal
    shortest: int | None
    still_kept: bool | None
    left_for_living: Decimal | None


class Plan(Struct, frozen=True):
    """Whether what is owed can be paid by the month, living costs first, CNY.

    ``spare`` is what can be kept each month, ``lacking`` what the month lacks before any instalment: one of them
    is nought. ``shortest`` are the fewest months that can be kept, None when none can;
    ``shortest_with_interest`` the same if interest went on, None also while the rate is unknown.
    """

    owed: Decimal
    income: Decimal
    spending: Decimal
    other_debts: Decimal
    spare: Decimal
    lacking: Decimal
    offers: tuple[Offer, ...]
    shortest: int | None
    shortest_with_interest: int | None
    stress: tuple[Stress, ...]
    steps: tuple[Action, ...]
    assumptions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str | None

    @property
    def best(self) -> Offer | None:
        """The shortest offer that can be kept; None when none can."""
        return next((offer for offer in self.offers if offer.can_be_kept), None)

    def to_builtins(self) -> dict[str, Any]:
        """Plain data: dates as ISO strings, money as exact text."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
