"""The day of a hearing: 12月15号开庭, 开庭定在下个月3号, 后天上午九点在第三法庭开庭.

A hearing whose day is not named has none, and the day of a paper that tells of it (开庭传票昨天到的) is not its day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.message import Message

_FAR = 183  # days: a hearing without its year is no further ahead; it was then
_HOUR = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:点(?:半|[0-9一二三四五十]{1,3}分?)?|:[0-9]{2})"
_PLACE = r"(?:第?[一二三四五六七八九十0-9]{1,2}号?(?:法庭|审判庭|庭)|[\u4e00-\u9fff]{2,6}法院|法院|网上|线上|远程|视频)"
_HEARD_THEN = re.compile(
    rf"^(?:那天|当天|早上|上午|中午|下午|{_HOUR}|{_PLACE}|在|去|到|要|就|才|会|给我|首次|第一次|正式|通知我?|的|钟|,)*"
    r"(?:开庭(?!传票|通知|公告)|庭审|出庭(?!传票|通知)|上庭|过庭|开的庭)"
)
_HEARING_IS = re.compile(
    r"(?:开庭|庭审)(?:的)?(?:日期|时间|日子)?(?:应该|好像|定|安排|写|排)?(?:在|了|到|的|是|为|:|就|,)*$"
)
_OVER = re.compile(r"^[^,。!?;]{0,12}(?:开过庭|开庭了|开庭的|开的庭|没去|没到庭|缺席)")


@dataclass(frozen=True)
class Hearing:
    """The day of a hearing and the words that name it."""

    token: DateToken
    day: date


def find_hearing(message: Message, dates: tuple[DateToken, ...]) -> Hearing | None:
    """The hearing a message names a day for; the first when it names several."""
    for token in dates:
        told = _HEARD_THEN.match(message.sentence_after(token.end, 30))
        if not told and not _HEARING_IS.search(message.before(token.start, 12)):
            continue
        day = _day(message, token)
        if day:
            return Hearing(token, day)
    return None


def _day(message: Message, token: DateToken) -> date | None:
    """The coming day, unless it is said to lie behind or would be too far ahead."""
    ahead, behind = token.resolve(message.as_of, "future"), token.resolve(message.as_of, "past")
    if _OVER.match(message.after(token.end, 20)) or ahead is None:
        return behind
    return behind if behind and (ahead - message.as_of).days > _FAR else ahead
