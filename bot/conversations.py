"""The conversations of a running assistant: the last turns of each, in memory, one turn at a time.

What a person has told us is kept by the case store, not here. A tracker only has to carry the last few
turns, so it is cut back before the cost of a turn, which Rasa replays several times, is felt. Imports
Rasa.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

MOST_SENDERS = 1000
MOST_TURNS = 12
KEPT_TURNS = 6


class RecentConversations(TrackerStore):
    """Keeps trackers as objects (nothing is serialised); the sender heard longest ago is forgotten first."""

    def __init__(self, domain: Domain | None = None, most_senders: int = MOST_SENDERS, **_: Any):
        """An empty store for at most ``most_senders`` conversations."""
        super().__init__(domain or Domain.empty())
        self._most = most_senders
        self._trackers: OrderedDict[str, DialogueStateTracker] = OrderedDict()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation of a sender, or None."""
        return self._trackers.get(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep a conversation, cut back to its last turns when it has become long."""
        self._trackers[tracker.sender_id] = _shortened(tracker, self.domain)
        self._trackers.move_to_end(tracker.sender_id)
        while len(self._trackers) > self._most:
            self._trackers.popitem(last=False)

    async def keys(self) -> list[str]:
        """The senders, the one heard longest ago first."""
        return list(self._trackers)

    def forget(self, sender_id: str) -> None:
        """Drop a conversation, for example one whose last turn broke off half-way."""
        self._trackers.pop(sender_id, None)


class SenderLocks(LockStore):
    """One turn at a time for each sender, in the order of arrival, without polling."""

    def __init__(self) -> None:
        """No lock is held."""
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = 0, wait_time_in_seconds: float = 0
    ) -> AsyncIterator[TicketLock]:
        """Hold the lock of a conversation; the other arguments belong to Rasa's interface and have no use."""
        lock, users = self._locks.get(conversation_id, (asyncio.Lock(), 0))
        self._locks[conversation_id] = (lock, users + 1)
        try:
            async with lock:
                yield TicketLock(conversation_id)
        finally:
            _, users = self._locks[conversation_id]
            if users == 1:
                del self._locks[conversation_id]
            else:
                self._locks[conversation_id] = (lock, users - 1)

    def __len__(self) -> int:
        """How many conversations have a turn running or waiting."""
        return len(self._locks)


def _shortened(tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    turns = [place for place, event in enumerate(tracker.events) if isinstance(event, UserUttered)]
    if len(turns) <= MOST_TURNS:
        return tracker
    slots = tracker.current_slot_values()
    events: list[Event] = [SlotSet(name, value) for name, value in slots.items() if value is not None]
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    events.extend(list(tracker.events)[turns[-KEPT_TURNS] :])
    short = DialogueStateTracker.from_events(tracker.sender_id, events, tracker.slots.values(), domain=domain)
    short.assistant_id, short.model_id = tracker.assistant_id, tracker.model_id
    return short
