"""A long text in parts that a platform takes: by bytes, at the end of a paragraph, a line or a sentence."""

from __future__ import annotations

import re
import unicodedata

#: Where a text may be cut, the best places first; never inside a link.
_ENDS = ("\n\n", "\n", "。", "；", "，", " ")
_LINK = re.compile(r"https?://[^\s，。；、）》】”]+")
_JOINER = "\u200d"  # between pictures that are shown as one
_TONES = range(0x1F3FB, 0x1F400)  # colours of a picture before them


def split(text: str, most_bytes: int) -> list[str]:
    """The parts of a text, each at most ``most_bytes`` of UTF-8; together they are the text, blanks at the cuts aside.

    :param most_bytes: at least 16.
    """
    parts = []
    rest = text.strip()
    while len(rest.encode()) > most_bytes:
        at = _cut(rest, most_bytes)
        parts.append(rest[:at].strip())
        rest = rest[at:].strip()
    return [part for part in (*parts, rest) if part]


def _cut(text: str, most_bytes: int) -> int:
    """The number of characters of the first part."""
    longest = _characters(text, most_bytes)
    for end in _ENDS:
        at = text.rfind(end, 0, longest)
        if at > longest // 3 and not _inside_link(text, at + len(end)):
            return min(at + len(end), longest)
    before = _inside_link(text, longest)
    return before if before else _between_signs(text, longest)


def _between_signs(text: str, at: int) -> int:
    """The nearest place up to ``at`` that parts nothing shown as one sign; ``at`` where there is none."""
    place = at
    while place > 0 and (_belongs_before(text[place]) or text[place - 1] == _JOINER):
        place -= 1
    return place or at


def _belongs_before(character: str) -> bool:
    return (
        unicodedata.category(character) in ("Mn", "Mc", "Me")
        or character == _JOINER
        or ord(character) in _TONES
    )


def _characters(text: str, most_bytes: int) -> int:
    """How many characters fit into so many bytes."""
    return len(text.encode()[:most_bytes].decode(errors="ignore"))


def _inside_link(text: str, at: int) -> int:
    """Where the link begins that a cut would break; 0 where it breaks none, or one that begins the text."""
    return next((link.start() for link in _LINK.finditer(text) if link.start() < at < link.end()), 0)
