"""Answers: what is said to a question, sentence by sentence with its ground."""

from __future__ import annotations

from datetime import date

from msgspec import UNSET, Struct, UnsetType, field

from rules_engine.model.sentences import Sentence, Step


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to one topic: ``say`` first, then ``do``; ``more`` on request; ``ask`` and ``next`` go on from there."""

    topic: str
    title: str
    say: tuple[Sentence, ...]
    do: tuple[Step, ...] = ()
    more: tuple[Sentence, ...] = ()
    ask: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    reviewed: date | None = None
    review_by: date | None = None


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of ``data/topics.yml``."""

    id: str
    title: str | None = None
    when: str | None = None
    not_: str | UnsetType = field(default=UNSET, name="not")
