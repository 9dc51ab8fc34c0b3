"""The platform, and an office of ours beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from tests.bot.channels.wecom.simulator import Clock, Office, hurried
from tests.bot.channels.wecom_kf.simulator import Platform, built


@pytest_asyncio.fixture
async def platform() -> AsyncIterator[Platform]:
    simulated = Platform(Clock())
    await simulated.start()
    yield simulated
    await simulated.stop()


@pytest_asyncio.fixture
async def office(tmp_path: Path, platform: Platform, monkeypatch: Any) -> AsyncIterator[Office]:
    hurried(monkeypatch)
    ours = Office(tmp_path, platform.clock, built(platform))
    yield ours
    await ours.close()
