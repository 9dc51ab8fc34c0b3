"""Texts that need no understanding: a pressed button, its number, and the words that steer a conversation.

They are looked up exactly, so a button always does what it says. Everything else goes to the classifier.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.case.answering import CHOSEN
from actions.commands import Commands
from actions.speech import Speech
from rules_engine.model.facts import Choice, Fact

_VALUES = ("int", "money", "number", "rate")


@dataclass(frozen=True)
class Shortcut:
    """What a text stands for: an intent, the facts a button states, the fact the person skips, the details a
    command carries, or the value chosen for a field of something reported."""

    intent: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    skip: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    choice: str | bool | None = None


def shortcut(
    text: str, asked: str | None, speech: Speech, commands: Commands, offered: Sequence[str] = ()
) -> Shortcut | None:
    """The shortcut a text is, given the question that is open; ``None`` when it must be understood.

    :param text: what the person typed or pressed.
    :param asked: the fact last asked for.
    :param offered: what the buttons of the last reply stand for; the number of one is that one.
    """
    words = plain(pressed(text, asked, speech, offered))
    if asked is not None and (answer := _answer(words, asked, speech, commands)):
        return answer
    topics = {plain(answer.title): topic for topic, answer in speech.answers.items()}
    if words in topics:
        return Shortcut(topics[words])
    found = commands.find(words)
    if found is None or ("fact" in found[1] and not _askable(found[1]["fact"], speech)):
        return None
    return Shortcut(found[0], details=found[1])


def pressed(text: str, asked: str | None, speech: Speech, offered: Sequence[str]) -> str:
    """The button whose number a text is, else the text; a number that may be the value asked for is that value."""
    words = plain(text)
    fact = speech.facts_known.get(asked or "")
    if not words.isdecimal() or not 1 <= int(words) <= len(offered):
        return text
    if (fact is not None and fact.type in _VALUES) or (fact is None and asked not in (None, *CHOSEN)):
        return text
    return offered[int(words) - 1]


def plain(text: str) -> str:
    """A text without what makes no difference: width, blanks, the mark at the end."""
    folded = unicodedata.normalize("NFKC", text).strip()
    return folded.strip("。.!！?？~ ").replace(" ", "")


def _askable(name: str, speech: Speech) -> bool:
    return any(fact.name == name and fact.ask for fact in speech.facts_known.values())


def _answer(words: str, asked: str, speech: Speech, commands: Commands) -> Shortcut | None:
    if words in commands.unknown:
        return Shortcut("inform", skip=asked)
    if asked in CHOSEN:
        chosen = {plain(title): value for title, value in speech.field_choices(asked).items()}
        return Shortcut("inform", choice=chosen[words]) if words in chosen else None
    fact: Fact | None = speech.facts_known.get(asked)
    if fact is None:
        return None
    if words in commands.none and fact.type == "list":
        return Shortcut("inform", {asked: []})
    choice = next((choice for choice in fact.choices if plain(choice.title) == words), None)
    return _stated(choice) if choice else None


def _stated(choice: Choice) -> Shortcut:
    return Shortcut("inform", {**choice.sets, **({"approx": True} if choice.approx else {})})
