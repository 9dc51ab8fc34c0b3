"""What the tests of the decoder share: the real data, read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.decoding.loading import load_patterns
from actions.decoding.model import Decoded, Patterns
from actions.decoding.reading import decode
from bot.understanding.normalizer import normalize
from rules_engine import Rulebook, load_rulebook

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return load_rulebook(DATA)


@pytest.fixture(scope="session")
def patterns(book: Rulebook) -> Patterns:
    return load_patterns(DATA, book)


@pytest.fixture(scope="session")
def decoded(patterns: Patterns) -> Callable[[str], Decoded]:
    """A message as it was pasted, normalised and decoded."""
    return lambda text: decode(normalize(text).text, patterns)
