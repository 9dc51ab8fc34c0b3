"""The fee a court charges on a money claim: progressive brackets, each part of the claim by its own rate.

Source: 诉讼费用交纳办法第13条; the brackets are data (``data/params/court_fee.yml``).
"""

from __future__ import annotations

from collections.abc import Iterable

from rules_engine.model.params import Bracket
from rules_engine.model.quantities import MILLION


def court_fee(claim: int, brackets: Iterable[Bracket]) -> int | None:
    """The whole fee in 分 for a claim in 分, a fraction of a 分 dropped; None above the last known bracket."""
    fixed, parts, below = 0, 0, 0
    for bracket in brackets:
        fixed += bracket.fixed
        parts += (min(claim, bracket.up_to) - below) * bracket.ppm
        if claim <= bracket.up_to:
            return fixed + parts // MILLION
        below = bracket.up_to
    return None
