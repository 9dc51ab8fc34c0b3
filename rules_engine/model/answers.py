"""Answers: what is said to a question, sentence by sentence with its ground."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from rules_engine.model.sentences import Sentence, Step


class Variant(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer for whoever is not the borrower: what is said and to be done instead."""

    say: tuple[Sentence, ...]
    simple: tuple[Sentence, ...] = ()
    do: tuple[Step, ...] = ()


class Answer(Struct, frozen=True, forbid_unknown_fields=True):
    """The answer to a topic: ``say``, ``do``, ``more`` on request; facts to ``ask``, topics ``next``; what a person who asks this is concerned
    with (``concerns``, values of that fact).

    ``concerns`` is what a person who asks this is concerned with (values of that fact), ``offers`` what can be done
    about it here, as words that steer the conversation. ``relative`` is the answer for whoever is not the borrower. ``simple`` says the same as ``say`` for someone who is tired, frightened or reads poorly.
    """

    topic: str
    title: str
    say: tuple[Sentence, ...]
    simple: tuple[Sentence, ...] = ()
    do: tuple[Step, ...] = ()
    more: tuple[Sentence, ...] = ()
    ask: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    relative: Variant | None = None
    reviewed: date | None = None
    review_by: date | None = None

    def for_relative(self) -> Answer:
        """The answer for whoever is not the borrower; nothing is asked about a debt that is not theirs."""
        if self.relative is None:
            return replace(self, ask=())
        return replace(self, ask=(), say=self.relative.say, simple=self.relative.simple, do=self.relative.do)


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A topic: ``title`` is its button, ``group`` the heading it is listed under."""

    id: str
    group: str | None = None


class Topics(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/topics.yml``."""

    topics: tuple[Topic, ...]
