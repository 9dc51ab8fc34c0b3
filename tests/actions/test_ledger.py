"""Which entry of the ledger is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.ledger import entry_number


@pytest.mark.parametrize(
    ("words", "number"),
    [("1", 1), ("二", 2), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("12", 12)],
)
def test_a_number_is_read_as_it_is_said(words: str, number: int) -> None:
    assert entry_number(words, 30) == number


@pytest.mark.parametrize("words", ["0", "31", "零", "", "条"])
def test_what_is_no_entry_is_none(words: str) -> None:
    assert entry_number(words, 30) is None


@given(number=st.integers(1, 99), count=st.integers(0, 99))
def test_no_entry_beyond_the_last(number: int, count: int) -> None:
    assert entry_number(str(number), count) == (number if number <= count else None)
