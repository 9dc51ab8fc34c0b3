"""Short lines whose figures stand under each other, for channels that know no tables."""

from __future__ import annotations

from collections.abc import Sequence

# As wide as a digit, and no channel swallows it as it may swallow ordinary spaces.
_DIGIT_SPACE = "\u2007"
_WIDE_SPACE = "\u3000"


def right(texts: Sequence[str]) -> list[str]:
    """Figures filled up from the left to the same length."""
    width = max(map(len, texts), default=0)
    return [text.rjust(width, _DIGIT_SPACE) for text in texts]


def left(texts: Sequence[str]) -> list[str]:
    """Chinese words filled up from the right to the same length."""
    width = max(map(len, texts), default=0)
    return [text.ljust(width, _WIDE_SPACE) for text in texts]
