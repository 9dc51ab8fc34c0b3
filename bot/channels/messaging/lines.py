"""Who waits for a turn of a person here: told at once when one has ended, and gone from memory with the last."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Line:
    """The turns of one person in this process."""

    def __init__(self) -> None:
        """Nobody waits."""
        self.turns = 0
        self._moved = asyncio.Event()

    async def moved(self, seconds: float) -> None:
        """Return when a turn has ended here, or after so many seconds."""
        waiting = asyncio.ensure_future(self._moved.wait())
        try:
            await asyncio.wait({waiting}, timeout=seconds)
        finally:
            waiting.cancel()

    def move(self) -> None:
        """Tell those who wait that a turn has ended."""
        self._moved.set()
        self._moved = asyncio.Event()


class Lines:
    """The lines of all people."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._lines: dict[str, Line] = {}

    @contextmanager
    def of(self, owner: str) -> Iterator[Line]:
        """The line of a person, for one turn."""
        line = self._lines.setdefault(owner, Line())
        line.turns += 1
        try:
            yield line
        finally:
            line.turns -= 1
            line.move()
            if not line.turns:
                del self._lines[owner]

    def __len__(self) -> int:
        """How many people have a turn running or waiting."""
        return len(self._lines)
