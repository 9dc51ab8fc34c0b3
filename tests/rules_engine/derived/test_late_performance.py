"""The added interest of late performance: 日万分之一点七五 on what is unpaid."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.derived.late_performance import added_interest


def test_20000_for_30_days_is_105() -> None:
    assert added_interest(2_000_000, 175, 30) == 10_500


@given(debt=st.integers(0, 10**11), days=st.integers(-50, 5000))
def test_it_is_the_exact_fraction_rounded_down_once(debt: int, days: int) -> None:
    assert added_interest(debt, 175, days) == int(Fraction(debt * 175 * max(days, 0), 1_000_000))
