"""What passes between a platform, its connector and the conversation. Knows no framework and no platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

#: One message in a platform's own form, JSON-ready.
Payload = dict[str, Any]


@dataclass(frozen=True)
class Callback:
    """A request of a platform: names of headers are in small letters, the body is as it came."""

    method: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What the platform gets back at once."""

    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200


@dataclass(frozen=True)
class Inbound:
    """One message of a person.

    ``key`` is the platform's own, the same for every delivery of the message; ``user`` the platform's name of the
    person; ``reply_to`` what the connector needs to answer just this message, text values only.
    """

    key: str
    user: str
    text: str
    reply_to: Mapping[str, str] = field(default_factory=dict)


def _nothing() -> None:
    """Nothing is to be done once the messages were taken."""


@dataclass(frozen=True)
class Received:
    """What a callback brought: messages, and the acknowledgement the platform waits for.

    ``taken`` is called when all messages are in the mailroom: where a list is read on from a place (a cursor), the
    place may move only then.
    """

    messages: tuple[Inbound, ...] = ()
    acknowledgement: Answer = field(default_factory=Answer)
    taken: Callable[[], None] = _nothing


@dataclass(frozen=True)
class Outbound:
    """One payload on its way to a person; ``key`` is the same however often sending it is tried."""

    key: str
    user: str
    payload: Payload
    reply_to: Mapping[str, str] = field(default_factory=dict)


class SendError(Exception):
    """A payload could not be sent; the message is for the log: codes, no words of a person."""


class TryLater(SendError):
    """Sending may work later: network, overload, a limit that passes; ``seconds`` where the platform says when."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Held(SendError):
    """Nothing more may be sent until the person writes again: window closed, quota used up, blocked."""


class Rejected(SendError):
    """The platform will never take this payload."""


class Unsure(SendError):
    """It cannot be told whether the platform took a payload: the connection ended after it was given. Where a payload
    sent twice is shown twice, it is not sent again by itself; the person is told, and can ask for it."""


class Connector(Protocol):
    """One account on one platform.

    ``name`` as in ``/webhooks/NAME``; ``account`` its id there. ``passive_seconds``: how long a callback may wait for
    the answer, 0 where the answer cannot ride on the response. ``idempotent``: the platform shows a payload that is
    sent twice under one key only once. ``most_payloads``: so many payloads may answer one message.
    """

    name: str
    account: str
    passive_seconds: float
    idempotent: bool
    most_payloads: int

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """Verify and read a callback.

        :raises Forged: it is not the platform's, or too old.
        """
        ...

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Messages of the conversation in the platform's form, none over its limits, nothing dropped, in order."""
        ...

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """The response that carries a payload, or (None) says that nothing is to be shown."""
        ...

    async def send(self, outbound: Outbound) -> None:
        """Send a payload.

        :raises SendError: it was not taken.
        """
        ...


@runtime_checkable
class Collecting(Protocol):
    """A connector of an account that can send nothing by itself: all is shown on responses, what does not fit or comes
    late on the response to the next message. Its ``send`` holds everything."""

    def asks_on(self, text: str) -> bool:
        """Whether a message says nothing but that the person is there to see what waits."""
        ...

    def joined(self, waiting: list[Payload], answer: list[Payload]) -> list[Payload]:
        """What waited for a person together with the answer to their message, in the order to be shown."""
        ...
