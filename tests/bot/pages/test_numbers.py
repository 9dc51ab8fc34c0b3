"""Numbers in fields: read whole or not at all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages.numbers import read_count, read_day, read_days, read_rate, read_sum, read_time

AS_OF = date(2026, 11, 24)


@given(st.integers(0, 99_999_999))
def test_a_plain_sum_is_itself(yuan: int) -> None:
    for text in (str(yuan), f"{yuan:,}", f"￥{yuan}元", f" {yuan} "):
        stated = read_sum(text, "amount", AS_OF)
        assert stated is not None and stated.value == yuan and not stated.rough


@given(st.integers(0, 7300))
def test_plain_days_are_themselves(days: int) -> None:
    for text in (str(days), f"{days}天", f"逾期{days}天"):
        stated = read_days(text, AS_OF)
        assert stated is not None and (stated.value, stated.rough) == (days, False)


@pytest.mark.parametrize(
    "text", ["", "abc", "1e5", "-3", "2万5天", "2万还是3万", "2万，每月还3000", "inf", "1.2.3"]
)
def test_what_is_not_all_a_sum_is_none(text: str) -> None:
    assert read_sum(text, "amount", AS_OF) is None


@pytest.mark.parametrize("text", ["2万多", "大概2万", "2万左右"])
def test_a_rough_sum_is_said_to_be_rough(text: str) -> None:
    stated = read_sum(text, "principal", AS_OF)
    assert stated is not None and (stated.fact, stated.value, stated.rough) == ("principal", 20000, True)


@pytest.mark.parametrize("text", ["0.05%", "０．０５％", "万分之五", "0.0005", "日息0.05%", "每天万5"])
def test_a_rate_by_the_day(text: str) -> None:
    stated = read_rate(text, AS_OF)
    assert stated is not None and (stated.fact, stated.value) == ("daily_rate", Decimal("0.0005"))


@pytest.mark.parametrize("text", ["5", "0.05", "18%", "14.4", "利息很高", ""])
def test_a_rate_that_could_be_either_is_asked_again(text: str) -> None:
    assert read_rate(text, AS_OF) is None


def test_days_times_and_counts() -> None:
    assert read_day("2026-11-20") == read_day("2026年11月20日") == read_day("20261120") == date(2026, 11, 20)
    assert read_day("2026-02-29") is None and read_day("11-20") is None
    assert read_time("22:30") == read_time("22：30") == read_time("22:30:00") == "22:30"
    assert read_time("24:00") is None and read_time("下午") is None
    assert read_count("3") == read_count("三次") == 3 and read_count("0.5") is None


@given(st.text(max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    read_sum(text, "amount", AS_OF), read_days(text, AS_OF), read_rate(text, AS_OF)
    read_count(text), read_day(text), read_time(text)
