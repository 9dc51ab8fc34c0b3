"""Every topic is answered as the product promises: the direct answer first, at most three things to do with dates,
the basis with its strength, at most one question with its reason."""

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

DATA = Path(__file__).resolve().parents[2] / "data"
TOPICS = [
    topic["id"]
    for topic in YAML(typ="safe").load((DATA / "topics.yml").read_text(encoding="utf-8"))["topics"]
]
#: Topics that do something instead of answering; each has conversations of its own.
DOING = {
    "inform", "correct_fact", "log_contact", "show_case", "export_data", "delete_data", "restart", "explain_why",
    "affirm", "deny", "crisis", "assess_situation",
}  # fmt: skip
ANSWERED = [topic for topic in TOPICS if topic not in DOING]
DAY = date(2026, 11, 23)
STRENGTHS = tuple(context().speech.phrases.strength_notes.values())

pytestmark = pytest.mark.model


async def answer(assistant: Assistant, topic: str, *told: str) -> dict[str, Any]:
    desk, sender = Desk(assistant), f"topic:{topic}"
    context().cases.delete(sender)
    for said in told:
        await desk.respond(sender, said, DAY)
    (message,) = await desk.respond(sender, context().speech.answers[topic].title, DAY)
    context().cases.delete(sender)
    return message


@pytest.mark.parametrize("topic", ANSWERED)
async def test_a_topic_is_answered_at_once(topic: str, assistant: Assistant) -> None:
    message = await answer(assistant, topic)
    said = context().speech.answers[topic].say[0].text
    assert message["custom"]["topic"] == topic
    assert message["text"].startswith(said[:12]), "the direct answer does not come first"
    steps = re.findall(r"^\d\. .+$", message["text"].partition("现在先做：\n")[2].partition("\n\n")[0], re.M)
    assert len(steps) <= 3
    if (DATA / "answers" / "topics" / f"{topic}.yml").exists():
        basis = message["text"].partition("依据：\n")[2].partition("\n\n")[0].splitlines()
        assert basis and all(line.endswith("）") or line.startswith("· 还有") for line in basis)
        assert all(
            any(f"{strength}" in line for strength in STRENGTHS)
            for line in basis
            if not line.startswith("· 还有")
        )
    assert message["text"].count("想再问一句") <= 1
    asked = message["custom"]["asked"]
    assert (asked is None) == ("想再问一句" not in message["text"])


@pytest.mark.parametrize("topic", ANSWERED)
async def test_with_a_running_deadline_it_comes_first_whatever_is_asked(
    topic: str, assistant: Assistant
) -> None:
    message = await answer(assistant, topic, "11月20号收到支付令")
    first = re.search(r"^1\. (.+)$", message["text"], re.M)
    if topic in TALK:
        assert first is None or "支付令" in message["text"]
        return
    assert "12月7日" in message["text"], message["text"]
    assert first or topic == "set_reminder", message["text"]


TALK = {path.stem for path in (DATA / "answers" / "talk").glob("*.yml")}


def test_the_questions_a_topic_asks_have_a_reason() -> None:
    for topic, known in context().speech.answers.items():
        for fact in known.ask:
            question = context().book.quantities.question(fact)
            assert question and question.ask and question.why, f"{topic}: {fact}"
