"""What a person asks to be reminded of, and on which day: 12月5号提醒我还款, 三天后叫我打电话, 开庭前提醒我.

A day counts only where it is the day of the reminder or of the thing; a reminder before something whose day is not
named has no day, and the days of the case say which it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.facts.dates import find_dates
from bot.understanding.facts.durations import find_durations
from bot.understanding.facts.message import Message
from bot.understanding.facts.results import Taken
from bot.understanding.normalizer import NormalizedText, normalize

_LONGEST = 80  # characters
_ASKED = re.compile(
    r"提醒(?:一下)?我|提醒一下|记得(?:叫|提醒|告诉|喊)我|叫我(?!还钱|还款的|不)|喊我|到时候?(?:叫|告诉|通知|提醒|说)|别让我忘|"
    r"(?:设|定|加|弄|搞|帮我设|来)(?:一?个)?(?:提醒|闹钟|闹铃|日程)|通知我一声"
)
_THEIRS = re.compile(
    r"(?:他们|催收|短信|平台|客服|银行|支付宝|借呗|系统)(?:[^,。!?;]{0,6})(?:提醒|叫|通知)(?:一下)?我"
)
_DENIED = re.compile(r"(?:没|没有|不|别|不用|不要|不想)(?:人|再|来|必)?(?:提醒|叫|通知)")
#: What is to be kept, the more particular first.
_WHAT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hearing", re.compile(r"开庭|庭审|出庭|上庭")),
    ("objection", re.compile(r"异议|支付令")),
    ("answer", re.compile(r"答辩|应诉")),
    ("complaint", re.compile(r"投诉|12378|答复|回复")),
    ("negotiation", re.compile(r"协商|谈|打(?:个)?电话|联系客服|打给|95188")),
    (
        "repayment",
        re.compile(
            r"还款|还钱|还借呗|还花呗|还贷|扣款|还(?:\d|[一二三四五六七八九这那剩最上本第])|交钱|还$|还,|到期"
        ),
    ),
)
_MONTHLY = re.compile(r"每个?月的?(?=[0-9一二三十])")
_BEFORE = re.compile(r"前(?:一天|两天|三天|\d天)?(?:再|就|记得|来)?(?:提醒|叫|喊|告诉|通知)")
_LATER = re.compile(r"^(?:之后|以后|过后|后)")


@dataclass(frozen=True)
class Appointment:
    """What to be reminded of (``repayment``, ``answer``, ``objection``, ``complaint``, ``hearing``,
    ``negotiation``, ``other``) and the day; None where the message names none.
    """

    what: str
    day: date | None


def read_appointment(text: NormalizedText, as_of: date) -> Appointment | None:
    """The reminder a message asks for, or None.

    :param as_of: the day it was written; the day asked for is not before it.
    """
    said = text.text
    if not said or len(said) > _LONGEST or not _ASKED.search(said):
        return None
    if _DENIED.search(said) or _THEIRS.search(said):
        return None
    what = next((what for what, words in _WHAT if words.search(said)), "other")
    return Appointment(what, _day(text, as_of))


def _day(text: NormalizedText, as_of: date) -> date | None:
    once = normalize(_MONTHLY.sub("", text.text))  # 每月10号: the next of them
    message, taken = Message.of(once, as_of), Taken(len(once.text))
    days = {token.resolve(as_of, "future") for token in find_dates(message, taken)} - {None}
    for duration in find_durations(message, taken):
        tail = message.after(duration.end, 3)
        if _LATER.match(tail) and duration.days > 0:
            days.add(as_of + timedelta(days=duration.days))
    found = {day for day in days if day is not None and day >= as_of}
    return found.pop() if len(found) == 1 and not (_BEFORE.search(text.text) and not days) else None
