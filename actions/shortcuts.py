"""Texts that need no understanding: a pressed button, its number, and the few words that steer a conversation.

They are looked up exactly, so a button always does what it says. Everything else goes to the classifier.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.speech import Speech
from rules_engine.model.facts import Choice

#: Words that steer, by what they do.
_COMMANDS = {
    "expand": ("展开", "展开说说", "说详细点", "详细说说", "更多"),
    "explain_why": ("为什么", "为什么这么说", "依据是什么", "依据呢"),
    "restart": ("重新开始", "重来", "从头开始"),
    "show_case": ("我的情况", "看我的情况"),
    "export_data": ("导出", "导出我的数据"),
    "delete_data": ("删除我的数据",),
}
_UNKNOWN = ("不知道", "不清楚", "不记得", "忘了", "记不清", "记不清了", "不想说", "跳过")
_NONE = ("没有", "都没有", "没收到", "没有收到", "没", "无")


@dataclass(frozen=True)
class Shortcut:
    """What a text stands for: an intent, the facts a button states, or the fact the person skips."""

    intent: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    skip: str | None = None


def shortcut(text: str, asked: str | None, speech: Speech) -> Shortcut | None:
    """The shortcut a text is, given the question that is open; ``None`` when it must be understood.

    :param text: what the person typed or pressed.
    :param asked: the fact last asked for.
    """
    words = _plain(text)
    if asked is not None:
        answered = _answer(words, asked, speech)
        if answered:
            return answered
    for intent, spellings in _COMMANDS.items():
        if words in spellings:
            return Shortcut(intent)
    topics = {_plain(answer.title): topic for topic, answer in speech.answers.items()}
    return Shortcut(topics[words]) if words in topics else None


def _answer(words: str, asked: str, speech: Speech) -> Shortcut | None:
    if words in _UNKNOWN:
        return Shortcut("inform", skip=asked)
    fact = speech.book.quantities.facts.get(asked)
    if fact is None:
        return None
    if words in _NONE and fact.type == "list":
        return Shortcut("inform", {asked: []})
    for number, choice in enumerate(fact.choices, 1):
        if words in (_plain(choice.title), str(number)) and not _is_value(words, choice):
            return Shortcut("inform", {**choice.sets, **({"approx": True} if choice.approx else {})})
    return None


def _is_value(words: str, choice: Choice) -> bool:
    """A bare number may be the value itself ("3" days) rather than the third button."""
    return words.isdigit() and any(isinstance(value, int) for value in choice.sets.values())


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    return folded.strip("。.!！?？~ ").replace(" ", "")
