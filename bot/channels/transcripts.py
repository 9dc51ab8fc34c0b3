"""What was said on the web page lately, so that a page that is loaded again shows it, and a message that is sent
again is not answered twice.

Memory only: nothing of it is written, it is gone with the process, after twelve hours, or when the person deletes.
Identifiers are cut out before a text gets here.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from actions.case.cases import FORGOTTEN_AFTER

MOST_CONVERSATIONS = 5_000
MOST_ENTRIES = 200
_MOST_TURNS = 30

Messages = list[dict[str, Any]]


@dataclass
class Transcript:
    """One conversation: its entries in order, and the turns by the id the page gave each."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    turns: OrderedDict[str, asyncio.Task[Messages]] = field(default_factory=OrderedDict)
    count: int = 0
    touched: float = 0.0

    def turn(self, key: str, said: str, answer: Callable[[], Awaitable[Messages]]) -> asyncio.Task[Messages]:
        """The answer to a message; a key that was seen before gets the answer of that time, which may still be
        on its way. The answer is worked out to its end even when nobody waits for it any more."""
        known = self.turns.get(key)
        if known is not None:
            return known
        self.add({"who": "person", "text": said})
        task = asyncio.ensure_future(self._answered(answer))
        self.turns[key] = task
        while len(self.turns) > _MOST_TURNS:
            self.turns.popitem(last=False)
        return task

    def add(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Note an entry; it gets the next number of this conversation."""
        self.count += 1
        numbered = {"id": f"m{self.count}", **entry}
        self.entries.append(numbered)
        del self.entries[:-MOST_ENTRIES]
        return numbered

    async def _answered(self, answer: Callable[[], Awaitable[Messages]]) -> Messages:
        messages = await answer()
        if any(message["custom"].get("kind") == "deleted" for message in messages):
            self.forget()
        return [self.add({"who": "advisor", **message}) for message in messages]

    def forget(self) -> None:
        """Drop everything said so far."""
        self.entries.clear()


class Transcripts:
    """The conversations of this process.

    :param clock: seconds that never run backwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Transcript] = OrderedDict()

    def of(self, sender: str) -> Transcript:
        """The conversation of a sender; an empty one when there is none, or it is too long ago."""
        self._forget_idle()
        transcript = self._kept.setdefault(sender, Transcript())
        transcript.touched = self._clock()
        self._kept.move_to_end(sender)
        while len(self._kept) > MOST_CONVERSATIONS:
            self._kept.popitem(last=False)
        return transcript

    def _forget_idle(self) -> None:
        oldest = self._clock() - FORGOTTEN_AFTER.total_seconds()
        while self._kept and next(iter(self._kept.values())).touched < oldest:
            self._kept.popitem(last=False)
