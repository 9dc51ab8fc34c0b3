"""What was said lately."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.channels.transcripts import MOST_CONVERSATIONS, MOST_ENTRIES, Transcript, Transcripts


def answer(text: str, kind: str = "answer") -> Any:
    async def made() -> list[dict[str, Any]]:
        return [{"text": text, "buttons": [], "custom": {"kind": kind}}]

    return made


async def test_a_message_and_its_answer_are_numbered_in_order() -> None:
    transcript = Transcript()
    await transcript.turn("key-0001", "你好", answer("你也好"))
    assert [(each["id"], each["who"], each["text"]) for each in transcript.entries] == [
        ("m1", "person", "你好"),
        ("m2", "advisor", "你也好"),
    ]


async def test_the_same_key_gets_the_same_answer_even_while_it_is_being_made() -> None:
    transcript, gate, asked = Transcript(), asyncio.Event(), []

    async def slowly() -> list[dict[str, Any]]:
        asked.append(1)
        await gate.wait()
        return [{"text": "好", "buttons": [], "custom": {}}]

    first = transcript.turn("key-0001", "慢", slowly)
    second = transcript.turn("key-0001", "慢", slowly)
    gate.set()
    assert await first == await second and asked == [1]
    assert [each["who"] for each in transcript.entries] == ["person", "advisor"]


async def test_an_answer_is_made_to_its_end_when_nobody_waits() -> None:
    transcript = Transcript()
    waiting = asyncio.ensure_future(asyncio.wait({transcript.turn("key-0001", "你好", answer("好"))}))
    waiting.cancel()
    await asyncio.sleep(0.01)
    assert transcript.entries[-1]["text"] == "好"


async def test_after_a_deletion_only_the_word_that_it_is_done_is_left() -> None:
    transcript = Transcript()
    await transcript.turn("key-0001", "欠2万", answer("记下了"))
    await transcript.turn("key-0002", "删除我的数据", answer("删了", "deleted"))
    assert [each["text"] for each in transcript.entries] == ["删了"]


async def test_a_conversation_keeps_its_last_entries_and_turns_only() -> None:
    transcript = Transcript()
    for number in range(MOST_ENTRIES):
        await transcript.turn(f"key-{number:04}", str(number), answer("好"))
    assert len(transcript.entries) == MOST_ENTRIES and len(transcript.turns) == 30
    assert transcript.entries[-1]["id"] == f"m{2 * MOST_ENTRIES}"


def test_idle_conversations_and_too_many_are_forgotten() -> None:
    now = [0.0]
    transcripts = Transcripts(lambda: now[0])
    transcripts.of("a").add({"who": "person", "text": "欠2万"})
    now[0] = 13 * 3600
    assert transcripts.of("b").entries == [] and transcripts.of("a").entries == []
    transcripts.of("a").add({"who": "person", "text": "欠2万"})
    for number in range(MOST_CONVERSATIONS):
        transcripts.of(f"other {number}")
    assert transcripts.of("a").entries == []
