"""飞书 as it is documented, both sides: it signs and pushes callbacks, and takes messages through its interface."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timezone
from itertools import count
from typing import Any

from aiohttp import web

from bot.channels.crypto.feishu import encrypt, signature
from bot.channels.messaging.model import Answer, Callback
from bot.channels.messaging.post import Post

APP_ID, APP_SECRET = "cli_invented0001", "invented-secret-for-tests"
ENCRYPT_KEY, VERIFICATION_TOKEN = "invented encrypt key", "invented-verification-token"
ROBOT = "ou_robot"
#: Seconds after which the platform repeats a callback that was not acknowledged.
RETRIES = (15.0, 300.0, 3600.0, 21600.0)
MOST_CARD, MOST_TEXT, MOST_UUID = 30 * 1024, 150 * 1024, 50


@dataclass
class Clock:
    """The time of a test, moved by hand."""

    seconds: float = 1_795_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, tz=timezone.utc)


@dataclass(frozen=True)
class Shown:
    """A message a person sees."""

    id: str
    to: str
    kind: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    uuid: str
    answers: str | None
    content: dict[str, Any]


@dataclass
class Fault:
    """What the next call gets instead; ``taken`` shows the message all the same, ``hang`` is in seconds."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    taken: bool = False
    hang: float = 0.0


