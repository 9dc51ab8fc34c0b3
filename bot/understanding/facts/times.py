"""Times of day: 晚上十点半 → 22:30, 下午三点二十 → 15:20, 凌晨两点 → 02:00, 中午 → 12:00.

An hour from one to seven without its part of the day may be either half of it and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import value_of
from bot.understanding.facts.results import Taken

_HOUR = r"(?:[01]?\d|2[0-4]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?\d|[零〇][一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)"
_PERIOD = (
    r"凌晨|大?半夜|深夜|午夜|后半夜|大清早|一大早|大早上|清早|清晨|早晨|早上|上午|中午|正午|大中午|下午|午后|傍晚|大晚上|晚上|夜里|夜晚|夜间|晚间|(?<=今|昨|前|当|明)晚|"
    r"(?<=[今明])早|(?<=[号日一二三四五六天])晚(?=上?[0-9一二两三四五六七八九十])|(?<=[号日一二三四五六天])早(?=上?[0-9一二两三四五六七八九十])|"
    r"(?<=昨|今|当)夜|早(?=[七八九十7-9])|晚(?=[七八九十7-9]点)"
)
_TIME = re.compile(
    rf"(?:(?P<period>{_PERIOD})(?:的|里|头|大概|差不多|快|将近|,|大约|都|就|已经|才|约|左右|"
    rf"近){{0,4}})?(?:(?<!\d)(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?!\d)|"
    rf"(?<![0-9第零一二三四五六七八九十百几好差快多有]){'{hour}'}(?:点|时(?![候间刻不常代])|點)(?:钟)?(?:(?P<half>半)|"
    rf"过?(?P<minute>{_MINUTE})(?:分(?!期))?|(?P<quarter>[一二三])刻|(?P<about>多|来|左右|过))?(?P<clock>整|钟)?)".replace(
        "{hour}", f"(?P<hour>{_HOUR})"
    )
)
_NOON = re.compile(r"(?:大)?(?:中午|正午)(?!后|前)")
_NO_TIME_TAIL = re.compile(r"^(?:点|儿|意思|用|办法|钱|消息|也|都|事|子|不|没|左右的人|名|赞|击|开|头|进|关)")


@dataclass(frozen=True)
class TimeToken:
    """A time of day ``HH:MM`` at ``[start, end)``; ``only_noon`` when nothing but 中午 was said."""

    time: str
    start: int
    end: int
    only_noon: bool = False


def find_times(message: Message, taken: Taken) -> tuple[TimeToken, ...]:
    """Every time of day in the message; the spans are claimed."""
    found = tuple(_tokens(message, taken))
    for token in found:
        taken.add(token.start, token.end)
    if found:
        return found
    noon = _NOON.search(message.text)
    return (TimeToken("12:00", noon.start(), noon.end(), True),) if noon else ()


def _tokens(message: Message, taken: Taken) -> Iterator[TimeToken]:
    for match in _TIME.finditer(message.text):
        start = (
            match.start("period") if match["period"] else match.start("hour24" if match["hour24"] else "hour")
        )
        if not taken.free(match.start("hour24" if match["hour24"] else "hour"), match.end()):
            continue
        time = _clock(match)
        if time is None:
            continue
        if (
            not match["period"]
            and not match["hour24"]
            and _NO_TIME_TAIL.match(message.text[match.end() : match.end() + 4])
        ):
            continue
        yield TimeToken(time, start, match.end())


def _clock(match: re.Match[str]) -> str | None:
    period = match["period"] or ""
    if match["hour24"]:
        hour, minute = int(match["hour24"]), int(match["minute24"])
    else:
        hour, minute = int(value_of(match["hour"]) or 0), _minutes(match)
    hour_of_day = _hour(hour, period, bool(match["hour24"]))
    if hour_of_day is None or minute > 59:
        return None
    return f"{hour_of_day % 24:02d}:{minute:02d}"


def _minutes(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["quarter"]:
        return 15 * int(value_of(match["quarter"]) or 0)
    return int(value_of((match["minute"] or "0").lstrip("零〇") or "0") or 0)


def _hour(hour: int, period: str, digital: bool) -> int | None:
    """The hour of the day; 24 stands for midnight."""
    if hour > 24:
        return None
    if hour > 12:
        return hour
    if "中午" in period or "正午" in period:
        return hour + 12 if hour < 11 else hour
    if period in ("下午", "午后", "傍晚"):
        return hour + 12 if hour < 12 else 12
    if "半夜" in period or period in ("深夜", "午夜"):
        return hour + 12 if 7 <= hour < 12 else hour % 12
    if "晚" in period or "夜" in period:
        return hour + 12 if 5 <= hour < 12 else hour % 12
    if period == "凌晨":
        return hour % 12
    if period or digital:
        return hour
    return hour if 8 <= hour <= 12 else None
