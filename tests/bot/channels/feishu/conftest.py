"""A connector, the real post and mailroom, and the platform beside them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from ruamel.yaml import YAML

from actions.case.keys import new_keys
from actions.case.vault import Vault
from bot.channels.feishu import FeishuConnector
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.post import Post
from tests.bot.channels.feishu.simulator import (
    APP_ID,
    APP_SECRET,
    ENCRYPT_KEY,
    VERIFICATION_TOKEN,
    Clock,
    Platform,
)

PHRASES = YAML(typ="safe").load(Path("data/answers/phrases/messaging.yml").read_text(encoding="utf-8"))[
    "phrases"
]


def say(phrase: str, **values: Any) -> str:
    return str(PHRASES[phrase].format(**values))


def message(text: str, *buttons: tuple[str, str], **custom: Any) -> dict[str, Any]:
    """A message of the conversation."""
    listed = [{"title": title, "payload": payload} for title, payload in buttons]
    return {"text": text, "buttons": listed, "custom": custom}


@dataclass
class Conversation:
    """Says back what it hears, unless it was told what to say; ``gate`` makes it slow."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    says: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gate: asyncio.Event | None = None

    async def respond(self, sender: str, text: str) -> list[dict[str, Any]]:
        self.heard.append((sender, text))
        if self.gate is not None:
            await self.gate.wait()
        return self.says.get(text, [message(f"听到了：{text}")])

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.heard]


class World:
    """A server on a database, which can be killed and started again; several may share the database."""

    def __init__(self, folder: Path, platform: Platform, base: str) -> None:
        self.platform, self.clock, self.base = platform, platform.clock, base
        self.conversation = Conversation()
        self._url, self._vault = f"sqlite:///{folder / 'mail.db'}", Vault(new_keys())
        self._session: aiohttp.ClientSession | None = None
        self._running: list[asyncio.Task[None]] = []
        self.mailroom, self.connector, self.post = self.server()

    def server(self) -> tuple[Mailroom, FeishuConnector, Post]:
        """Another server on the same database."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1))
        mailroom = Mailroom(self._url, self._vault, self.clock)
        connector = FeishuConnector(
            app_id=APP_ID,
            app_secret=APP_SECRET,
            encrypt_key=ENCRYPT_KEY,
            verification_token=VERIFICATION_TOKEN,
            mailroom=mailroom,
            say=say,
            api_base=self.base,
            session=self._session,
        )
        post = Post([connector], mailroom, self.conversation.respond, self.clock.now, say)
        return mailroom, connector, post

    def restart(self) -> None:
        """Kill the server with all it was doing, and start another."""
        for task in list(self.post._turns.values()):
            task.cancel()
        self.mailroom, self.connector, self.post = self.server()

    async def push(self, content: dict[str, Any]) -> Any:
        return await self.platform.push(self.post, content)

    async def settle(self) -> None:
        """Until every turn is made and nothing is due."""
        await self.post.settled()
        while await self.post.pump():
            pass

    async def said(self, user: str, text: str, **other: Any) -> Any:
        """A person writes, and what is due is sent."""
        answer = await self.push(self.platform.written(user, text, **other))
        await self.settle()
        return answer

    def run(self, post: Post | None = None) -> None:
        self._running.append(asyncio.create_task((post or self.post).run()))

    async def shown(self, many: int, seconds: float = 5.0) -> list[str]:
        """Wait until so many messages are shown."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._until(many), seconds)
        return self.texts

    async def _until(self, many: int) -> None:
        while len(self.platform.shown) < many:
            await asyncio.sleep(0.01)

    @property
    def texts(self) -> list[str]:
        return [shown.text for shown in self.platform.shown]

    async def close(self) -> None:
        if self.conversation.gate is not None:
            self.conversation.gate.set()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await self.post.settled()
        assert self._session is not None
        await self._session.close()


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    platform = Platform(Clock())
    server = TestServer(platform.app())
    await server.start_server()
    world = World(tmp_path, platform, str(server.make_url("")).rstrip("/"))
    yield world
    await world.close()
    await server.close()
    assert platform.problems == []


@pytest.fixture
def platform(world: World) -> Platform:
    return world.platform
