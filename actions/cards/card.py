"""A part of a reply in a form that can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Card:
    """A drawable part of a reply.

    ``text`` is exactly the part of the reply's text the card stands for; it is empty where the card only adds.
    ``content`` is JSON-ready, everything in it already worded; its fields by kind are listed in ``docs/web.md``.
    """

    kind: str
    text: str
    content: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The card for programs."""
        return {"kind": self.kind, "text": self.text, **self.content}


#: A part of a reply: a text, or a card that stands for one; empty ones say nothing.
Block = str | Card | None


def text_of(blocks: Iterable[Block], gap: str = "\n\n") -> str:
    """The texts of the blocks that say something, with a gap between them."""
    texts = (block.text if isinstance(block, Card) else block for block in blocks)
    return gap.join(text for text in texts if text)


def cards_of(blocks: Iterable[Block]) -> tuple[Card, ...]:
    """The cards among the blocks, in their order."""
    return tuple(block for block in blocks if isinstance(block, Card))


def carded(kind: str, text: str) -> Card | None:
    """A text that a door may set apart, as a card without more in it; None where there is no text."""
    return Card(kind, text) if text else None
