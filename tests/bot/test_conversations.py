"""Conversations in memory: how many, how long, and one turn at a time."""

from __future__ import annotations

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations import KEPT_TURNS, MOST_TURNS, RecentConversations, SenderLocks

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
slots:
  mood: {type: any, mappings: [{type: custom}]}
"""
)


def tracker(sender: str, turns: int) -> DialogueStateTracker:
    events = [
        ActionExecuted("action_session_start"),
        SlotSet("mood", "calm"),
        ActionExecuted("action_listen"),
    ]
    for number in range(turns):
        events += [UserUttered(str(number), {"name": "greet"}), ActionExecuted("action_listen")]
    return DialogueStateTracker.from_events(sender, events, DOMAIN.slots, domain=DOMAIN)


def texts(kept: DialogueStateTracker | None) -> list[str]:
    assert kept is not None
    return [event.text for event in kept.events if isinstance(event, UserUttered)]


async def test_a_conversation_is_found_again() -> None:
    store = RecentConversations(DOMAIN)
    await store.save(tracker("a", 2))
    assert texts(await store.retrieve("a")) == ["0", "1"]
    assert await store.retrieve("b") is None


async def test_the_sender_heard_longest_ago_is_forgotten_first() -> None:
    store = RecentConversations(DOMAIN, most_senders=2)
    for sender in ("a", "b", "a", "c"):
        await store.save(tracker(sender, 1))
    assert await store.keys() == ["a", "c"]


async def test_a_long_conversation_is_cut_back_to_its_last_turns_and_keeps_its_slots() -> None:
    store = RecentConversations(DOMAIN)
    await store.save(tracker("a", MOST_TURNS))
    assert len(texts(await store.retrieve("a"))) == MOST_TURNS
    await store.save(tracker("a", MOST_TURNS + 1))
    kept = await store.retrieve("a")
    assert texts(kept) == [str(number) for number in range(MOST_TURNS + 1 - KEPT_TURNS, MOST_TURNS + 1)]
    assert kept is not None and kept.get_slot("mood") == "calm"
    assert kept.latest_action_name == "action_listen"


async def test_a_forgotten_conversation_starts_anew() -> None:
    store = RecentConversations(DOMAIN)
    await store.save(tracker("a", 1))
    store.forget("a")
    store.forget("nobody")
    assert await store.retrieve("a") is None


async def test_turns_of_one_sender_run_in_order_and_alone() -> None:
    locks = SenderLocks()
    running: list[int] = []
    order: list[int] = []

    async def turn(number: int) -> None:
        async with locks.lock("a"):
            running.append(number)
            assert len(running) == 1
            await asyncio.sleep(0.001)
            order.append(running.pop())

    await asyncio.gather(*(turn(number) for number in range(20)))
    assert order == list(range(20))
    assert len(locks) == 0


async def test_senders_do_not_wait_for_each_other() -> None:
    locks = SenderLocks()

    async def other() -> None:
        async with locks.lock("b"):
            assert len(locks) == 2

    async with locks.lock("a"):
        await asyncio.wait_for(other(), 1)


async def test_a_turn_that_fails_or_is_cancelled_frees_its_lock() -> None:
    locks = SenderLocks()

    async def endless() -> None:
        async with locks.lock("a"):
            await asyncio.sleep(60)

    holding = asyncio.create_task(endless())
    waiting = asyncio.create_task(endless())
    await asyncio.sleep(0)
    holding.cancel()
    waiting.cancel()
    await asyncio.gather(holding, waiting, return_exceptions=True)
    assert len(locks) == 0
