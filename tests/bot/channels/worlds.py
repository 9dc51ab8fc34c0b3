"""The real Post and Mailroom between a simulator and a stand-in for the conversation."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import aiohttp

from actions.case.vault import Vault
from actions.phrases import load_phrases
from actions.settings import DATA
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.post import Post

say = load_phrases(DATA / "answers" / "phrases").say


@dataclass
class StandIn:
    """Says back what it hears; ``replies`` are said instead to a text, ``gate`` holds a turn for the text ``slow``."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    replies: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def respond(self, sender: str, text: str) -> list[dict[str, Any]]:
        self.heard.append((sender, text))
        if text == "slow":
            await self.gate.wait()
        return self.replies.get(text) or [reply(f"听到了：{text}")]


def reply(text: str, *buttons: tuple[str, str], **custom: Any) -> dict[str, Any]:
    shown = [{"title": title, "payload": payload} for title, payload in buttons]
    return {"text": text, "buttons": shown, "custom": custom}


@dataclass
class World:
    """Everything of one test; ``ahead`` moves the clock of the mailroom and the connector, in seconds."""

    platform: Any
    conversation: StandIn
    url: str
    vault: Vault
    ahead: float = 0.0
    _running: list[asyncio.Task[None]] = field(default_factory=list)
    _tasks: dict[int, asyncio.Task[None]] = field(default_factory=dict)
    _workers: list[tuple[Any, Mailroom]] = field(default_factory=list)

    def clock(self) -> float:
        return time.time() + self.ahead

    def made(self, mailroom: Mailroom, session: aiohttp.ClientSession, **settings: Any) -> Any:
        """A connector of the platform, on a mailroom."""
        raise NotImplementedError

    def post(self, timeout: float = 10.0, **settings: Any) -> Post:
        """A worker on the database of this test, whose outbox does not run yet."""
        mailroom = Mailroom(self.url, self.vault, self.clock)
        session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout))
        connector = self.made(mailroom, session, **settings)
        self._workers.append((connector, mailroom))
        return Post([connector], mailroom, self.conversation.respond, self.now, say)

    @property
    def mailroom(self) -> Mailroom:
        """That of the newest worker."""
        return self._workers[-1][1]

    @property
    def connector(self) -> Any:
        """That of the newest worker."""
        return self._workers[-1][0]

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), timezone.utc)

    def run(self, post: Post) -> asyncio.Task[None]:
        task = asyncio.create_task(post.run())
        self._running.append(task)
        self._tasks[id(post)] = task
        return task

    async def kill(self, post: Post) -> None:
        """End a worker where it stands, without its knowledge; its leases run out."""
        tasks = [self._tasks[id(post)], *post._turns.values(), *post._under_way()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.ahead += 90.0

    async def serving(self, **settings: Any) -> Post:
        post = self.post(**settings)
        self.run(post)
        return post

    async def end(self) -> None:
        self.conversation.gate.set()
        for task in self._running:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        for connector, mailroom in self._workers:
            await connector.close()
            mailroom.close()
