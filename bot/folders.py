"""Folders of the state that only their owner may read."""

from __future__ import annotations

from pathlib import Path

from bot.paths import home


def private_folder(name: str) -> Path:
    """The folder ``name`` inside the state folder; both are made, closed to other users, when missing.

    :raises OSError: the state folder cannot be written.
    """
    home().mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = home() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
