"""What is said to a person, before any channel has given it a form.

Neutral on purpose: a channel turns choices into buttons, a menu or numbered lines. ``data`` carries the same
answer for programs (stage, actions, basis), so that nobody has to read prose to test or render it; ``cards``
are the parts of the text that a channel may draw.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.cards.card import Block, Card, cards_of, text_of


@dataclass(frozen=True)
class Choice:
    """A quick answer: what the button shows, and the sentence it stands for when it is pressed or typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One message to a person.

    ``text`` is complete by itself, for channels without buttons and cards; ``choices`` are at most six; ``data``
    is JSON-ready; each card stands for a part of the text.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()

    @classmethod
    def of(
        cls,
        blocks: Iterable[Block],
        choices: tuple[Choice, ...] = (),
        data: Mapping[str, Any] | None = None,
    ) -> Reply:
        """A message of several parts, with a blank line between them; parts that say nothing are left out."""
        parts = list(blocks)
        return cls(text_of(parts), choices, data or {}, cards_of(parts))

    def around(self, before: Iterable[Block] = (), after: Iterable[Block] = ()) -> Reply:
        """The message with parts before and after it."""
        first, last = list(before), list(after)
        cards = (*cards_of(first), *self.cards, *cards_of(last))
        return Reply(text_of([*first, self.text, *last]), self.choices, self.data, cards)

    def plain_data(self) -> dict[str, Any]:
        """``data`` and the cards, for programs."""
        cards = {"cards": [card.plain() for card in self.cards]} if self.cards else {}
        return {**self.data, **cards}
