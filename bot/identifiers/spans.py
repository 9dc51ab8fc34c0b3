"""What all finders share: the kinds, what may stand between two digits, and the mark of what is already read."""

from __future__ import annotations

from typing import Literal

Kind = Literal["id_number", "bank_card", "phone", "landline", "email", "wechat"]
Span = tuple[int, int, Kind]
"""An identifier at ``[start, end)`` of a folded text."""

GAP = r"(?:[^\S\n\r]|[-‐–—―−_·•])"
BLANK = "\0"  # a folded text holds no control characters, so this one is never a person's


def blanked(text: str, spans: list[Span]) -> str:
    """The text with what was read blanked out, so that nothing is read twice."""
    characters = list(text)
    for start, end, _ in spans:
        characters[start:end] = BLANK * (end - start)
    return "".join(characters)
