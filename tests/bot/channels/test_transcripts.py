"""What was said lately."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.channels.transcripts import MOST_CHARACTERS, MOST_CONVERSATIONS, Transcript, Transcripts, read


def answer(text: str, kind: str = "answer") -> Any:
    async def made() -> list[dict[str, Any]]:
        return [{"text": text, "buttons": [], "custom": {"kind": kind}}]

    return made


async def test_a_message_and_its_answer_stand_in_order_under_ids_of_their_own() -> None:
    transcript = Transcript()
    await transcript.turn("key-0001", "你好", answer("你也好"))
    said, answered = read(transcript.entries)
    assert (said["who"], said["key"], said["text"]) == ("person", "key-0001", "你好")
    assert (answered["who"], answered["text"]) == ("advisor", "你也好")
    assert answered["id"] == transcript.newest != said["id"]


async def test_ids_are_never_those_of_another_transcript() -> None:
    """A page has shown ids of a server that was started again since."""
    first, second = Transcript(), Transcript()
    for transcript in (first, second):
        await transcript.turn("key-0001", "你好", answer("好"))
    assert not {each["id"] for each in read(first.entries)} & {each["id"] for each in read(second.entries)}


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
    assert [each["who"] for each in read(transcript.entries)] == ["person", "advisor"]


async def test_an_answer_is_made_to_its_end_when_nobody_waits() -> None:
    transcript = Transcript()
    waiting = asyncio.ensure_future(asyncio.wait({transcript.turn("key-0001", "你好", answer("好"))}))
    waiting.cancel()
    await asyncio.sleep(0.01)
    assert read(transcript.entries)[-1]["text"] == "好"


async def test_after_a_deletion_nothing_of_before_is_left_and_no_key_is_answered_a_second_time() -> None:
    transcript = Transcript()
    await transcript.turn("key-0001", "欠23456元", answer("23,456元"))
    await transcript.turn("key-0002", "删除我的数据", answer("删了", "deleted"))
    assert [each["text"] for each in read(transcript.entries)] == ["删了"]
    assert await transcript.turn("key-0001", "欠23456元", answer("again")) == []
    assert "23456" not in str(transcript) and "23,456" not in str(
        [turn.result() for turn in transcript.turns.values()]
    )


async def test_a_conversation_keeps_so_much_and_no_more() -> None:
    transcript = Transcript()
    for number in range(100):
        await transcript.turn(f"key-{number:04}", str(number), answer("字" * 10_000))
    assert sum(map(len, transcript.entries)) <= MOST_CHARACTERS and len(transcript.turns) == 30
    assert read(transcript.entries)[-1]["id"] == transcript.newest


def test_idle_conversations_and_too_many_are_forgotten() -> None:
    now = [0.0]
    transcripts = Transcripts(lambda: now[0])
    transcripts.begun("a").add({"who": "person", "text": "欠2万"})
    now[0] = 13 * 3600
    assert transcripts.known("a") is None
    transcripts.begun("a").add({"who": "person", "text": "欠2万"})
    for number in range(MOST_CONVERSATIONS):
        transcripts.begun(f"other {number}")
    assert transcripts.known("a") is None


def test_asking_for_a_conversation_makes_none() -> None:
    transcripts = Transcripts()
    assert transcripts.known("a") is None and transcripts.known("a") is None
