"""What was said on the web page lately, so that a page that is loaded again shows it, and a message that is sent
again is not answered twice.

Memory only: nothing of it is written, it is gone with the process, after twelve hours, or when the person deletes.
Identifiers are cut out before a text gets here. Entries are kept as JSON texts: as objects they would take several
times the room.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from actions.case.cases import FORGOTTEN_AFTER
from bot.exact_json import dumps

MOST_CONVERSATIONS = 1_000
MOST_CHARACTERS = 250_000  # of the entries of one conversation
_MOST_TURNS = 30

Messages = list[dict[str, Any]]
#: The entries a turn added, as JSON texts.
Entries = list[str]


@dataclass
class Transcript:
    """One conversation: its entries in order, and the turns by the key the page gave each."""

    entries: Entries = field(default_factory=list)
    turns: OrderedDict[str, asyncio.Future[Entries]] = field(default_factory=OrderedDict)
    touched: float = 0.0
    #: Ids are never those of another transcript: a page may have shown one of before a restart.
    _name: str = field(default_factory=lambda: secrets.token_hex(4))
    _count: int = 0

    @property
    def newest(self) -> str:
        """The id of the last entry; empty where there is none."""
        return f"{self._name}-{self._count}" if self.entries else ""

    def turn(self, key: str, said: str, answer: Callable[[], Awaitable[Messages]]) -> asyncio.Future[Entries]:
        """The answer to a message; a key that was seen before gets the answer of that time, which may still be
        on its way. The answer is worked out to its end even when nobody waits for it any more."""
        known = self.turns.get(key)
        if known is not None:
            return known
        self.add({"who": "person", "key": key, "text": said})
        task = asyncio.ensure_future(self._answered(answer))
        self.turns[key] = task
        while len(self.turns) > _MOST_TURNS:
            self.turns.popitem(last=False)
        return task

    def add(self, entry: dict[str, Any]) -> str:
        """Note an entry; it gets the next id of this conversation."""
        self._count += 1
        text = dumps({"id": f"{self._name}-{self._count}", **entry})
        self.entries.append(text)
        while len(self.entries) > 1 and sum(map(len, self.entries)) > MOST_CHARACTERS:
            del self.entries[0]
        return text

    def forget(self) -> None:
        """Drop everything said so far, answers included; keys stay known, so that nothing is said a second time."""
        self.entries.clear()
        for key, turn in self.turns.items():
            if turn.done():
                self.turns[key] = _nothing()

    async def _answered(self, answer: Callable[[], Awaitable[Messages]]) -> Entries:
        messages = await answer()
        if any(message["custom"].get("kind") == "deleted" for message in messages):
            self.forget()
        return [self.add({"who": "advisor", **message}) for message in messages]


class Transcripts:
    """The conversations of this process.

    :param clock: seconds that never run backwards.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, Transcript] = OrderedDict()

    def begun(self, sender: str) -> Transcript:
        """The conversation of a sender; begun now where there is none, or the last one is too long ago."""
        self._forget_idle()
        transcript = self._kept.setdefault(sender, Transcript())
        transcript.touched = self._clock()
        self._kept.move_to_end(sender)
        while len(self._kept) > MOST_CONVERSATIONS:
            self._kept.popitem(last=False)
        return transcript

    def known(self, sender: str) -> Transcript | None:
        """The conversation of a sender, where there is one."""
        self._forget_idle()
        return self._kept.get(sender)

    def _forget_idle(self) -> None:
        oldest = self._clock() - FORGOTTEN_AFTER.total_seconds()
        while self._kept and next(iter(self._kept.values())).touched < oldest:
            self._kept.popitem(last=False)


def read(entries: Entries) -> Messages:
    """Entries as objects."""
    return [json.loads(entry) for entry in entries]


def _nothing() -> asyncio.Future[Entries]:
    empty: asyncio.Future[Entries] = asyncio.get_running_loop().create_future()
    empty.set_result([])
    return empty
