"""Sums of a case in 分 and in 元, exactly."""

from __future__ import annotations

from decimal import Decimal

from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import exact_decimal


def stated_fen(case: CaseFacts, fact: str) -> int | None:
    """A stated amount in 分; of a rough one the amount that was said."""
    value = case.values.get(fact)
    if value is None:
        return None
    return value.low if value.exact or value.said is None else to_fen(Decimal(str(value.said)))


def to_fen(yuan: Decimal) -> int:
    """元 as 分."""
    return int(yuan * 100)


def to_yuan(fen: int) -> Decimal:
    """分 as 元, without trailing zeros."""
    return exact_decimal(Decimal(fen) / 100)
