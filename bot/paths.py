"""The folders of the project, as the assistant sees them."""

from __future__ import annotations

from actions.settings import DATA, PROJECT, home

__all__ = ["DATA", "PROJECT", "RASA", "home"]

RASA = PROJECT / "bot" / "rasa"
