"""A bench for components."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # pipeline.py stands beside the tests

from pipeline import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A place to create, train and load one component."""
    return Bench(tmp_path)
