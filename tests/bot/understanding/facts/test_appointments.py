"""What a person asks to be reminded of. Told on Monday 2026-11-23."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.understanding.facts.appointments import Appointment, read_appointment
from bot.understanding.normalizer import normalize

DAY = date(2026, 11, 23)
FILE = YAML(typ="safe").load(Path(__file__).parent / "appointment_cases.yml")
CASES: list[dict[str, Any]] = FILE["cases"]


def read(text: str) -> Appointment | None:
    return read_appointment(normalize(text), DAY)


@pytest.mark.parametrize(
    ("says", "what", "day"),
    [
        ("提醒我12月5号还款", "repayment", date(2026, 12, 5)),
        ("12月5号提醒我还款", "repayment", date(2026, 12, 5)),
        ("12月5日记得叫我还借呗", "repayment", date(2026, 12, 5)),
        ("下周三提醒我打电话协商", "negotiation", date(2026, 12, 2)),
        ("明天提醒我给95188打电话", "negotiation", date(2026, 11, 24)),
        ("三天后提醒我", "other", date(2026, 11, 26)),
        ("七天之后叫我看看投诉有没有答复", "complaint", date(2026, 11, 30)),
        ("每月10号提醒我还钱", "repayment", date(2026, 12, 10)),
        ("10号提醒我还钱", "repayment", date(2026, 12, 10)),
        ("設個提醒 12月8號開庭", "hearing", date(2026, 12, 8)),
        ("帮我设个闹钟，12月3号交答辩状", "answer", date(2026, 12, 3)),
        ("支付令的异议期快到了记得提醒我 12月7号", "objection", date(2026, 12, 7)),
        ("后天喊我一声去交异议书", "objection", date(2026, 11, 25)),
        ("到时候提醒一下，12月1号发工资还2000", "repayment", date(2026, 12, 1)),
        ("元旦提醒我还款", "repayment", date(2027, 1, 1)),
        ("2027年1月15日提醒我还最后一期的钱，别让我忘", "repayment", date(2027, 1, 15)),
        ("定个闹钟12/20开庭", "hearing", date(2026, 12, 20)),
        ("加个日程，周五联系客服谈分期", "negotiation", date(2026, 11, 27)),
        ("一个月后提醒我查12378的答复", "complaint", date(2026, 12, 23)),
        ("今天晚上提醒我还钱", "repayment", date(2026, 11, 23)),
    ],
)
def test_what_and_when_are_read(says: str, what: str, day: date) -> None:
    assert read(says) == Appointment(what, day)


@pytest.mark.parametrize(
    ("says", "what"),
    [
        ("提醒我还款", "repayment"),
        ("开庭前提醒我", "hearing"),
        ("到期前一天提醒我", "repayment"),
        ("答辩期快到的时候提醒我一下", "answer"),
        ("能不能设个提醒", "other"),
        ("投诉到了该答复的时候通知我一声", "complaint"),
        ("昨天说好提醒我还款", "repayment"),
        ("12月5号还是12月6号提醒我还款", "repayment"),
    ],
)
def test_without_one_sure_day_there_is_none(says: str, what: str) -> None:
    assert read(says) == Appointment(what, None)


@pytest.mark.parametrize(
    "says",
    [
        "我12月5号还款",
        "催收天天打电话提醒我还款",
        "短信提醒我明天到期",
        "不用提醒我了",
        "他们没提醒我就上征信了",
        "支付宝会提醒我吗",
        "叫我还钱的人说要上门",
        "开庭时间是12月8号",
        "",
        "催收叫我朋友还钱",
    ],
)
def test_what_asks_for_no_reminder_is_none(says: str) -> None:
    assert read(says) is None


@given(st.text(max_size=100))
def test_no_text_breaks_it_and_no_day_lies_in_the_past(text: str) -> None:
    found = read("提醒我" + text)
    assert found is None or found.day is None or found.day >= DAY


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_sentence_asks_exactly_what_stands_beside_it(case: dict[str, Any]) -> None:
    wanted = case["asks"] and Appointment(case["asks"], case["day"])
    assert read_appointment(normalize(case["says"]), FILE["as_of"]) == wanted


def test_there_are_enough_sentences_of_each_kind() -> None:
    assert len(CASES) >= 40
    assert sum(case["asks"] is None for case in CASES) >= 15
    assert {case["asks"] for case in CASES} - {None} == {
        "repayment", "answer", "objection", "complaint", "hearing", "negotiation", "other",
    }  # fmt: skip


@given(
    st.dates(DAY, date(2029, 12, 31)),
    st.sampled_from(
        ["{}提醒我还款", "提醒我{}还款", "{}还借呗 记得叫我", "设个提醒，{}要还钱", "{}還款，到時候喊我一聲"]
    ),
)
def test_a_whole_date_is_read_wherever_it_stands(day: date, form: str) -> None:
    spellings = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month}.{day.day}",
    )
    assert {read(form.format(spelt)) for spelt in spellings} == {Appointment("repayment", day)}


@given(st.integers(1, 300))
def test_days_from_now_are_counted_exactly(days: int) -> None:
    wanted = Appointment("repayment", DAY + timedelta(days=days))
    assert read(f"{days}天后提醒我还款") == wanted
    assert read(f"再过{days}天叫我一声，要还钱") == wanted


@given(st.integers(1, 31), st.dates(DAY, date(2028, 12, 31)))
def test_a_day_of_every_month_is_the_next_of_its_kind(number: int, today: date) -> None:
    found = read_appointment(normalize(f"每月{number}号提醒我还款"), today)
    assert found is not None
    assert found.day is not None
    assert found.day.day == number
    between = [today + timedelta(days=ahead) for ahead in range(1, (found.day - today).days)]
    assert found.day > today
    assert number not in {day.day for day in between}


def test_a_wait_beyond_any_calendar_is_no_day() -> None:
    assert read("999999999天后提醒我还款") == Appointment("repayment", None)


@pytest.mark.parametrize("months", [1, 2, 3, 6, 12])
def test_months_from_now_keep_the_day_of_the_month(months: int) -> None:
    found = read_appointment(normalize(f"{months}个月后提醒我还款"), date(2026, 8, 31))
    years, month = divmod(7 + months, 12)
    last = (date(2026 + years + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    assert found == Appointment("repayment", date(2026 + years, month + 1, min(31, last)))


@given(
    st.lists(
        st.sampled_from(
            ["提醒我", "5号", "叫我", "天后", "三", "每月", "前", "会", "催收", "不用", "~", " ", "，"]
        )
    )
)
def test_no_jumble_of_its_words_breaks_it(words: list[str]) -> None:
    found = read("".join(words))
    assert found is None or found.day is None or found.day >= DAY


@pytest.mark.parametrize(
    "unit", ["提醒我", "还提醒我", "天天会提醒", "三天后", "5号提醒", "别忘", "设个提醒"]
)
def test_no_message_takes_long(unit: str) -> None:
    text = normalize((unit * 200)[:160])
    started = time.process_time()
    read_appointment(text, DAY)
    assert time.process_time() - started < 0.5  # a few milliseconds; the room is for a busy machine
