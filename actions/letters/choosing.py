"""Which letter is meant by a name, and which letters suit a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.letters.conditions import holds
from actions.letters.model import Letter
from actions.letters.values import Case
from actions.phrases import Phrases
from rules_engine import Assessment, Rulebook


def called(name: str, letters: Mapping[str, Letter]) -> str | None:
    """The letter of a title or of another name it goes by; None when there is none of that name."""
    plain = name.replace("的", "")
    for each, letter in letters.items():
        if plain in {known.replace("的", "") for known in (letter.title, _bare(letter.title), *letter.also)}:
            return each
    return None


def suitable(
    letters: Mapping[str, Letter],
    facts: Mapping[str, Any],
    found: Assessment,
    book: Rulebook,
    phrases: Phrases,
) -> list[str]:
    """The letters to write in a case: those its situation calls for first, then those that suit everybody."""
    called_for, always = [], []
    for each, letter in letters.items():
        case = Case(facts, found, book, phrases, letter.blanks)
        if any(holds(case, situation) for situation in letter.suits):
            called_for.append(each)
        elif not letter.suits:
            always.append(each)
    return [*called_for, *always]


def _bare(title: str) -> str:
    """A title without what stands in brackets behind it."""
    return title.partition("（")[0]
