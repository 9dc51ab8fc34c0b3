"""A worker process: its own Post on the shared database, callbacks from one socket, payloads to another."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from actions.case.keys import Keys
from actions.case.vault import Vault
from bot.channels.crypto.forged import Forged
from bot.channels.messaging import mailroom, post
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import (
    Answer,
    Callback,
    Inbound,
    Outbound,
    Payload,
    Received,
    TryLater,
    Unsure,
)
from bot.channels.messaging.post import Post
from bot.danger import danger

danger("你好")  # what this reads is read once, before workers are forked


@dataclass(frozen=True)
class Task:
    """What a worker is to do, small enough to be handed to a new process."""

    url: str
    keys: Keys
    entrance: str  # the socket callbacks come in by
    platform: str  # the socket of the platform
    idempotent: bool
    slowest_turn: float  # seconds


class StandIn:
    """A connector whose platform is a socket."""

    name = "standin"
    account = "one"
    passive_seconds = 0.0
    most_payloads = 2

    def __init__(self, platform: str, idempotent: bool) -> None:
        self.idempotent = idempotent
        self._platform = platform
        self._lines: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def receive(self, callback: Callback, now: datetime) -> Received:
        read = json.loads(callback.body)
        if read.get("forged"):
            raise Forged
        return Received((Inbound(read["key"], read["user"], read["text"]),))

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        return [{"text": message["text"]} for message in messages]

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        raise NotImplementedError

    async def send(self, outbound: Outbound) -> None:
        letter = {"key": outbound.key, "user": outbound.user, "text": outbound.payload["text"]}
        reader, writer = (
            self._lines.pop() if self._lines else await asyncio.open_unix_connection(self._platform)
        )
        writer.write(json.dumps(letter).encode() + b"\n")
        answer = await reader.readline()
        if not answer:
            raise Unsure("the connection ended")
        self._lines.append((reader, writer))
        if answer == b"busy\n":
            raise TryLater("busy")


def work(task: Task) -> None:
    """Run until killed."""
    logging.disable(logging.CRITICAL)
    mailroom.TURN = mailroom.SENDING = mailroom.SHOWING = 1.0
    mailroom.PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 0.8, 0.8, 0.8)
    post.BEAT, post._REST = 0.25, 0.05
    post.MOST_TURNS = 1000  # so many kills in a minute are no sign of a message that kills
    asyncio.run(_work(task))


async def _work(task: Task) -> None:
    async def respond(sender: str, text: str) -> list[dict[str, Any]]:
        await asyncio.sleep(random.random() * task.slowest_turn)
        return [{"text": f"答 {text}", "buttons": [], "custom": {}}]

    office = Post(
        [StandIn(task.platform, task.idempotent)],
        Mailroom(task.url, Vault(task.keys)),
        respond,
        lambda: datetime.now(timezone.utc),
        lambda phrase, **_: phrase,
    )

    running: set[asyncio.Task[None]] = set()

    async def callbacks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                received = asyncio.create_task(_received(office, json.loads(line), writer))
                running.add(received)
                received.add_done_callback(running.discard)

    await asyncio.start_unix_server(callbacks, task.entrance)
    await office.run()


async def _received(office: Post, push: Mapping[str, Any], writer: asyncio.StreamWriter) -> None:
    answer, written = await office.receive("standin", Callback("POST", body=json.dumps(push).encode()))
    with contextlib.suppress(ConnectionError):
        writer.write(json.dumps([push["number"], answer.status]).encode() + b"\n")
    written()
