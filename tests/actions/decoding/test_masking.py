"""What of a message may be repeated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.decoding.masking import masked
from actions.phrases import load_phrases

PHRASES = load_phrases(Path(__file__).parents[3] / "data" / "answers" / "phrases")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("点击http://a.example.cn/x?y=1还款", "点击〔链接〕还款"),
        ("见abc.cn/q", "见〔链接〕"),
        ("访问WWW.EXAMPLE.TOP办理", "访问〔链接〕办理"),
        ("电话02300000000", "电话〔号码〕"),
        ("电话023-0000 0000", "电话〔号码〕"),
        ("卡号6200 0000 0000 0000", "卡号〔号码〕"),
        ("加微信abc_0000", "加微信〔账号〕"),
        ("请拨打12368或95188", "请拨打12368或95188"),
        ("应还12,000.50元", "应还12,000.50元"),
        ("(2026)某0000民初1234号", "(2026)某0000民初1234号"),
    ],
)
def test_links_and_long_numbers_go_and_hotlines_stay(text: str, shown: str) -> None:
    assert masked(text, PHRASES) == shown


@given(st.text(alphabet="点击电话0123456789 -.:/abcn", max_size=60))
def test_no_long_number_and_no_link_is_left(text: str) -> None:
    left = masked(text, PHRASES)
    assert not re.search(r"\d{7}", left)
    assert "http" not in left and not re.search(r"[a-z0-9]\.(?:cn|com)\b", left)
