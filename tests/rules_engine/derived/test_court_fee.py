"""The court's fee, bracket by bracket (诉讼费用交纳办法第13条)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Rulebook
from rules_engine.derived.court_fee import court_fee
from rules_engine.model.params import Bracket


def brackets(book: Rulebook) -> tuple[Bracket, ...]:
    value = book.params["court_fee"].on(date(2026, 11, 24))
    assert value is not None
    return value.brackets


@pytest.mark.parametrize(
    ("yuan", "fee"),
    [
        (1, "50.00"),
        (10_000, "50.00"),
        (10_001, "50.02"),
        (20_000, "300.00"),
        (100_000, "2300.00"),
        (200_000, "4300.00"),
        (500_000, "8800.00"),
    ],
)
def test_the_fee_of_a_claim(real: Rulebook, yuan: int, fee: str) -> None:
    found = court_fee(yuan * 100, brackets(real))
    assert found is not None and f"{found // 100}.{found % 100:02d}" == fee


def test_above_the_last_bracket_that_was_looked_up_nothing_is_claimed(real: Rulebook) -> None:
    assert court_fee(50_000_001, brackets(real)) is None


@given(fen=st.integers(1, 49_999_999))
def test_a_larger_claim_never_costs_less(real: Rulebook, fen: int) -> None:
    small, large = court_fee(fen, brackets(real)), court_fee(fen + 1, brackets(real))
    assert small is not None and large is not None and small <= large
