"""Values that say something only as an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.facts.loose import read_loose
from bot.understanding.normalizer import normalize

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("45", {"number": 45}),
        ("三万二", {"number": 32000}),
        ("昨天", {"date": "2026-11-22", "date_ahead": "2026-11-22", "date_near": "2026-11-22"}),
        ("11月20号收到的", {"date": "2026-11-20", "date_ahead": "2027-11-20", "date_near": "2026-11-20"}),
        ("12月3号", {"date": "2025-12-03", "date_ahead": "2026-12-03", "date_near": "2026-12-03"}),
        ("0.05%", {"rate": Decimal("0.0005")}),
        ("都没有", {"none": True}),
        ("没收到过", {"none": True}),
        ("没有没有", {"none": True}),
        ("3天5天", {}),
        ("没有钱", {}),
        ("", {}),
        ("你好", {}),
    ],
)
def test_a_short_answer_is_read(text: str, loose: dict[str, Any]) -> None:
    assert read_loose(normalize(text), MONDAY) == loose


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    read_loose(normalize(text), MONDAY)
