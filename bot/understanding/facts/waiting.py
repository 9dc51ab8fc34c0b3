"""How long somebody would wait before paying: 等30天, 半个月后再还, 下个月再还, 等到12月15号再还.

What one has waited already, waits for an answer, or is given by others is no such wait.
"""

from __future__ import annotations

import re

from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.durations import Duration
from bot.understanding.facts.message import Message

_LONGEST = 3660  # days: whoever says more means something else
_WAIT = re.compile(
    r"(?:等(?:上|个|到)?|再等(?:上|个)?|过(?:个)?|再过(?:个)?|晚(?:个)?|迟(?:个)?|缓(?:个)?|拖(?:个)?|推迟(?:个)?)(?:大概|差不多|最多)?$"
)
_WAITED = re.compile(r"(?:已经|都|一直|白)等|等了|让我等|叫我等|要我等|说等|要等|得等|逾期|超过|拖了|过了")
_PAYS = r"(?:能|可以|去|一起|一次性|慢慢|我|全部?|一次)*(?:还(?![有没是欠剩])|付|处理)"
_THEN = r"(?:再|才|(?:就|就能|就可以)(?=能|可以|还)|(?=能|可以))"
_THEN_PAY = re.compile(rf"^(?:多|左右)?(?:之后|以后|过后|后)?[,]?{_THEN}{_PAYS}")
_ASKS = re.compile(
    r"^(?:多|左右)?(?:之后|以后|过后|后)?(?:呢|吧|看看)?(?:$|[。,!?;]|会|要多|多[多出付]|行|可以|的话|和现在|还是|差多少|跟现在|比现在)"
)
_AFTER = re.compile(rf"^(?:多|左右)?(?:之后|以后|过后|后){_THEN}{_PAYS}")
_NEXT = re.compile(
    rf"(?P<next>下个?(?:月|星期|礼拜|周))(?:份|初|底|末)?(?:发(?:了)?工资)?(?:之?后|了)?(?:,|我)*(?:再|才){_PAYS}"
)
_THEN_ON_DAY = re.compile(rf"^(?:那天|左右|号|之?后)?(?:发(?:了)?工资)?(?:,|我)*(?:再|才){_PAYS}")


def read_wait(message: Message, durations: tuple[Duration, ...], dates: tuple[DateToken, ...]) -> int | None:
    """The days somebody would wait before paying; None when the message speaks of no such wait."""
    waits = {*_counted(message, durations), *_named(message), *_dated(message, dates)}
    # Two different waits are a question which of them.
    return waits.pop() if len(waits) == 1 else None


def _counted(message: Message, durations: tuple[Duration, ...]) -> set[int]:
    found = set()
    for duration in durations:
        head, tail = message.before(duration.start, 12), message.after(duration.end, 14)
        if not 0 < duration.days <= _LONGEST or _WAITED.search(head):
            continue
        if (
            _WAIT.search(head) and (_THEN_PAY.match(tail) or _ASKS.match(tail) or _plain_pay(head, tail))
        ) or (_AFTER.match(tail)):
            found.add(duration.days)
    return found


def _plain_pay(head: str, tail: str) -> bool:
    """晚十天还, 再等两周还: without 再 only behind words of waiting."""
    return bool(
        re.search(r"(?:晚|迟|推迟|缓|拖|等)(?:个)?$", head)
        and re.match(r"^(?:再)?还(?![有没是欠剩会要得不])", tail)
    )


def _named(message: Message) -> set[int]:
    return {
        30 if "月" in match["next"] else 7
        for match in _NEXT.finditer(message.text)
        if not _WAITED.search(message.before(match.start(), 8))
    }


def _dated(message: Message, dates: tuple[DateToken, ...]) -> set[int]:
    found = set()
    for token in dates:
        day = token.resolve(message.as_of, "future")
        if day is not None and day > message.as_of and _THEN_ON_DAY.match(message.after(token.end, 14)):
            found.add((day - message.as_of).days)
    return {days for days in found if days <= _LONGEST}
