"""What a person asks to be reminded of. Told on Monday 2026-11-23."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.facts.appointments import Appointment, read_appointment
from bot.understanding.normalizer import normalize

DAY = date(2026, 11, 23)


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
