"""The small rulebook the tests break, and the real data the cases are judged by."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from rules_engine import Rulebook, load_rulebook

# How long a drawn case takes says something of the machine, not of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

HERE = Path(__file__).parent
SMALL = HERE / "data" / "small"
REAL = HERE.parent.parent / "data"
TODAY = date(2026, 3, 31)


@pytest.fixture(scope="session")
def small() -> Rulebook:
    """A valid rulebook of a few rows, one for each kind of table."""
    return load_rulebook(SMALL)


@pytest.fixture(scope="session")
def real() -> Rulebook:
    """The rulebook people are advised from."""
    return load_rulebook(REAL)


@pytest.fixture
def small_folder(tmp_path: Path) -> Path:
    """A copy of the small rulebook's folder, to be broken."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


@pytest.fixture
def today() -> date:
    """The day on which the small rulebook is judged."""
    return TODAY
