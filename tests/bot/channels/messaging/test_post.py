"""From a callback to one answer: the table of channels.md §9, with a stand-in for platform and conversation."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.messaging import mailroom as rooms
from bot.channels.messaging import post as posts
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Held, Inbound, Rejected, TryLater, Unsure
from bot.channels.messaging.post import Post
from tests.bot.channels.messaging.conftest import Clock, StandIn, callback, failing, message


@dataclass
class Conversation:
    """Says back what it hears; ``slow…`` waits for the gate, ``boom`` fails, 删除 deletes."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def respond(self, sender: str, text: str) -> list[dict[str, Any]]:
        self.heard.append((sender, text))
        if text.startswith("slow"):
            await self.gate.wait()
        if text == "boom":
            raise RuntimeError("words of a person")
        if text == "删除":
            return [message("删了", kind="deleted")]
        if text == "我不想活了":
            return [message("care", kind="safety")]
        return [message(f"答{text}")]


@pytest.fixture
def conversation() -> Conversation:
    return Conversation()


def office(room: Mailroom, conversation: Conversation, clock: Clock, *platforms: StandIn) -> Post:
    return Post(platforms, room, conversation.respond, clock.day, lambda phrase, **_: phrase)


@contextlib.asynccontextmanager
async def running(post: Post) -> AsyncIterator[None]:
    task = asyncio.create_task(post.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until(condition: Any, seconds: float = 5.0) -> None:
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, "it did not happen"
        await asyncio.sleep(0.01)


async def test_a_forged_callback_is_403_and_no_turn(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    post = office(passing, conversation, clock, StandIn())
    before = posts.FORGED.labels("standin")._value.get()
    forged = callback()
    answer, _ = await post.receive("standin", type(forged)("POST", body=b'"forged"'))
    assert answer.status == 403 and conversation.heard == []
    assert posts.FORGED.labels("standin")._value.get() == before + 1


async def test_the_same_message_many_times_is_one_turn_and_one_delivery(
    mailroom: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn()
    post = office(mailroom, conversation, clock, platform)
    async with running(post):
        await asyncio.gather(*(post.receive("standin", callback(("k", "u", "x"))) for _ in range(3)))
        await until(platform.shown)
        await post.receive("standin", callback(("k", "u", "x")))
        await post.settled()
    again = office(mailroom, conversation, clock, platform)
    await again.receive("standin", callback(("k", "u", "x")))
    await again.pump()
    assert len(conversation.heard) == 1 and platform.shown() == ["答x"]


async def test_parallel_deliveries_that_wait_get_the_answer_on_one_response(
    mailroom: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn(passive_seconds=3)
    post = office(mailroom, conversation, clock, platform)
    waiting = [asyncio.create_task(post.receive("standin", callback(("k", "u", "slow")))) for _ in range(3)]
    await until(lambda: conversation.heard)
    conversation.gate.set()
    answers = [answer.body for answer, _ in await asyncio.gather(*waiting)]
    await post.pump()
    assert sorted(answers) == sorted([b"success", b"success", "答slow".encode()])
    assert platform.taken == []


async def test_two_workers_make_one_answer(
    mailroom: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn(passive_seconds=1)
    one, two = (office(mailroom, conversation, clock, platform) for _ in range(2))
    found = await asyncio.gather(*(p.receive("standin", callback(("k", "u", "x"))) for p in (one, two)))
    bodies = [answer.body for answer, _ in found]
    assert sorted(bodies) == sorted([b"success", "答x".encode()]) and len(conversation.heard) == 1


async def test_a_turn_slower_than_the_deadline_is_acknowledged_and_answered_later_once(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn(passive_seconds=0.05)
    post = office(passing, conversation, clock, platform)
    async with running(post):
        for _ in range(3):
            answer, _ = await post.receive("standin", callback(("k", "u", "slow")))
            assert answer.body == b"success"
        conversation.gate.set()
        await until(platform.shown)
        await post.settled()
    assert platform.shown() == ["答slow"]


async def test_an_answer_does_not_ride_past_an_earlier_one_that_is_still_on_its_way(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn(passive_seconds=0.05)
    post = office(passing, conversation, clock, platform)
    await post.receive("standin", callback(("k1", "u", "slow")))
    conversation.gate.set()
    await post.settled()
    answer, _ = await post.receive("standin", callback(("k2", "u", "b")))
    assert answer.body == b"success"
    while await post.pump():
        pass
    assert platform.shown() == ["答slow", "答b"]


async def test_of_one_person_turns_are_in_order_and_nobody_else_waits(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn()
    post = office(passing, conversation, clock, platform)
    async with running(post):
        await post.receive("standin", callback(("k1", "u", "slow"), ("k2", "u", "b"), ("k3", "u", "c")))
        await post.receive("standin", callback(("k4", "v", "d")))
        await until(lambda: platform.shown("v"))
        assert platform.shown("u") == []
        conversation.gate.set()
        await until(lambda: len(platform.shown("u")) == 3)
    assert platform.shown("u") == ["答slow", "答b", "答c"]
    assert len(post._lines) == 0, "nothing stays in memory"


async def test_care_waits_for_no_turn_and_no_payload(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn()
    post = office(passing, conversation, clock, platform)
    async with running(post):
        await post.receive("standin", callback(("k1", "u", "slow"), ("k2", "u", "我不想活了")))
        await until(platform.shown)
        assert platform.shown() == ["care"]
        conversation.gate.set()
        await until(lambda: len(platform.shown()) == 2)


async def test_a_turn_that_fails_or_takes_too_long_is_answered_with_help(
    passing: Mailroom, conversation: Conversation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posts, "LONGEST", 0.05)
    platform = StandIn()
    post = office(passing, conversation, clock, platform)
    async with running(post):
        await post.receive("standin", callback(("k1", "u", "boom"), ("k2", "v", "slow")))
        await until(lambda: platform.shown("u") and platform.shown("v"))
    assert "95188" in platform.shown("u")[0] and "95188" in platform.shown("v")[0]


async def test_what_was_taken_by_a_process_that_ended_is_answered_once(
    mailroom: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    mailroom.take("standin", "one", Inbound("k", "u", "x"))
    clock.now += rooms.TURN + 1
    platform = StandIn()
    posts_two = [office(mailroom, conversation, clock, platform) for _ in range(2)]
    async with running(posts_two[0]), running(posts_two[1]):
        await until(platform.shown)
    assert platform.shown() == ["答x"] and len(conversation.heard) == 1


async def test_a_message_that_ends_every_process_is_answered_without_a_turn(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    taken = passing.take("standin", "one", Inbound("k", "u", "x"))
    passing.begun(taken.id)
    passing.begun(taken.id)
    clock.now += rooms.TURN + 1
    platform = StandIn()
    async with running(office(passing, conversation, clock, platform)):
        await until(platform.shown)
    assert conversation.heard == [] and "95188" in platform.shown()[0]


async def test_a_live_turn_is_not_begun_a_second_time(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    post = office(passing, conversation, clock, StandIn())
    await post.receive("standin", callback(("k", "u", "slow")))
    await until(lambda: conversation.heard)
    clock.now += rooms.TURN + 1
    post.recover()
    conversation.gate.set()
    await post.settled()
    assert len(conversation.heard) == 1


@pytest.mark.parametrize("idempotent", [True, False])
async def test_killed_while_sending(
    passing: Mailroom, conversation: Conversation, clock: Clock, idempotent: bool
) -> None:
    platform = StandIn(idempotent=idempotent)
    dead = office(passing, conversation, clock, platform)
    await dead.receive("standin", callback(("k", "u", "x")))
    await dead.settled()
    passing.due()  # and nothing more: killed
    clock.now += rooms.SENDING + 1
    post = office(passing, conversation, clock, platform)
    async with running(post):
        if not idempotent:
            await post.receive("standin", callback(("k2", "u", "y")))
            await until(lambda: platform.shown() == ["答y", "perhaps_not_received"])
            await post.receive("standin", callback(("k3", "u", "“重发”。")))
            await until(lambda: platform.shown()[2:] == ["答x"])
            await post.receive("standin", callback(("k4", "u", "z")))
            await until(lambda: platform.shown()[3:] == ["答z"])
            return
        await until(lambda: platform.shown() == ["答x"])


@pytest.mark.parametrize(
    ("error", "states"),
    [
        (TryLater("busy"), "ready"),
        (Held("quota"), "held"),
        (Rejected("no"), "dropped"),
        (Unsure("?"), "unsure"),
    ],
)
async def test_what_becomes_of_a_payload_that_is_refused(
    passing: Mailroom, conversation: Conversation, clock: Clock, error: Exception, states: str
) -> None:
    platform = StandIn(idempotent=False, fails=failing(error))
    post = office(passing, conversation, clock, platform)
    await post.receive("standin", callback(("k", "u", "x")))
    await post.settled()
    await post.pump()
    owner = passing.owner("standin", "one", "u")
    kept = [each["state"] for each in passing.export(owner)]
    assert kept == ([] if states == "dropped" else [states])


async def test_a_note_that_fails_does_not_send_again(
    passing: Mailroom, conversation: Conversation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = StandIn(idempotent=False)
    post = office(passing, conversation, clock, platform)
    await post.receive("standin", callback(("k", "u", "x")))
    await post.settled()
    note, left = passing.sent, [OperationalError("locked", None, Exception())]

    def sent(number: int) -> None:
        if left:
            raise left.pop()
        note(number)

    monkeypatch.setattr(passing, "sent", sent)
    await post.pump()
    clock.now += 1000
    await post.pump()
    assert platform.shown() == ["答x"]


async def test_a_platform_that_does_not_answer_holds_up_no_other(
    passing: Mailroom, conversation: Conversation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, well = StandIn(name="stuck"), StandIn()
    gate = asyncio.Event()

    async def never(_: Any) -> None:
        await gate.wait()

    monkeypatch.setattr(stuck, "send", never)
    post = office(passing, conversation, clock, stuck, well)
    async with running(post):
        await post.receive("stuck", callback(("k", "u", "x")))
        await asyncio.sleep(0.05)
        await post.receive("standin", callback(("k", "u", "x")))
        await until(well.shown, 2)


async def test_deletion_forgets_and_later_messages_are_answered(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn(fails=failing(Held("quota")))
    post = office(passing, conversation, clock, platform)
    await post.receive("standin", callback(("k1", "u", "x")))
    await post.settled()
    await post.pump()
    await post.receive("standin", callback(("k2", "u", "删除"), ("k3", "u", "y")))
    await post.settled()
    while await post.pump():
        pass
    assert platform.shown() == ["删了", "答y"]


async def test_stopping_brings_to_an_end_what_was_begun(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    platform = StandIn(idempotent=False)
    post = office(passing, conversation, clock, platform)
    task = asyncio.create_task(post.run())
    await post.receive("standin", callback(("k", "u", "x")))
    await until(platform.shown)
    await post.stop()
    await asyncio.wait_for(task, 2)
    assert passing.unsure(passing.owner("standin", "one", "u")) == 0


async def test_what_is_old_is_swept_by_the_running_post(
    passing: Mailroom, conversation: Conversation, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[int] = []
    monkeypatch.setattr(passing, "sweep", lambda: swept.append(1))
    async with running(office(passing, conversation, clock, StandIn())):
        await until(lambda: swept, 2)
    assert swept == [1]


async def test_commands_are_handed_on_as_they_are(
    passing: Mailroom, conversation: Conversation, clock: Clock
) -> None:
    post = office(passing, conversation, clock, StandIn())
    await post.receive(
        "standin", callback(("k1", "u", "/restart"), ("k2", "u", "／restart"), ("k3", "u", "3"))
    )
    await post.settled()
    assert [text for _, text in conversation.heard] == ["/restart", "／restart", "3"]
    assert {sender for sender, _ in conversation.heard} == {f"standin:{passing.owner('standin', 'one', 'u')}"}
