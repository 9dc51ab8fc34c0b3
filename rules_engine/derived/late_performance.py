"""The added interest for performing a judgment late: unpaid debt x daily rate x days of delay.

Source: 民事诉讼法第264条; 法释〔2014〕8号第1条 (日万分之一点七五). Ordinary interest goes on by the contract and is
not part of it.
"""

from __future__ import annotations

from rules_engine.model.quantities import MILLION


def added_interest(debt: int, ppm_a_day: int, days: int) -> int:
    """The added interest in 分 over ``days`` of delay, a fraction of a 分 dropped; none before the delay."""
    return debt * ppm_a_day * max(days, 0) // MILLION
