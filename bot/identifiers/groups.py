"""Digits that may belong together: 13812345678, 138 1234 5678, 1-3-8-…; which of the readings stands is for a judge.

Every row of neighbouring groups with as many digits as an identifier has is offered once; so the work per group is
bounded, however long the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from bot.identifiers.spans import GAP, Span

RUN = re.compile(rf"\d+(?:{GAP}{{1,3}}\d+)*")
DOTTED = re.compile(r"(?<![\d.])\d{3,}(?:\.\d{3,}){2,}(?![\d.])")

_FEWEST, _MOST = 11, 20  # digits of an identifier; the longest has room for a typing error
_GROUP = re.compile(r"\d+")
_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_LABEL = re.compile(
    r"(?P<id_number>(?:身份[证證]|[证證]件)(?:[号號][码碼])?)|"
    r"(?P<bank_card>(?:[银銀]?行|储蓄|儲蓄|信用|工资|收款|[的张張])卡|卡[号號]|[账帐賬][号號户戶])"
)
_PHONE_LABEL = re.compile(r"(?:手机|手機|联系方式|(?:电话|電話)[号號]|微信)[号號]?[码碼]?(?:是|为|:|\s)*$")
_NEAR = re.compile(r"[^\d\0\n。!?;]{0,8}")
_WINDOW = 16  # characters of a label and what may stand behind it
_CONTRACT = re.compile(
    r"(?:(?:合同|订单|訂單|流水|借据|运单|快递|交易|案件|受理|工单|票据|保单|回执)[编編]?[单單]?[号號]|[编編][号號]|[单單][号號]|案[号號])[码碼]?"
    r"\s?(?:就?是|为|[:#])?\s?[A-Za-z0-9_\0-]{0,30}$"
)
_CONTRACT_WINDOW = 44


@dataclass(frozen=True)
class Groups:
    """Neighbouring groups of digits at ``[start, end)`` of a text that may be one number."""

    text: str
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]

    @property
    def before(self) -> str:
        """The character in front, empty at the start of the text."""
        return self.text[max(0, self.start - 1) : self.start]

    @cached_property
    def label(self) -> str | None:
        """The kind whose name stands right in front of the number, nothing else between them."""
        window = self.text[max(0, self.start - _WINDOW) : self.start]
        labels = list(_LABEL.finditer(window))
        if not labels or not _NEAR.fullmatch(window, labels[-1].end()):
            return None
        return labels[-1].lastgroup

    @cached_property
    def is_called_phone(self) -> bool:
        """A word for a phone number stands right in front; 打我电话 is none."""
        return bool(_PHONE_LABEL.search(self.text, max(0, self.start - _WINDOW), self.start))

    @cached_property
    def is_of_contract(self) -> bool:
        """Called the number of a contract, an order, a case."""
        return is_of_contract(self.text, self.start)

    @cached_property
    def parts(self) -> list[str]:
        """The digits group by group."""
        return [self.digits[start:end] for start, end in pairwise((0, *accumulate(self.sizes)))]

    @property
    def are_sums_or_times(self) -> bool:
        """As likely round sums (6000 5000) or times (0930 1015) side by side."""
        if len(self.parts) == 1:
            return False
        is_round = all(2 < len(part) < 9 and part.endswith("00") for part in self.parts)
        return is_round or all(_CLOCK.fullmatch(part) for part in self.parts)

    @property
    def are_days_or_hours(self) -> bool:
        """As likely days or hours side by side: 13-15 18-20."""
        return max(self.sizes) == 2 and all(1 <= int(part) <= 31 for part in self.parts)


Judge = Callable[[Groups], "Span | None"]
"""Says whether groups of digits are an identifier, and where it begins and ends."""


def is_of_contract(text: str, start: int) -> bool:
    """What begins at ``start`` is called the number of a contract, an order, a case."""
    return bool(_CONTRACT.search(text, max(0, start - _CONTRACT_WINDOW), start))


def chosen(text: str, run: re.Pattern[str], judges: tuple[Judge, ...]) -> Iterator[Span]:
    """What the judges agree to: an earlier judge before a later one, then from left to right, then the longest."""
    found = [
        (rank, span[0], -span[1], span)
        for groups in _offered(text, run)
        for rank, judge in enumerate(judges)
        if (span := judge(groups))
    ]
    taken = bytearray(len(text))
    for *_, (start, end, kind) in sorted(found):
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\x01" * (end - start)
            yield start, end, kind


def _offered(text: str, run: re.Pattern[str]) -> Iterator[Groups]:
    for match in run.finditer(text):
        if match.end() - match.start() >= _FEWEST:
            yield from _rows(text, [group.span() for group in _GROUP.finditer(text, *match.span())])


def _rows(text: str, spans: list[tuple[int, int]]) -> Iterator[Groups]:
    sizes = tuple(end - start for start, end in spans)
    ends = (0, *accumulate(sizes))
    digits = "".join(text[start:end] for start, end in spans)
    for first, (start, _) in enumerate(spans):
        for last in range(first + 1, len(ends)):
            count = ends[last] - ends[first]
            if count > _MOST:
                break
            if count >= _FEWEST:
                yield Groups(
                    text, start, spans[last - 1][1], digits[ends[first] : ends[last]], sizes[first:last]
                )
