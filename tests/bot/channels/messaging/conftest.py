"""What the tests of the mailroom and the post share: both databases, a clock to be moved, a stand-in connector."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from actions.case.keys import new_keys
from actions.case.vault import Vault
from bot.channels.crypto.forged import Forged
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import (
    Answer,
    Callback,
    Inbound,
    Outbound,
    Payload,
    Received,
    SendError,
)
from tests.actions.case.test_migrating import fresh_postgresql


@dataclass
class Clock:
    """A time that passes when told to."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def day(self) -> datetime:
        """The same as the post wants it."""
        return datetime.fromtimestamp(self.now, timezone.utc)


@dataclass
class StandIn:
    """A connector of a platform that does what ``fails`` says; ``taken`` are the payloads it took."""

    name: str = "standin"
    account: str = "one"
    passive_seconds: float = 0.0
    idempotent: bool = True
    most_payloads: int = 5
    taken: list[Outbound] = field(default_factory=list)
    fails: Callable[[Outbound], Exception | None] = lambda _: None

    async def receive(self, callback: Callback, now: datetime) -> Received:
        read = json.loads(callback.body)
        if read == "forged":
            raise Forged
        return Received(tuple(Inbound(*each) for each in read), Answer(b"taken"))

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        return [{"text": message["text"]} for message in messages]

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        return Answer(b"success" if payload is None else str(payload["text"]).encode())

    async def send(self, outbound: Outbound) -> None:
        if error := self.fails(outbound):
            raise error
        self.taken.append(outbound)

    def shown(self, user: str = "u") -> list[str]:
        """What a person was shown, in order."""
        return [each.payload["text"] for each in self.taken if each.user == user]


def failing(*errors: SendError | Exception) -> Callable[[Outbound], Exception | None]:
    """Fail so often, then work."""
    left = list(errors)
    return lambda _: left.pop(0) if left else None


def callback(*messages: tuple[str, str, str]) -> Callback:
    """A callback with messages: key, person, text."""
    return Callback("POST", body=json.dumps(messages).encode())


def message(text: str, **custom: Any) -> dict[str, Any]:
    """A message of the conversation."""
    return {"text": text, "buttons": [], "custom": custom}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def vault() -> Vault:
    return Vault(new_keys())


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'cases.db'}"
    else:
        yield from fresh_postgresql()


@pytest.fixture
def mailroom(url: str, vault: Vault, clock: Clock) -> Iterator[Mailroom]:
    room = Mailroom(url, vault, clock)
    yield room
    room.close()


@pytest.fixture
def passing(tmp_path: Path, vault: Vault, clock: Clock) -> Iterator[Mailroom]:
    """A mailroom on SQLite, where the database makes no difference."""
    room = Mailroom(f"sqlite:///{tmp_path / 'mail.db'}", vault, clock)
    yield room
    room.close()
