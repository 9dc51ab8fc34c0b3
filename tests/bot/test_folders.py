"""State is the owner's business."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.folders import private_folder


@pytest.mark.skipif(os.name == "nt", reason="modes are a Unix matter")
def test_a_new_state_folder_is_closed_to_others(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_HOME", str(home / "new"))
    folder = private_folder("cache")
    assert [path.stat().st_mode & 0o777 for path in (folder, folder.parent)] == [0o700, 0o700]
    assert private_folder("cache") == folder
