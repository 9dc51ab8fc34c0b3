"""What the grammars hand on: candidates while reading, spans and values when done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FactSpan:
    """A fact with the half-open span of the original text that states it."""

    fact: str
    value: object
    start: int
    end: int


@dataclass(frozen=True)
class Facts:
    """What a message states: JSON-ready ``values`` by fact, and where each was read."""

    values: dict[str, object]
    spans: tuple[FactSpan, ...]


@dataclass(frozen=True)
class Candidate:
    """A possible reading at a span of the normalised text.

    ``weight`` orders the readings of one fact (more is better); ``approx`` says the person was vague.
    """

    fact: str
    value: object
    start: int
    end: int
    approx: bool = False
    weight: int = 0


class Taken:
    """The parts of a text that already have a meaning; a character means one thing only."""

    def __init__(self, length: int) -> None:
        self._marks = bytearray(length)

    def add(self, start: int, end: int) -> None:
        """Give ``[start, end)`` away."""
        self._marks[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Nobody has claimed any character of ``[start, end)``."""
        return not any(self._marks[start:end])
