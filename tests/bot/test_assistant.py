"""The assistant: what enters, what leaves, and that something always does."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import date
from typing import Any

import pytest

from bot.assistant import MOST_CHARACTERS, Assistant, cleaned, static_help


@pytest.mark.parametrize(
    ("text", "enters"),
    [
        ("借呗逾期", "借呗逾期"),
        ("  借呗\n逾期\t", "借呗 逾期"),
        ("/restart", "restart"),
        ("／restart", "restart"),
        (' /／ /greet{"x": 1}', 'greet{"x": 1}'),
        ("\u0000/restart", "restart"),
        ("欠款\ud83d两万\u0007", "欠款两万"),
        ("1/2", "1/2"),
        ("", ""),
        ("///", ""),
    ],
)
def test_what_enters_is_clean_and_never_a_command(text: str, enters: str) -> None:
    assert cleaned(text) == enters


def test_what_enters_has_an_end() -> None:
    assert len(cleaned("逾" * 100_000)) == MOST_CHARACTERS


def test_static_help_names_the_doors() -> None:
    text = static_help("怎么还款")["text"]
    assert all(door in text for door in ("95188", "12378", "抱歉"))


def test_static_help_for_a_person_in_danger_is_care() -> None:
    message = static_help("我不想活了")
    assert message["custom"]["topic"] == "crisis"
    assert all(number in message["text"] for number in ("12356", "110", "120"))


@pytest.mark.model
async def test_a_message_is_read(assistant: Assistant, as_of: date) -> None:
    read = await assistant.parse("律师函寄到家里了要不要管它", as_of)
    assert read.topic == "lawyer_letter"
    assert 0.5 < read.confidence <= 1
    assert read.ranking[0] == (read.topic, read.confidence)
    assert [confidence for _, confidence in read.ranking] == sorted(
        (c for _, c in read.ranking), reverse=True
    )


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "   ", "\n", "///"])
async def test_a_message_without_words_has_no_topic(assistant: Assistant, as_of: date, text: str) -> None:
    read = await assistant.parse(text, as_of)
    assert (read.topic, read.confidence, dict(read.facts)) == (None, 0.0, {})


@pytest.mark.model
async def test_a_sign_of_danger_overrules_the_classifier(assistant: Assistant, as_of: date) -> None:
    read = await assistant.parse("借呗还不上，我不想活了", as_of)
    assert (read.topic, read.confidence, read.unsure) == ("crisis", 1.0, False)
    assert [finding["kind"] for finding in read.safety] == ["crisis"]


@pytest.mark.model
async def test_one_spelling_is_read_like_another(assistant: Assistant, as_of: date) -> None:
    plain = await assistant.parse("花呗逾期会不会上征信", as_of)
    other = await assistant.parse("花 唄 逾 期 會 不 會 上 徵 信", as_of)
    assert (other.topic, other.confidence) == (plain.topic, plain.confidence)


@pytest.mark.model
async def test_an_unsure_message_still_names_its_best_topic(assistant: Assistant, as_of: date) -> None:
    guesses = [await assistant.parse(text, as_of) for text in ("那边的那个东西弄好没", "我想要那个", "东西")]
    assert any(guess.unsure for guess in guesses)
    assert all(guess.topic not in (None, "nlu_fallback") for guess in guesses)


@pytest.mark.model
@pytest.mark.parametrize("text", ["/restart", "/greet", "/session_start", "／back", '/inform{"amount": 1}'])
async def test_a_typed_command_is_only_text(assistant: Assistant, as_of: date, text: str) -> None:
    read = await assistant.parse(text, as_of)
    assert read.confidence < 1.0
    assert await assistant.respond("test:command", text, as_of)


@pytest.mark.model
async def test_a_turn_gives_whole_messages(assistant: Assistant, as_of: date) -> None:
    messages = await assistant.respond("test:turn", "借呗逾期会上征信吗", as_of)
    assert len(messages) == 1
    assert set(messages[0]) == {"text", "buttons", "custom"}
    assert messages[0]["text"]
    assert all(set(button) == {"title", "payload"} for button in messages[0]["buttons"])


@pytest.mark.model
async def test_a_pressed_button_is_a_turn_with_a_known_topic(assistant: Assistant, as_of: date) -> None:
    (message,) = await assistant.trigger("test:trigger", "lawyer_letter", as_of)
    assert message["custom"]["topic"] == "lawyer_letter"


@pytest.mark.model
async def test_the_action_is_told_the_day(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, Any]] = []

    async def watch(**kwargs: Any) -> dict[str, Any]:
        seen.append(kwargs["json"]["tracker"]["latest_message"]["metadata"])
        return {"events": [], "responses": [{"text": "好"}]}

    monkeypatch.setattr(assistant._agent.action_endpoint, "request", watch)
    await assistant.respond("test:day", "你好", date(2026, 2, 28))
    await assistant.trigger("test:day", "inform", date(2026, 2, 28), {"facts": {"amount": 1}})
    assert seen == [{"as_of": "2026-02-28"}, {"as_of": "2026-02-28", "facts": {"amount": 1}}]


@pytest.mark.model
async def test_an_action_that_fails_is_answered_with_static_help(
    assistant: Assistant, as_of: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def empty(**kwargs: Any) -> dict[str, Any]:
        return {"events": [], "responses": []}

    monkeypatch.setattr(assistant._agent.action_endpoint, "request", empty)
    (message,) = await assistant.respond("test:failing", "你好", as_of)
    assert message["custom"]["topic"] == "failure"
    assert "test:failing" not in await assistant._conversations.keys()


@pytest.mark.model
async def test_a_broken_turn_is_answered_and_logged_without_words(
    assistant: Assistant, as_of: date, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(message: Any) -> None:
        raise RuntimeError(message.text)

    monkeypatch.setattr(assistant._processor, "handle_message", broken)
    with caplog.at_level(logging.DEBUG):
        (message,) = await assistant.respond("test:broken", "我欠了三万八", as_of)
    assert message["custom"]["topic"] == "failure"
    assert "RuntimeError" in caplog.text
    assert "三万八" not in caplog.text


@pytest.mark.model
async def test_nothing_a_person_says_is_logged_or_printed(
    assistant: Assistant, as_of: date, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        await assistant.respond("test:quiet", "我叫甄小夏，欠了七万六千五", as_of)
    printed = capfd.readouterr()
    for words in ("甄小夏", "七万六千五"):
        assert words not in caplog.text + printed.out + printed.err


@pytest.mark.model
async def test_twenty_messages_at_once_are_all_answered(assistant: Assistant, as_of: date) -> None:
    one = [assistant.respond("test:crowd", "你好", as_of) for _ in range(10)]
    many = [assistant.respond(f"test:crowd{number}", "你好", as_of) for number in range(10)]
    assert all(await asyncio.gather(*one, *many))
    assert len(assistant._locks) == 0


@pytest.mark.model
async def test_the_hundredth_turn_costs_what_the_tenth_did(assistant: Assistant, as_of: date) -> None:
    times = []
    for _ in range(100):
        started = time.perf_counter()
        await assistant.respond("test:long", "会不会上门", as_of)
        times.append(time.perf_counter() - started)
    assert sorted(times[-20:])[10] < 2 * sorted(times[5:25])[10]


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", "。", "😀😀", "?" * 5000, "<b>x</b>", "DROP TABLE", "ｌｉａｎｘｉ", "\ud83d"]
)
async def test_whatever_is_sent_is_answered(assistant: Assistant, as_of: date, text: str) -> None:
    messages = await assistant.respond("test:noise", text, as_of)
    assert messages and all(message["text"] for message in messages)
