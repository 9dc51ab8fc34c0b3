"""What must hold for every number, date, sum and text, not only for the sentences somebody thought of."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.facts import Facts, read_facts
from bot.understanding.facts.numbers import find_numbers, value_of
from bot.understanding.normalizer import normalize

TODAY = date(2026, 3, 18)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

WORDS = [
    "一",
    "二",
    "三",
    "十",
    "百",
    "千",
    "万",
    "两",
    "俩",
    "半",
    "零",
    "几",
    "多",
    "来",
    "点",
    "分",
    "之",
    "%",
    "1",
    "2",
    "30",
    "12,000",
    "w",
    "k",
    "天",
    "日",
    "号",
    "月",
    "年",
    "周",
    "星期",
    "个",
    "次",
    "块",
    "元",
    "逾期",
    "没还",
    "到期",
    "还款日",
    "欠",
    "还了",
    "工资",
    "本金",
    "利息",
    "罚息",
    "倍",
    "年化",
    "日息",
    "不是",
    "说错了",
    "大概",
    "左右",
    "快",
    "还有",
    "昨天",
    "今天",
    "前天",
    "后天",
    "上周五",
    "上个月",
    "晚上",
    "早上",
    "打电话",
    "短信",
    "微信",
    "上门",
    "给",
    "我",
    "我妈",
    "单位",
    "骂",
    "威胁",
    "冒充",
    "法院",
    "收到",
    "律师函",
    "传票",
    "没收到",
    "失业",
    "住院",
    "借呗",
    "花呗",
    "吗",
    "怎么办",
    "如果",
    "会",
    "了",
    "的",
    "就",
    "才",
    ",",
    "。",
    "?",
    "不",
    "没",
    "没有",
    "从",
    "到",
    "在",
    "把",
]
messages = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)


def read(text: str) -> Facts:
    return read_facts(normalize(text), TODAY)


@given(st.integers(1, 99_999_999))
def test_a_number_is_read_back_in_every_spelling(number: int) -> None:
    spellings = [str(number), f"{number:,}", cn2an.an2cn(number, "low")]
    assert [value_of(spelling) for spelling in spellings] == [Decimal(number)] * 3


@given(st.integers(1, 99), st.integers(1, 9))
def test_a_shorthand_leaves_out_the_last_magnitude(tens: int, digit: int) -> None:
    value = Decimal(tens * 10_000 + digit * 1000)
    chinese = cn2an.an2cn(tens, "low") + "万" + cn2an.an2cn(digit, "low")
    assert value_of(chinese) == value
    assert all(value_of(f"{tens}{unit}{digit}") == value for unit in "万wW")


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_shorthand_of_thousands_counts_in_hundreds(thousands: int, hundreds: int) -> None:
    value = Decimal(thousands * 1000 + hundreds * 100)
    assert value_of(f"{thousands}千{hundreds}") == value
    assert value_of(cn2an.an2cn(thousands, "low") + "千" + cn2an.an2cn(hundreds, "low")) == value


@given(st.text(max_size=40))
def test_numbers_lie_side_by_side_and_inside_the_text(text: str) -> None:
    position = 0
    for number in find_numbers(text):
        assert position <= number.start < number.end <= len(text)
        position = number.end


@given(st.integers(1, 3000))
def test_days_overdue_are_read_exactly(days: int) -> None:
    for spelling in (str(days), str(days).translate(FULL_WIDTH), cn2an.an2cn(days, "low")):
        values = read(f"借呗逾期{spelling}天了").values
        assert values["days_overdue"] == days
        assert "approx" not in values


@given(st.integers(1, 200))
def test_days_before_the_due_date_are_negative(days: int) -> None:
    assert read(f"还有{days}天到期").values == {"days_overdue": -days}


@given(st.integers(100, 99_999_999).map(lambda cents: Decimal(cents) / 100))
def test_money_is_exact_to_the_cent(amount: Decimal) -> None:
    value = read(f"欠款{amount:,}元").values["amount"]
    assert Decimal(value) == amount
    assert isinstance(value, int | Decimal)


@given(st.integers(1, 200))
def test_a_rate_is_exact(hundredths: int) -> None:
    assert read(f"日息{Decimal(hundredths) / 1000}%").values["daily_rate"] == Decimal(hundredths) / 100_000


@given(st.integers(0, 13), st.integers(0, 32))
def test_a_due_date_exists_in_the_calendar(month: int, day: int) -> None:
    values = read(f"{month}月{day}号到期").values
    try:
        date(2024, month, day)
    except ValueError:
        assert values == {}
        return
    due = date.fromisoformat(str(values["due_date"]))
    assert (due.month, due.day) == (month, day)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_full_date_is_read_in_every_spelling(day: date) -> None:
    spellings = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month:02}.{day.day:02}",
    ]
    assert [read(f"到期日{spelling}").values for spelling in spellings] == [{"due_date": day.isoformat()}] * 4


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_digital_time_is_read_back(hour: int, minute: int) -> None:
    contact = read(f"昨天{hour:02}:{minute:02}打我电话").values["contact"]
    assert contact["time"] == f"{hour:02}:{minute:02}"  # type: ignore[index]


@given(messages, st.sampled_from(["", " ", "　", "😀", "\n"]))
def test_spans_lie_inside_the_original(text: str, between: str) -> None:
    original = between + between.join(text)
    for span in read(original).spans:
        assert 0 <= span.start < span.end <= len(original)


@given(st.integers(1, 999), st.text(alphabet=" 　😀，。", max_size=6))
def test_the_span_of_the_days_holds_their_digits(days: int, noise: str) -> None:
    original = f"{noise}借呗逾期{days}天{noise}"
    (span,) = (span for span in read(original).spans if span.fact == "days_overdue")
    assert str(days) in original[span.start : span.end]


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read(text), Facts)


@given(messages)
def test_any_jumble_of_words_is_read(text: str) -> None:
    values = read(text).values
    assert not any(isinstance(value, float) for value in values.values())


@pytest.mark.parametrize(
    "noise",
    [
        "芝麻分612",
        "尾号4321",
        "打12378",
        "电话13800138000",
        "我35岁",
        "分24期",
        "每月还1500",
        "工资5000",
        "昨天还了800",
        "客服95188",
    ],
)
@given(st.integers(1, 999), st.booleans())
def test_a_distractor_changes_nothing(noise: str, days: int, first: bool) -> None:
    told = f"逾期{days}天了"
    text = f"{noise},{told}" if first else f"{told},{noise}"
    assert read(text).values == {"days_overdue": days}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join))
def test_no_text_of_a_thousand_characters_takes_long(part: str) -> None:
    text = normalize((part * 1000)[:1000])
    started = time.process_time()
    read_facts(text, TODAY)
    assert time.process_time() - started < 0.5  # some 5 to 25 ms; the room is for a busy machine
