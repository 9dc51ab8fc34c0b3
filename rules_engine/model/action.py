"""Something to do now."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Action(Struct, frozen=True):
    """Something to do now; ``due`` is the last day for it."""

    id: str
    text: str
    due: date | None
    basis: tuple[str, ...]
    strength: str
