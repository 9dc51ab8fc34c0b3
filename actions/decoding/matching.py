"""Where a pattern holds in a piece of folded text. Linear in its length: see ``regexes``."""

from __future__ import annotations

from actions.decoding.folding import clause
from actions.decoding.model import Pattern

#: Characters an exception may look to either side of a hit.
REACH = 40
#: Hits that may be voided before a pattern is given up in a piece of text.
MOST_TRIES = 50


def found_in(pattern: Pattern, text: str, message: str | None = None) -> tuple[int, int] | None:
    """The first place of the sentence ``text`` where the pattern holds; None when there is none.

    ``message`` is the whole message, folded, for patterns that need something else in it; by default ``text``.
    """
    if pattern.needs and pattern.needs.isdisjoint(text):
        return None
    if pattern.also is not None and not pattern.also.search(text if message is None else message):
        return None
    if pattern.unless_in_sentence is not None and pattern.unless_in_sentence.search(text):
        return None
    match = pattern.look.search(text)
    for _ in range(MOST_TRIES):
        if match is None:
            return None
        start, end = match.span()
        if not _voided(pattern, text, start, end):
            return start, end
        match = pattern.look.search(text, start + 1)
    return None


def _voided(pattern: Pattern, text: str, start: int, end: int) -> bool:
    if pattern.unless is None:
        return False
    low, high = clause(text, start, end, REACH)
    return pattern.unless.search(text, low, high) is not None
