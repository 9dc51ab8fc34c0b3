"""Patterns of messages as they stand in ``data/messages``, ready to be matched.

Nothing is matched or read here. Kinds are ordered: where several hold, the first of ``KINDS`` speaks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct

from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.source import Source
from rules_engine.model.sentences import Sentence, Step

Kind = Literal["scam", "improper", "real_step", "empty_threat", "unclear", "lawful_notice"]

#: Most serious first. A real step stands before an empty threat: to overlook a court paper costs more.
KINDS: tuple[Kind, ...] = ("scam", "improper", "real_step", "empty_threat", "unclear", "lawful_notice")


class Examples(Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences in which a pattern is found, and sentences that only look like it."""

    hits: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class PatternEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern as it is written; ``do`` and ``verify`` name entries of ``steps.yml``.

    ``words`` are literal, ``regex`` are regular expressions, and one of them is enough. ``unless`` voids a hit
    when it is found in the same clause, ``unless_in_sentence`` in the same sentence,
    ``unless_in_message`` anywhere, signature included; each of ``also`` has to be found somewhere in the message.
    """

    id: str
    name: str
    says: str
    basis: tuple[str, ...]
    words: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_in_sentence: tuple[str, ...] = ()
    unless_in_message: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    verify: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    examples: Examples = Examples()


class PatternFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/messages/<kind>.yml``."""

    kind: Kind
    reviewed: date
    review_by: date
    patterns: tuple[PatternEntry, ...]


class StepsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/messages/steps.yml``: what to do and how to check, most urgent first."""

    reviewed: date
    review_by: date
    do: dict[str, Step]
    verify: dict[str, Sentence]


class WordsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/messages/words.yml``: alternatives that patterns write as ``{name}``; each may be a regex."""

    words: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Advice:
    """A step or a way to check; ``rank`` counts from 0, the most urgent of its list."""

    id: str
    rank: int
    text: str
    within_days: int | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """A pattern ready to be matched on folded text (see ``folding``).

    ``needs`` holds characters of which every hit contains one; empty when that is not known.
    """

    id: str
    kind: Kind
    name: str
    says: str
    basis: tuple[str, ...]
    look: re.Pattern[str]
    needs: frozenset[str]
    unless: re.Pattern[str] | None
    unless_in_sentence: re.Pattern[str] | None
    unless_in_message: re.Pattern[str] | None
    also: tuple[re.Pattern[str], ...]
    verify: tuple[Advice, ...]
    do: tuple[Advice, ...]
    reviewed: date
    review_by: date


@dataclass(frozen=True)
class Patterns:
    """All patterns in the order of ``KINDS`` and of their files, with the files and what is wrong with them."""

    all: tuple[Pattern, ...]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence or part of one, what it is, and by which patterns, most serious first.

    ``quote`` is the part that the first pattern recognised, from the start of its clause. Without a pattern
    the kind is ``unclear`` and nothing is claimed.
    """

    text: str
    kind: Kind
    patterns: tuple[Pattern, ...]
    quote: str = ""


@dataclass(frozen=True)
class Decoded:
    """A message, sentence by sentence; ``sender`` is what its signature 【…】 claims and proves nothing."""

    sentences: tuple[MarkedSentence, ...]
    sender: str | None
    verdict: Kind
