"""The desk: care before everything, a reply whatever fails."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions import context as contexts
from bot.assistant import Assistant
from bot.desk import Desk, clean

DAY = date(2026, 11, 23)


class Deaf:
    """An assistant that must not be asked."""

    async def respond(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        raise AssertionError("the assistant was asked")


class Broken:
    """An assistant that fails."""

    async def respond(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        raise RuntimeError(text)


def no_model() -> Path:
    raise FileNotFoundError("no model")


@pytest.mark.parametrize(
    "text", ["我不想活了", "不想活了", "我 不 想 活 了", "活着没意思，想一了百了", "我不想活了" + "。" * 5000]
)
async def test_care_needs_no_model(text: str) -> None:
    (message,) = await Desk(Deaf()).respond("t", text, DAY)  # type: ignore[arg-type]
    assert message["custom"]["topic"] == "crisis"
    assert all(number in message["text"] for number in ("12356", "110", "120"))


async def test_care_at_the_end_of_a_very_long_message_is_not_cut_off() -> None:
    (message,) = await Desk(Deaf()).respond("t", "我欠了好多钱。" * 300 + "我不想活了", DAY)  # type: ignore[arg-type]
    assert message["custom"]["topic"] == "crisis"


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b", "\x00\x01"])
async def test_an_empty_message_is_answered_without_a_model(text: str) -> None:
    (message,) = await Desk(Deaf()).respond("t", text, DAY)  # type: ignore[arg-type]
    assert message["custom"]["kind"] == "empty"


@pytest.mark.parametrize("text", ["😂😂", "？？！", "👍🏻", "[]"])
async def test_a_message_without_words_is_answered_without_a_model(text: str) -> None:
    (message,) = await Desk(Deaf()).respond("t", text, DAY)  # type: ignore[arg-type]
    assert message["custom"]["kind"] == "no_words"


async def test_when_the_assistant_fails_a_useful_text_is_still_said(caplog: pytest.LogCaptureFixture) -> None:
    (message,) = await Desk(Broken()).respond("t", "借呗逾期了怎么办", DAY)  # type: ignore[arg-type]
    assert "95188" in message["text"] and "12356" in message["text"]
    assert "借呗逾期了怎么办" not in caplog.text, "what a person wrote is in the log"


async def test_without_a_model_a_useful_text_is_still_said() -> None:
    desk = Desk(model=no_model)
    await desk.prepare()
    assert desk.checks()["assistant"] is False
    (message,) = await desk.respond("t", "借呗逾期了怎么办", DAY)
    assert "95188" in message["text"]


def test_cleaning_takes_out_what_no_store_can_hold() -> None:
    assert clean("a\x00b\ud83dc\ue000d") == "abcd"
    assert clean(" 两行\n文字 ") == "两行\n文字"


@pytest.mark.model
async def test_without_a_database_readiness_is_red_and_an_answer_still_comes(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ADVISOR_DATABASE_URL", f"sqlite:///{tmp_path / 'file' / 'cases.db'}")
    contexts.context.cache_clear()
    try:
        desk = Desk(assistant)
        assert desk.checks() == {"assistant": True, "cases": False}
        (message,) = await desk.respond("t", "借呗逾期45天，欠2万，到哪一步了", DAY)
        assert message["custom"]["stage"] == "middle_overdue" and "暂时无法保存" in message["text"]
        assert "记下了：" not in message["text"]
        (message,) = await desk.respond("t", "记住我的情况", DAY)
        assert "存不了" in message["text"]
        (message,) = await desk.respond("t", "看我的情况", DAY)
        assert "20,000元" in message["text"], "the conversation was lost with the database"
    finally:
        contexts.context.cache_clear()
