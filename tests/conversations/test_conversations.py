"""Whole conversations, readable as dialogues, one file each; the folder names the behaviour they prove.

A turn says something and states what must hold of the answer: its ``kind``, ``stage`` or ``topic``, what the
text ``has`` and ``lacks``, which ``buttons`` it has (or ``offers`` among others), which ``files``, which fact it
``asks``, the ``verdict`` on a contact, the ``letter`` written, which ``cards`` it has among others, what is then
``known``. What holds of every answer is checked in every turn.
"""

from __future__ import annotations

import re
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

#: What a turn may state of the data of the answer, by the name it has there.
NAMES = {
    "kind": "kind",
    "stage": "stage",
    "topic": "topic",
    "asks": "asked",
    "verdict": "verdict",
    "letter": "letter",
    "count": "count",
}
KEYS = {*NAMES, "say", "as_of", "has", "lacks", "buttons", "offers", "files", "known", "cards"}
#: Kinds of cards, as ``docs/web.md`` lists them.
CARDS = {
    "understood", "question", "notice", "timeline", "steps", "deadline", "cost", "evidence", "channels", "letter",
    "files", "ledger", "decoded", "basis", "plan",
}  # fmt: skip

pytestmark = pytest.mark.model


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
async def test_conversation(file: Path, assistant: Assistant) -> None:
    script = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    desk = Desk(assistant)
    sender = f"test:{file.parent.name}:{file.stem}"
    _forgotten(sender)
    try:
        for turn in script["turns"]:
            as_of = turn.get("as_of", script.get("as_of", date(2026, 11, 23)))
            messages = await desk.respond(sender, turn["say"], as_of)
            known = context().cases.facts(sender, as_of)
            _check(turn, messages, known)
    finally:
        _forgotten(sender)


def _forgotten(sender: str) -> None:
    context().cases.delete(sender)


def _check(turn: dict[str, Any], messages: list[dict[str, Any]], known: dict[str, Any]) -> None:
    unknown = turn.keys() - KEYS
    assert not unknown, f"unknown keys in the script: {unknown}"
    text = "\n".join(message["text"] for message in messages)
    said = f"「{turn['say']}」→\n{text}"
    data = messages[-1]["custom"]
    _is_an_answer(messages, said)
    for key, name in NAMES.items():
        if key in turn:
            assert data.get(name) == turn[key], f"{name}={data.get(name)}：{said}"
    for words in turn.get("has", ()):
        assert words in text, f"{words} 不在：{said}"
    for words in turn.get("lacks", ()):
        assert words not in text, f"{words} 不该在：{said}"
    titles = [button["title"] for button in messages[-1]["buttons"]]
    if "buttons" in turn:
        assert titles == turn["buttons"], said
    for title in turn.get("offers", ()):
        assert title in titles, f"{titles}：{said}"
    if "files" in turn:
        assert [file["format"] for file in data.get("files", ())] == turn["files"], said
    kinds = [card["kind"] for card in data.get("cards", ())]
    assert set(turn.get("cards", ())) <= set(kinds), f"{kinds}：{said}"
    for name, value in turn.get("known", {}).items():
        assert known.get(name) == value, f"{name}={known.get(name)}：{said}"


def _is_an_answer(messages: list[dict[str, Any]], said: str) -> None:
    """What holds of every answer: it says something, at most three things to do, one question, nothing left open."""
    for message in messages:
        text = message["text"]
        assert text.strip(), said
        assert len(re.findall(r"^\d\. ", _steps(text), re.M)) <= 3, f"more than three things to do: {said}"
        assert text.count("想再问一句") <= 1, f"more than one question: {said}"
        assert not re.search(r"[{}]|\bNone\b|一定能|保证减免", text), f"a hole or a promise: {said}"
        assert len(message["buttons"]) <= 7, said
        _cards_agree(message, said)


def _cards_agree(message: dict[str, Any], said: str) -> None:
    """Each card stands for a part of the text, in the order of the text, and says nothing half."""
    rest = message["text"]
    for card in message["custom"].get("cards", ()):
        assert card["kind"] in CARDS, said
        assert not re.search(r"[{}]|\bNone\b", " ".join(_strings(card))), f"a hole in {card['kind']}: {said}"
        at = rest.find(card["text"])
        assert at >= 0, f"{card['kind']} stands for nothing that is said: {said}"
        rest = rest[at + len(card["text"]) :]


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for child in children for text in _strings(child)]


def _steps(text: str) -> str:
    """The part of an answer that says what to do now."""
    return text.partition("现在先做：\n")[2].partition("\n\n")[0]
