"""A normalised message as the grammars look at it: the text, its numbers, and windows that stop where a thought stops."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from bot.understanding.facts.numbers import Number, find_numbers
from bot.understanding.normalizer import NormalizedText

_CLAUSE_END = re.compile(r"[。!?;…\n、~]|,(?!\d{3}(?!\d))")
_CHEQUE = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟零万]{2,}")
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_REACH = 60  # characters a clause reaches beyond a span; nobody speaks longer without a pause
_SENTENCE_END = frozenset("。!?;…\n")


@dataclass(frozen=True)
class Message:
    """A message with the day it was written on."""

    text: str
    breaks: frozenset[int]
    as_of: date
    numbers: tuple[Number, ...]
    clause_ends: tuple[int, ...]
    sentence_ends: tuple[int, ...]
    pauses: tuple[int, ...]

    @classmethod
    def of(cls, text: NormalizedText, as_of: date) -> Message:
        """Look at a normalised text."""
        folded = _folded(text.text)
        ends = tuple(match.start() for match in _CLAUSE_END.finditer(folded))
        sentences = tuple(index for index in ends if folded[index] in _SENTENCE_END)
        pauses = tuple(sorted({*text.breaks, *ends}))
        numbers = find_numbers(folded, text.breaks)
        return cls(folded, text.breaks, as_of, numbers, ends, sentences, pauses)

    def before(self, index: int, reach: int = 16) -> str:
        """What stands to the left of ``index`` in the same clause, at most ``reach`` characters."""
        return self.text[max(_last(self.clause_ends, index), index - reach, 0) : index]

    def after(self, index: int, reach: int = 12) -> str:
        """What stands to the right of ``index`` in the same clause."""
        return self.text[index : min(_next(self.clause_ends, index, len(self.text)), index + reach)]

    def at_once(self, index: int, reach: int = 12) -> str:
        """Like ``after``, but white space typed as a pause ends it too."""
        text = self.after(index, reach)
        pauses = [place - index for place in self.breaks if index < place < index + len(text)]
        if index in self.breaks:
            return ""
        return text[: min(pauses)] if pauses else text

    def sentence_before(self, index: int, reach: int = 24) -> str:
        """Like ``before``, across commas."""
        return self.text[max(_last(self.sentence_ends, index), index - reach, 0) : index]

    def sentence_after(self, index: int, reach: int = 24) -> str:
        """Like ``after``, across commas."""
        return self.text[index : min(_next(self.sentence_ends, index, len(self.text)), index + reach)]

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a span, bounded by punctuation and by white space that was typed as a pause."""
        left = _last(self.clause_ends, start)
        for pause in self.pauses[
            max(0, bisect_right(self.pauses, start) - 1) : bisect_right(self.pauses, start)
        ]:
            left = max(left, pause if pause in self.breaks else pause + 1)
        right = len(self.text)
        place = bisect_left(self.pauses, end)
        if place < len(self.pauses):
            right = self.pauses[place]
        return max(left, start - _REACH), max(min(right, end + _REACH), end)


def _folded(text: str) -> str:
    """Numerals of cheques (壹万贰仟) and Cantonese 冇 as everybody writes them; one character for one."""
    return _CHEQUE.sub(lambda match: match.group().translate(_PLAIN), text).replace("冇", "没")


def _last(ends: tuple[int, ...], index: int) -> int:
    place = bisect_left(ends, index)
    return ends[place - 1] + 1 if place else 0


def _next(ends: tuple[int, ...], index: int, default: int) -> int:
    place = bisect_left(ends, index)
    return ends[place] if place < len(ends) else default
