"""What all tests share: a state folder of their own, and one trained assistant a session.

Models are kept from one session to the next (by fingerprint, so never a stale one) in
``ADVISOR_TEST_HOME``, by default ``build/test-home``; the state of the person who runs the tests is never
touched.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parents[1]
os.environ["ADVISOR_HOME"] = os.environ.get("ADVISOR_TEST_HOME") or str(PROJECT / "build" / "test-home")
os.environ.pop("ADVISOR_DATABASE_URL", None)

from bot import tensorflow_shim  # noqa: E402
from bot.assistant import Assistant  # noqa: E402

# How long a drawn case takes says something of the machine, not of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

tensorflow_shim.install()  # components import Rasa, and tests import components


@pytest.fixture(scope="session")
def model() -> Path:
    """The model for today's data, trained at most once."""
    from bot import training

    return training.train()


@pytest.fixture(scope="session")
async def assistant(model: Path) -> Assistant:
    """A loaded assistant; conversations are told apart by their sender."""
    return await Assistant.load(model)


@pytest.fixture(scope="session")
def as_of() -> date:
    """A Monday on which nothing happens."""
    return date(2026, 11, 23)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty state folder for one test."""
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    yield tmp_path
