"""Days the calendar does not have and sums below nought are quoted as typed; ranges and numbers of other kinds are not."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.facts.budget import read_budget
from bot.understanding.facts.extractor import read_facts
from bot.understanding.facts.impossible import read_impossible
from bot.understanding.normalizer import normalize

DAY = date(2026, 11, 23)


def read(says: str) -> list[str]:
    return read_impossible(normalize(says))


@pytest.mark.parametrize(
    ("says", "quotes"),
    [
        ("2月30号到期", ["2月30号"]),
        ("借呗11月31号该还，没还上", ["11月31号"]),
        ("二月三十号到期", ["二月三十号"]),
        ("到期日2026-02-30", ["2026-02-30"]),
        ("还款日2026/11/31，欠3000", ["2026/11/31"]),
        ("2025年2月29号到期", ["2025年2月29号"]),
        ("1月32号该还的", ["1月32号"]),
        ("9月31到期", ["9月31"]),
        ("还款日是11/31", ["11/31"]),
        ("32号到期", ["32号"]),
        ("４月３１日还款日", ["４月３１日"]),
        ("2 月 30 号 到期", ["2 月 30 号"]),
        ("2026.6.31到期", ["2026.6.31"]),
    ],
)
def test_a_day_the_calendar_does_not_have_is_quoted_as_typed(says: str, quotes: list[str]) -> None:
    assert read(says) == quotes


@pytest.mark.parametrize(
    ("says", "quotes"),
    [
        ("借呗逾期22天，欠-5000元", ["-5000元"]),
        ("欠负三千块", ["负三千块"]),
        ("欠款－5000元", ["－5000元"]),
        ("欠 -3万", ["-3万"]),
        ("欠-5000", ["-5000"]),
        ("金额是-800块钱", ["-800块钱"]),
        ("我欠了¥-5,000元", ["¥-5,000元"]),
        ("-5000元", ["-5000元"]),
        ("借呗逾期22天，-2000元", ["-2000元"]),
        ("现在能还-500元", ["-500元"]),
        ("2月30号到期，欠-5000元，真的欠-5000元", ["2月30号", "-5000元"]),
    ],
)
def test_a_sum_below_nought_is_quoted_as_typed(says: str, quotes: list[str]) -> None:
    assert read(says) == quotes


@pytest.mark.parametrize(
    "says",
    [
        "逾期3-5天", "欠2000-3000元", "欠2000元-3000元", "欠2千-3千", "欠3万—5万", "欠3000~4000", "10-9", "10-9到期",
        "13月5号到期", "2024年2月29日到期", "2月29号到期", "10月31号该还", "12月31号到期", "十二月三十一号到期",
        "11月30块利息", "2月300", "4月31.5元利息", "每月31号还款", "32号楼", "房间32号", "2月30天没还",
        "案号2026-02-30", "案号（2026）浙0106民初-5000号", "打我电话0571-88157858", "138-1234-5678", "订单号2026-02-30-5000",
        "借呗-3万，花呗-5000元", "负债3万", "负责人说5000元", "背负三万", "现在负三万的债", "余额-5000元", "负一楼", "正负500元",
        "胜负三千", "账单2/30", "逾期1-31天", "逾期2-30逾期率", "GB/T 45251-2025", "欠-3天", "", "你好",
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_left_alone(says: str) -> None:
    assert read(says) == []


def test_a_negative_sum_is_no_amount() -> None:
    facts = read_facts(normalize("借呗逾期22天，欠-5000元"), DAY).values
    assert facts == {"product": "借呗", "days_overdue": 22}
    assert read_facts(normalize("逾期22天，欠-5000元"), DAY).values == {"days_overdue": 22}
    assert read_facts(normalize("欠负三千块"), DAY).values == {}


def test_a_sum_told_beside_a_negative_one_is_still_read() -> None:
    assert read_facts(normalize("欠-5000元，不对，欠5000元"), DAY).values == {"amount": 5000}


def test_a_negative_sum_is_no_part_of_a_month() -> None:
    assert read_budget(normalize("每月到手是-6500元，房租3000"), DAY) == {"necessary_spending": 3000}


@given(
    low=st.integers(1, 9000), more=st.integers(1, 9000), unit=st.sampled_from(["元", "块", "天", "", "万"])
)
def test_no_range_is_below_nought(low: int, more: int, unit: str) -> None:
    assert read(f"欠{low}-{low + more}{unit}") == []


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_no_day_of_the_calendar_is_quoted(day: date) -> None:
    written = (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.month}月{day.day}号到期")
    assert [read(f"{each}到期") for each in written] == [[], [], []]


@given(st.text(max_size=200))
def test_every_quote_stands_in_the_message(text: str) -> None:
    assert all(quote and quote in text for quote in read(text))


@pytest.mark.parametrize("piece", ["-", "负", "2月", "2月30号", "欠-", "2026-02-", "的", "是"])
def test_a_piece_said_over_and_over_is_read_as_quickly(piece: str) -> None:
    started = time.process_time()
    read(piece * 400)
    assert time.process_time() - started < 1
