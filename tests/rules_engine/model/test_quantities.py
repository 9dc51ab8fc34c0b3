"""Values become whole numbers exactly, or are refused with what would be right."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Rulebook
from rules_engine.model.quantities import UnfitValue, exact_decimal


@pytest.mark.parametrize(
    ("key", "raw", "low", "high"),
    [
        ("days_overdue", -3, -3, -3),
        ("amount", 20000, 2_000_000, 2_000_000),
        ("amount", Decimal("675.50"), 67_550, 67_550),
        ("amount", 0.1, 10, 10),
        ("daily_rate", 0.0005, 500, 500),
        ("daily_rate", Decimal("0.00012345"), 123, 124),
        ("penalty_multiple", 1.5, 1_500_000, 1_500_000),
        ("contact.time", "22:30", 1350, 1350),
        ("consent", True, 1, 1),
        ("document.kind", "court_summons", 1, 1),
    ],
)
def test_a_value_is_measured_exactly(small: Rulebook, key: str, raw: object, low: int, high: int) -> None:
    value = small.quantities[key].read(raw)
    assert (value.low, value.high) == (low, high)


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("days_overdue", "40"),
        ("days_overdue", True),
        ("days_overdue", 40.0),
        ("days_overdue", 5000),
        ("amount", 1.234),
        ("amount", float("nan")),
        ("daily_rate", 0.5),
        ("due_date", "2026-02-30"),
        ("contact.time", "8:00"),
        ("contact.time", "24:00"),
        ("contact.time", 1350),
        ("consent", 1),
        ("document.kind", "subpoena"),
        ("lender", ""),
    ],
)
def test_what_a_fact_cannot_be_is_refused(small: Rulebook, key: str, raw: object) -> None:
    with pytest.raises(UnfitValue) as unfit:
        small.quantities[key].read(raw)
    assert unfit.value.wrong
    assert unfit.value.right


@given(fen=st.integers(0, 10**8))
def test_money_goes_to_fen_and_back_without_loss(small: Rulebook, fen: int) -> None:
    quantity = small.quantities["amount"]
    written = exact_decimal(Decimal(fen) / 100)
    assert quantity.read(written).low == fen
    assert quantity.plain(fen) == written
    assert quantity.read(float(written)).low == fen


@given(number=st.decimals(-(10**6), 10**6, places=4))
def test_an_exact_decimal_is_written_plainly(number: Decimal) -> None:
    assert exact_decimal(number) == number
    assert "E" not in str(exact_decimal(number))