class Platform:
    """One app, its people and its groups."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.shown: list[Shown] = []
        self.faults: deque[Fault] = deque()
        self.token_faults: deque[Fault] = deque()
        self.tokens: set[str] = set()
        self.token_calls = self.send_calls = self.robot_calls = 0
        self.robot: dict[str, Any] = {"code": 0, "bot": {"open_id": ROBOT, "activate_status": 2}}
        self.recalled: set[str] = set()
        self.problems: list[str] = []
        self.gate: asyncio.Event | None = None
        self._chats: dict[str, str] = {}
        self._numbers = count(1)
        self._by_uuid: dict[str, Shown] = {}

    # The interface

    def app(self) -> web.Application:
        app = web.Application(client_max_size=2**22)
        app.router.add_post("/open-apis/auth/v3/tenant_access_token/internal", self._token)
        app.router.add_get("/open-apis/bot/v3/info", self._robot)
        app.router.add_post("/open-apis/im/v1/messages", self._create)
        app.router.add_post("/open-apis/im/v1/messages/{number}/reply", self._reply)
        return app

    async def _token(self, request: web.Request) -> web.Response:
        self.token_calls += 1
        await asyncio.sleep(0.01)
        if self.token_faults:
            return await _faulty(self.token_faults.popleft())
        body = await request.json()
        if body != {"app_id": APP_ID, "app_secret": APP_SECRET}:
            return web.json_response({"code": 10014, "msg": "app secret invalid"})
        token = f"t-{next(self._numbers)}"
        self.tokens.add(token)
        return web.json_response({"code": 0, "tenant_access_token": token, "expire": 7200})

    async def _robot(self, request: web.Request) -> web.Response:
        self.robot_calls += 1
        return web.json_response(self.robot if self._authorized(request) else {"code": 99991663})

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        kind = {"ou_": "open_id", "oc_": "chat_id"}[body["receive_id"][:3]]
        if request.query["receive_id_type"] != kind:
            self.problems.append("receive_id_type")
        return await self._taken(request, body["receive_id"], None)

    async def _reply(self, request: web.Request) -> web.Response:
        number = request.match_info["number"]
        if number in self.recalled:
            return web.json_response({"code": 230011, "msg": "The message is withdrawn."}, status=400)
        return await self._taken(request, self._chats[number], number)

    async def _taken(self, request: web.Request, to: str, answers: str | None) -> web.Response:
        self.send_calls += 1
        if self.gate is not None:
            await self.gate.wait()
        if not self._authorized(request):
            return web.json_response({"code": 99991663, "msg": "Invalid access token"}, status=400)
        raw, fault = await request.read(), self.faults.popleft() if self.faults else None
        if fault is not None and not fault.taken:
            return await _faulty(fault)
        shown = self._show(raw, to, answers)
        if fault is not None:
            return await _faulty(fault)
        return web.json_response({"code": 0, "data": {"message_id": shown.id}})

    def _authorized(self, request: web.Request) -> bool:
        return request.headers.get("Authorization", "").removeprefix("Bearer ") in self.tokens

    def _show(self, raw: bytes, to: str, answers: str | None) -> Shown:
        body = json.loads(raw)
        uuid, content = body["uuid"], json.loads(body["content"])
        if not 0 < len(uuid) <= MOST_UUID:
            self.problems.append("uuid")
        if len(raw) > (MOST_CARD if body["msg_type"] == "interactive" else MOST_TEXT):
            self.problems.append("too long")
        if known := self._by_uuid.get(uuid):
            return known
        text, buttons = seen(body["msg_type"], content)
        number = f"om_out{next(self._numbers)}"
        shown = Shown(number, to, body["msg_type"], text, buttons, uuid, answers, content)
        self._by_uuid[uuid] = shown
        self.shown.append(shown)
        return shown

    # What people do

    def written(self, user: str, text: str, **other: Any) -> dict[str, Any]:
        """A private text; ``other`` replaces fields of the message."""
        number = other.pop("message_id", f"om_in{next(self._numbers)}")
        self._chats[number] = other.get("chat_id", user)
        message = {
            "message_id": number,
            "chat_id": "oc_private",
            "chat_type": "p2p",
            "message_type": "text",
            "content": json.dumps({"text": text}),
            **other,
        }
        sender = {"sender_id": {"open_id": user}, "sender_type": "user"}
        return self.event("im.message.receive_v1", {"sender": sender, "message": message})

    def written_in_group(
        self, user: str, text: str, mentions: str = ROBOT, chat: str = "oc_group"
    ) -> dict[str, Any]:
        """A text in a group that mentions somebody."""
        mention = {"key": "@_user_1", "id": {"open_id": mentions}, "name": "某人"}
        return self.written(user, f"@_user_1 {text}", chat_id=chat, chat_type="group", mentions=[mention])

    def clicked(self, user: str, card: str, number: str) -> dict[str, Any]:
        """A button of a card, by its number."""
        return self.event(
            "card.action.trigger",
            {
                "operator": {"open_id": user},
                "action": {"tag": "button", "value": {"choice": number}},
                "context": {"open_message_id": card, "open_chat_id": "oc_private"},
            },
        )

    def event(self, kind: str, event: dict[str, Any]) -> dict[str, Any]:
        """An event of version 2."""
        header = {
            "event_id": f"ev{next(self._numbers)}",
            "event_type": kind,
            "token": VERIFICATION_TOKEN,
            "app_id": APP_ID,
        }
        return {"schema": "2.0", "header": header, "event": event}

    # Callbacks

    def callback(
        self, content: Any, key: str = ENCRYPT_KEY, age: float = 0.0, signed_with: str | None = None
    ) -> Callback:
        """A callback as it goes over the wire now, or went ``age`` seconds ago."""
        body = json.dumps({"encrypt": encrypt(json.dumps(content).encode(), key)}).encode()
        return self.signed(body, signed_with or key, age)

    def signed(self, body: bytes, key: str = ENCRYPT_KEY, age: float = 0.0) -> Callback:
        """A body with its signature."""
        timestamp, nonce = str(int(self.clock.seconds - age)), f"n{next(self._numbers)}"
        headers = {
            "x-lark-request-timestamp": timestamp,
            "x-lark-request-nonce": nonce,
            "x-lark-signature": signature(timestamp, nonce, key, body),
        }
        return Callback("POST", {}, headers, body)

    async def push(self, post: Post, content: dict[str, Any], within: float = 3.0) -> Answer:
        """Push an event until it is acknowledged, with the platform's pauses; each try is signed anew."""
        answer = Answer(status=0)
        for pause in (0.0, *RETRIES):
            self.clock.seconds += pause
            try:
                answer, written = await asyncio.wait_for(
                    post.receive("feishu", self.callback(content)), within
                )
            except (asyncio.TimeoutError, ConnectionError):
                continue
            if answer.status == 200:
                written()
                return answer
        return answer


def seen(kind: str, content: dict[str, Any]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text a person sees, and the buttons as title and number."""
    if kind == "text":
        return content["text"], ()
    texts, buttons = [], []
    for element in content["elements"]:
        if element["tag"] == "div":
            texts.append(shown_markdown(element["text"]["content"]))
        else:
            buttons += [(each["text"]["content"], each["value"]["choice"]) for each in element["actions"]]
    return "\n\n".join(texts), tuple(buttons)


def shown_markdown(source: str) -> str:
    """What ``lark_md`` shows; marks that are not entities would format."""
    without_links = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", source)
    assert not re.search(r"[<>*~_`\[\]\\$]", without_links), without_links
    return html.unescape(without_links)


async def _faulty(fault: Fault) -> web.Response:
    await asyncio.sleep(fault.hang)
    if isinstance(fault.body, str):
        return web.Response(text=fault.body, status=fault.status, headers=fault.headers)
    return web.json_response(fault.body, status=fault.status, headers=fault.headers)
