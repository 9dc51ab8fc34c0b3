"""A platform, a database, a conversation, and as many servers on them as a test wants."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from actions.case.keys import new_keys
from actions.case.vault import Vault
from actions.phrases import load_phrases
from bot.channels.messaging import mailroom as mailroom_module
from bot.channels.messaging import post as post_module
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.post import Post
from bot.channels.wechat_mp.settings import configured
from tests.bot.channels.wechat_mp.simulator import APP_ID, KEY, SECRET, TOKEN, Platform, when

PHRASES = load_phrases(Path(__file__).parents[4] / "data" / "answers" / "phrases")
ENVIRONMENT = {
    "WECHAT_MP_TOKEN": TOKEN,
    "WECHAT_MP_APP_ID": APP_ID,
    "WECHAT_MP_ENCODING_AES_KEY": KEY,
    "WECHAT_MP_SECRET": SECRET,
}


class Clock:
    """Seconds since 1970, put forward by a test."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


class Conversation:
    """Says back what it hears, or what it was told to say; a text with a gate waits for it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.answers: dict[str, list[dict[str, Any]]] = {}
        self.gates: dict[str, asyncio.Event] = {}

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.heard]

    async def respond(self, sender: str, text: str) -> list[dict[str, Any]]:
        self.heard.append((sender, text))
        if gate := self.gates.get(text):
            await gate.wait()
        return self.answers.get(text) or [said(f"听到了：{text}")]


class World:
    """All of it; ``verified`` decides which kind of account the servers have."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.platform = Platform(self.clock)
        self.conversation = Conversation()
        self.vault = Vault(new_keys())
        self.url = f"sqlite:///{folder / 'mail.db'}"
        self.verified = True
        self.running: list[tuple[Post, Any, Mailroom, asyncio.Task[None]]] = []

    def serve(self, passive_seconds: float = 3.0, running: bool = True) -> Post:
        """A server; ``passive_seconds`` as short as the test is slow."""
        mailroom = Mailroom(self.url, self.vault, self.clock)
        environment = dict(ENVIRONMENT)
        if not self.verified:
            del environment["WECHAT_MP_SECRET"]
        connector = configured(environment, mailroom, PHRASES.say, api_base=self.platform.base)
        assert connector is not None
        connector.passive_seconds = passive_seconds
        post = Post([connector], mailroom, self.conversation.respond, lambda: when(self.clock()), PHRASES.say)
        task = asyncio.ensure_future(post.run() if running else asyncio.sleep(0))
        self.running.append((post, connector, mailroom, task))
        return post

    async def kill(self, post: Post) -> None:
        """End a server as kill -9 does: nothing is finished."""
        for server, _, mailroom, task in self.running:
            if server is not post:
                continue
            turns = [
                t
                for t in asyncio.all_tasks()
                if "Post." in repr(t.get_coro()) and t is not asyncio.current_task()
            ]
            for each in [task, *(t for t in turns if _belongs(t, post))]:
                each.cancel()
            mailroom.close()
        self.running = [each for each in self.running if each[0] is not post]
        await asyncio.sleep(0.05)

    async def close(self) -> None:
        for post, connector, mailroom, task in self.running:
            task.cancel()
            for gate in self.conversation.gates.values():
                gate.set()
            await asyncio.wait_for(post.settled(), 5)
            if self.verified:
                await connector.close()
            mailroom.close()


def said(text: str, *buttons: tuple[str, str], **custom: Any) -> dict[str, Any]:
    return {"text": text, "buttons": [{"title": t, "payload": p} for t, p in buttons], "custom": custom}


async def until(true: Callable[[], bool], seconds: float = 8.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        await asyncio.sleep(0.01)


def _belongs(task: asyncio.Task[Any], post: Post) -> bool:
    frame = getattr(task.get_coro(), "cr_frame", None)
    return frame is not None and frame.f_locals.get("self") is post


@pytest_asyncio.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(mailroom_module, "PAUSES", (0.05, 0.05, 0.05, 0.05, 0.05))
    monkeypatch.setattr(post_module, "_REST", 0.05)
    made = World(tmp_path)
    runner = await made.platform.start()
    yield made
    await made.close()
    await runner.cleanup()


@pytest.fixture
def forged() -> Callable[[], float]:
    """How many callbacks did not verify so far."""
    return lambda: post_module.FORGED.labels("wechat_mp")._value.get()
