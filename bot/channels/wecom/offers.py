"""What the buttons of the last cards and menus stand for: a click brings back only which button of which card it was.

A card stays where it was shown and may be pressed after the conversation has moved on, so its buttons must not be
taken for those of the latest reply; and a bare number might be taken for the amount that was asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.channels.messaging.mailroom import Mailroom

#: Seconds a card may be pressed; the platform lets one answer a click for as long.
KEPT = 72 * 3600.0
#: So many cards of a person are kept.
MOST_CARDS = 8


class Offers:
    """The cards of one account, kept sealed; one entry a person, so that it can be forgotten at once."""

    def __init__(self, mailroom: Mailroom, platform: str, account: str) -> None:
        self._mailroom = mailroom
        self._platform = platform
        self._account = account

    def offer(self, user: str, card: str, payloads: Sequence[str]) -> None:
        """Keep what the buttons of a card stand for, before it is sent. Twice is as once."""
        others = [entry for entry in self._known(user) if entry[0] != card]
        entries = [*others, [card, list(payloads)]][-MOST_CARDS:]
        self._mailroom.keep(self._name(user), json.dumps(entries, ensure_ascii=False), KEPT)

    def meant(self, user: str, card: str, number: str) -> str | None:
        """What a button stands for; None when the card is not known any more.

        :param number: of the button, from 1.
        """
        payloads: list[str] = next((entry[1] for entry in self._known(user) if entry[0] == card), [])
        if not (number.isascii() and number.isdecimal()) or not 1 <= int(number[:4]) <= len(payloads):
            return None
        return str(payloads[int(number[:4]) - 1])

    def forget(self, user: str) -> None:
        """Forget all cards of a person."""
        self._mailroom.keep(self._name(user), "[]", 0.0)

    def _known(self, user: str) -> list[list[Any]]:
        return list(json.loads(self._mailroom.kept(self._name(user)) or "[]"))

    def _name(self, user: str) -> str:
        return f"offers:{self._platform}:{self._mailroom.owner(self._platform, self._account, user)}"
