"""One real server with a stand-in for the conversation, for all channels: sanic 21.12 rewrites its own methods when
it starts and cannot do so twice in one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio
from sanic import Sanic

from bot.channels.chat import Chat, chat_channel
from bot.channels.rest import rest_channel
from bot.server import refuse_politely
from tests.serving import free_port

TOKEN = "the-token"
SITE = "https://bank.example"


@dataclass
class StandIn:
    """Says back what it hears; ``slow`` makes it wait, ``boom`` fail, ``删除`` delete."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    open_gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def respond(self, sender: str, text: str) -> list[dict[str, Any]]:
        self.heard.append((sender, text))
        if text == "boom":
            raise RuntimeError("secret words of a person")
        if text == "slow":
            await self.open_gate.wait()
        if text == "删除我的数据":
            return [{"text": "删了", "buttons": [], "custom": {"kind": "deleted"}}]
        return [{"text": f"听到了：{text}", "buttons": [], "custom": {}}]


@dataclass
class Served:
    """Where the server is, who stands in, what the chat channel shares."""

    url: str
    conversation: StandIn
    chat: Chat


@pytest_asyncio.fixture(scope="session")
async def served() -> AsyncIterator[Served]:
    conversation = StandIn()
    chat = Chat(conversation.respond, [SITE])
    app = Sanic("channels_test", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 65_536
    app.blueprint(rest_channel(conversation.respond, TOKEN))
    app.blueprint(chat_channel(chat))
    refuse_politely(app)
    port = free_port()
    running = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True)
    assert running is not None
    await running.startup()
    await running.start_serving()
    yield Served(f"http://127.0.0.1:{port}", conversation, chat)
    running.close()
    await asyncio.sleep(0)
