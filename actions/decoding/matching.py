"""Where a pattern holds in a piece of folded text. Linear in its length: see ``regexes``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.decoding.folding import clause
from actions.decoding.model import Pattern

#: Characters an exception may look to either side of a hit.
REACH = 40
#: Hits of a pattern that are looked at in a sentence, voided ones among them.
MOST_TRIES = 50


def places(pattern: Pattern, sentence: str, message: str | None = None) -> Iterator[tuple[int, int]]:
    """Where the pattern holds in a sentence, from left to right.

    ``message`` is the whole message, folded, for patterns that need something else in it; by default the
    sentence itself.
    """
    if pattern.needs and pattern.needs.isdisjoint(sentence):
        return
    whole = sentence if message is None else message
    if not all(also.search(whole) for also in pattern.also):
        return
    if _holds(pattern.unless_in_sentence, sentence) or _holds(pattern.unless_in_message, whole):
        return
    position = 0
    for _ in range(MOST_TRIES):
        match = pattern.look.search(sentence, position)
        if match is None:
            return
        start, end = match.span()
        voided = _voided(pattern, sentence, start, end)
        if not voided:
            yield start, end
        # A voided hit may hide another that begins inside it.
        position = start + 1 if voided else end


def _holds(regex: re.Pattern[str] | None, text: str) -> bool:
    return regex is not None and regex.search(text) is not None


def _voided(pattern: Pattern, text: str, start: int, end: int) -> bool:
    if pattern.unless is None:
        return False
    low, high = clause(text, start, end, REACH)
    return pattern.unless.search(text, low, high) is not None
