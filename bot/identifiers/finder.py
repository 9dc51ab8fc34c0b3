"""Every identifier of a text: addresses, then numbers as typed, then numbers spoken digit by digit.

Read on a folded text (``bot.masking``): half width, digits of every script as 0–9. The surest reading comes first,
and what has been read is blanked out before the next: so a second look at the masked text finds nothing new.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.identifiers.addresses import find_desk_lines, find_emails, find_landlines, find_wechats
from bot.identifiers.numbers import find_dotted_numbers, find_joined_numbers, find_sure_numbers
from bot.identifiers.spans import BLANK, GAP, Span, blanked

_SPOKEN = "零〇○一幺二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖"
_AS_DIGITS = str.maketrans(_SPOKEN, "0001123456789122334566789")
# shorter runs are quantities (三五天, 一百二); nobody spells a sum with eleven digits
_SPOKEN_RUN = re.compile(rf"[0-9{_SPOKEN}](?:{GAP}{{0,3}}[0-9{_SPOKEN}]){{10,}}")
_ROUNDS = 3  # what was spoken may stand between what was typed; more often than that nobody hides a number
_DIGIT = re.compile(rf"[0-9{_SPOKEN}]")
_FEWEST = 11  # digits of a text that may hold a number of a person
_WORDED = re.compile(r"@|微\s?信|薇信|威信|座机|固话|[vw](?:x|信|echat)|加v", re.IGNORECASE)
_MASK = re.compile(r"〔(?:身份证|银行卡|手机号|电话|邮箱|微信号)〕")

_ADDRESSES = (find_emails, find_wechats)
_NUMBERS = (find_sure_numbers, find_dotted_numbers, find_joined_numbers, find_desk_lines, find_landlines)


def identifiers(folded: str) -> list[Span]:
    """The identifiers of a folded text, from left to right, none overlapping."""
    if not _WORDED.search(folded) and len(_DIGIT.findall(folded)) < _FEWEST:
        return []
    page = _Page(_MASK.sub(lambda match: BLANK * len(match.group()), folded))
    page.read(_ADDRESSES)
    for _ in range(_ROUNDS):
        page.read(_NUMBERS)
        if not (spoken := _spoken(page.text)):
            break
        page.add(spoken)
    return sorted(page.spans)


def _spoken(text: str) -> list[Span]:
    """What is an identifier only when Chinese digits are read as digits."""
    typed = _SPOKEN_RUN.sub(lambda match: match.group().translate(_AS_DIGITS), text)
    if typed == text:
        return []
    page = _Page(typed)
    page.read(_NUMBERS)
    return page.spans


class _Page:
    """A folded text, and what has been read of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []

    def read(self, finders: tuple[Callable[[str], Iterator[Span]], ...]) -> None:
        """Let each finder look at what the ones before it have left."""
        for find in finders:
            if spans := list(find(self.text)):
                self.add(spans)

    def add(self, spans: list[Span]) -> None:
        """What has been read is blanked out."""
        self.text = blanked(self.text, spans)
        self.spans += spans
