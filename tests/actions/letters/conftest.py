"""The real rulebook, letters and phrases, and a pen that fills a letter for told facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from actions.letters.filling import fill
from actions.letters.loading import load_letters
from actions.letters.model import FilledLetter, Letter
from actions.phrases import Phrases, load_phrases
from rules_engine import Rulebook, assess, load_rulebook, read_facts
from tests.actions.letters.cases import AS_OF

DATA = Path(__file__).resolve().parents[3] / "data"
Pen = Callable[..., FilledLetter]


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook(DATA)


@pytest.fixture(scope="session")
def phrases() -> Phrases:
    return load_phrases(DATA / "answers" / "phrases")


@pytest.fixture(scope="session")
def letters(book: Rulebook) -> dict[str, Letter]:
    return load_letters(DATA, book)


@pytest.fixture(scope="session")
def pen(book: Rulebook, phrases: Phrases, letters: dict[str, Letter]) -> Pen:
    """Fill a letter, by its id or a template of one's own, for facts on a day."""

    def write(letter: str | Letter, facts: Mapping[str, Any], as_of: date = AS_OF) -> FilledLetter:
        template = letters[letter] if isinstance(letter, str) else letter
        return fill(template, facts, assess(book, read_facts(book, facts), as_of), book, phrases)

    return write
