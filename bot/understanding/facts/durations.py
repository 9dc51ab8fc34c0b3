"""Lengths of time: 35天, 三个来月, 一个半月, 俩月, 半年, 一年多, 两周, 一个月零五天. A month counts 30 days, a year 365.

Anything longer than a day is a vague measure: 两个月 is about sixty days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import Number, value_of
from bot.understanding.facts.results import Taken

DAYS = {"天": 1, "日": 1, "月": 30, "周": 7, "星期": 7, "礼拜": 7, "年": 365, "季度": 90}

_UNIT = re.compile(
    r"(?P<more>个[多来]|[多来]个|个(?=半)|个|整)?(?P<half>半)?(?P<unit>天|日(?![息利期])|月(?!份|供|底|初|末|息|薪|付|工资)|"
    r"周(?![岁年一二三四五六日末])|星期(?!天)|礼拜|年(?!化|利|息|龄|底|初|前|轻|薪|级)|"
    r"季度)(?P<half_after>半)?(?P<more_after>[多来](?!少))?"
)
_PHRASES = re.compile(
    r"(?P<half_month>(?:大|小)?半个?多?月(?!份|供|底)|个半月)|(?P<half_year>(?:大|小)?半年)(?!前的)|"
    r"(?P<about_month>个把月|月把(?!天))|(?P<about_week>个把(?:星期|礼拜))|(?P<month_more>(?<![一二两三四五六七八九十几半\d])个多月)"
)
_CALENDAR = range(1980, 2100)
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?|[零一二两三四五六七八九十]+)(?:[-~—–到至、]|,)$")
_AND = re.compile(r"(?:零|又|加|,|过)?$")
_ABOUT_AFTER = re.compile(
    r"^(?:了)?(?:[多来]|左右|上下|出头|不到|不足|的样子|这样子?|开外|以上|好几)(?!少)|^差不多"
)
_ABOUT_BEFORE = re.compile(
    r"(?:大概|大约|约莫|差不多|将近|接近|不到|不足|得有|有个|好像|可能|估计|估摸|也就|少说|起码|至少|少说也|应该有|记不清|没到|大致)[^\d]{0,10}$|"
    r"(?:(?<!最)近|快|约|小)(?:要|有)?$|快要?(?:逾期|超|过|有|满|到)?(?:期|了|有)*$"
)


@dataclass(frozen=True)
class Duration:
    """A length of time in days at ``[start, end)``; ``bare_month`` marks 3月, which is also March."""

    days: int
    start: int
    end: int
    approx: bool
    bare_month: bool = False


def about_before(message: Message, start: int, reach: int = 14) -> bool:
    """The words in front of a number say it is rough (大概, 将近, 快)."""
    head = message.sentence_before(start, reach)
    return bool(_ABOUT_BEFORE.search(re.split(r"\d", head)[-1]))


def about_after(message: Message, end: int) -> bool:
    """The words behind a quantity say it is rough (左右, 多, 出头)."""
    return bool(_ABOUT_AFTER.match(message.after(end, 6)))


def find_durations(message: Message, taken: Taken) -> tuple[Duration, ...]:
    """Every length of time in the message, compounds joined; the spans are claimed."""
    found = sorted(_simple(message, taken), key=lambda duration: duration.start)
    joined = _joined(message, found)
    for duration in joined:
        taken.add(duration.start, duration.end)
    return joined


def _simple(message: Message, taken: Taken) -> Iterator[Duration]:
    claimed: list[tuple[int, int]] = []
    for number in message.numbers:
        duration = _counted(message, number, taken)
        if duration:
            claimed.append((duration.start, duration.end))
            yield duration
    for match in _PHRASES.finditer(message.text):
        start, end = match.span()
        if not taken.free(start, end) or any(start < right and left < end for left, right in claimed):
            continue
        yield Duration(_phrase_days(match), start, end, True)


def _phrase_days(match: re.Match[str]) -> int:
    if match["half_month"]:
        return {"大": 20, "小": 12, "个": 45}.get(match.group()[0], 15)
    if match["half_year"]:
        return {"大": 210, "小": 150}.get(match.group()[0], 180)
    return 7 if match["about_week"] else 30


def _counted(message: Message, number: Number, taken: Taken) -> Duration | None:
    match = _UNIT.match(message.text, number.end)
    if (
        number.value is None
        or not match
        or (number.ordinal and match["unit"] != "天")
        or not taken.free(number.start, match.end())
    ):
        return None
    unit, more = match["unit"], match["more"] or ""
    if match["half"] and unit not in ("月", "年", "天"):
        return None
    if unit == "日" and not number.is_arabic:
        return None
    if unit == "年" and number.value in _CALENDAR:
        return None  # 2020年春节 names a year
    value, approx, start = number.value, number.approx, number.start
    low = _RANGE.search(message.text[max(0, start - 6) : start])
    if low and low["low"].isascii() == number.text.isascii():
        value, approx, start = (value + _low(low["low"])) / 2, True, start - len(low.group())
    if match["half"] or match["half_after"]:
        value += Decimal("0.5")
    size = DAYS[unit]
    days = int((value * size).to_integral_value(rounding="ROUND_HALF_UP"))
    vague = size > 1 or any(character in "多来" for character in more + (match["more_after"] or ""))
    vague = vague or approx or about_before(message, start) or about_after(message, match.end())
    is_march = unit == "月" and not more and not match["half"] and number.text[0] not in "俩仨两"
    return Duration(days, start, match.end(), vague, is_march)


def _low(text: str) -> Decimal:
    return value_of(text) or Decimal(0)


def _joined(message: Message, found: list[Duration]) -> tuple[Duration, ...]:
    """一个月零五天 is one duration: a larger unit directly followed by a smaller one."""
    joined: list[Duration] = []
    for duration in found:
        last = joined[-1] if joined else None
        if (
            last
            and last.end <= duration.start <= last.end + 1
            and duration.start not in message.breaks
            and duration.days < last.days
            and _AND.fullmatch(message.text[last.end : duration.start])
            and last.days % 30 in (0, 5)
            and message.text[last.end - 1] in "月年"
        ):
            joined[-1] = Duration(last.days + duration.days, last.start, duration.end, True)
            continue
        joined.append(duration)
    return tuple(joined)
