"""A world for each test, with short pauses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from actions.case.keys import new_keys
from actions.case.vault import Vault
from bot.channels.messaging import mailroom as rooms
from bot.channels.messaging import post as posts
from tests.bot.channels.telegram.simulator import Simulator
from tests.bot.channels.telegram.world import StandIn, World


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The core's own pauses, much shorter; what the platform asks for stays."""
    monkeypatch.setattr(rooms, "PAUSES", (0.02, 0.04, 0.06, 0.08, 0.1))
    monkeypatch.setattr(posts, "_REST", 0.02)
    monkeypatch.setattr(posts, "BEAT", 0.1)


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    platform = Simulator()
    await platform.start()
    made = World(platform, StandIn(), f"sqlite:///{tmp_path}/rooms.db", Vault(new_keys()))
    yield made
    await made.end()
    await platform.stop()
