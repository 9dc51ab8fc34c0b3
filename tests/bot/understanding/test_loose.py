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
        ("大概45天吧", {"number": 45}),
        ("嗯，三万块左右", {"number": 30000}),
        ("就接了2个", {"number": 2}),
        ("不知道，大概两万吧", {"number": 20000}),
        ("日利率是0.05%", {"rate": Decimal("0.0005")}),
        (
            "好像是上周五，快递送到家的",
            {"date": "2026-11-20", "date_ahead": "2026-11-20", "date_near": "2026-11-20"},
        ),
        (
            "翻到信封了，邮戳上写的11月19号",
            {"date": "2026-11-19", "date_ahead": "2027-11-19", "date_near": "2026-11-19"},
        ),
        ("周五上午", {"date": "2026-11-20", "date_ahead": "2026-11-27", "date_near": "2026-11-27"}),
        ("", {}),
        ("你好", {}),
    ],
)
def test_a_short_answer_is_read(text: str, loose: dict[str, Any]) -> None:
    assert read_loose(normalize(text), MONDAY) == loose


@pytest.mark.parametrize(
    "text",
    [
        "拖三年是不是就过期作废了",
        "那他一共欠了人家多少",
        "45天会上征信吗",
        "3万？",
        "他欠了3万",
        "昨天催收又打电话了",
        "12月3号能去吗",
        "昨天还了五百",
        "今天上班累死了",
        "一共呢",
        "一般吧",
        "一直没有",
        "一点用没有",
        "两只猫",
        "万一呢",
        "三天两头",
        "帮我写一份答辩状",
        "他们说能减30%",
        "3个月",
    ],
)
def test_what_is_no_bare_answer_says_nothing(text: str) -> None:
    assert read_loose(normalize(text), MONDAY) == {}


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    read_loose(normalize(text), MONDAY)
