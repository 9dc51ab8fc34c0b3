"""Whole conversations, readable as dialogues, one file each; the folder names the behaviour they prove.

A turn says something and states what must hold of the answer: its ``kind``, ``stage`` or ``topic``, what the
text ``has`` and ``lacks``, which ``buttons`` it offers, which fact it ``asks``, what is then ``known``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from actions.context import context
from bot.assistant import Assistant
from bot.desk import Desk

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*/*.yml"))

pytestmark = pytest.mark.model


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_conversation(file: Path, assistant: Assistant) -> None:
    script = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    desk = Desk(assistant)
    sender = f"test:{file.parent.name}:{file.stem}"
    context().cases.delete(sender)
    try:
        for turn in script["turns"]:
            as_of = turn.get("as_of", script.get("as_of", date(2026, 11, 23)))
            messages = await desk.respond(sender, turn["say"], as_of)
            known = context().cases.facts(sender, as_of)
            _check(turn, messages, known)
    finally:
        context().cases.delete(sender)


def _check(turn: dict[str, Any], messages: list[dict[str, Any]], known: dict[str, Any]) -> None:
    unknown = turn.keys() - {
        "say",
        "as_of",
        "kind",
        "stage",
        "topic",
        "has",
        "lacks",
        "buttons",
        "asks",
        "known",
    }
    assert not unknown, f"unknown keys in the script: {unknown}"
    said = f"「{turn['say']}」→\n" + "\n".join(message["text"] for message in messages)
    data = messages[-1]["custom"]
    text = "\n".join(message["text"] for message in messages)
    for key, name in (("kind", "kind"), ("stage", "stage"), ("topic", "topic"), ("asks", "asked")):
        if key in turn:
            assert data.get(name) == turn[key], said
    for words in turn.get("has", ()):
        assert words in text, f"{words} 不在：{said}"
    for words in turn.get("lacks", ()):
        assert words not in text, f"{words} 不该在：{said}"
    if "buttons" in turn:
        assert [button["title"] for button in messages[-1]["buttons"]] == turn["buttons"], said
    for name, value in turn.get("known", {}).items():
        assert known.get(name) == value, f"{name}={known.get(name)}：{said}"
