"""钉钉 on loopback, both sides: it signs and pushes callbacks and offers the interface a robot calls."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from aiohttp import web

from bot.channels.crypto.dingtalk import signature
from bot.channels.messaging.model import Answer, Callback
from bot.channels.messaging.post import Post

APP_KEY = "dinginventedkey"
APP_SECRET = "an-invented-app-secret-for-tests"
ROBOT_CODE = "dinginventedrobot"

#: Seconds between deliveries of a message that was not acknowledged: 16 and 60, a thousand times faster.
REDELIVERIES = (0.016, 0.06)


@dataclass
class Seen:
    """What reached a person or a group: in which way, the whole body, the text that is shown."""

    way: str
    whom: str
    body: dict[str, Any]

    @property
    def text(self) -> str:
        if self.way == "person":
            return str(json.loads(self.body["msgParam"])["text"])
        return str(self.body[self.body["msgtype"]]["text"])

    @property
    def clicks(self) -> list[str]:
        """What each button would write in the person's name."""
        return [
            unquote(parse_qs(urlsplit(button["actionURL"]).query)["content"][0])
            for button in self.body.get("actionCard", {}).get("btns", [])
        ]


@dataclass
class Simulator:
    """``troubles``: answers (status, body) of a path before it behaves again; a number of seconds makes it wait."""

    seen: list[Seen] = field(default_factory=list)
    token_calls: int = 0
    valid: str = ""
    troubles: dict[str, list[Any]] = field(default_factory=dict)
    attempts: list[str] = field(default_factory=list)
    elsewhere: int = 0
    url: str = ""
    sessions: dict[str, str] = field(default_factory=dict)
    _numbers: Any = field(default_factory=itertools.count)
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/v1.0/oauth2/accessToken", self._token)
        app.router.add_post("/v1.0/robot/oToMessages/batchSend", self._batch)
        app.router.add_post("/robot/sendBySession", self._session)
        app.router.add_post("/elsewhere", self._elsewhere)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        self.url = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # The platform calls

    def message(self, text: Any = "你好", user: str = "staff1", **changed: Any) -> dict[str, Any]:
        """The body of a callback, as published; a field that is None is left out."""
        number = next(self._numbers)
        session = f"session{number}"
        group = changed.get("conversationType") == "2"
        self.sessions[session] = "group" if group else user
        body = {
            "conversationId": "cidInvented==",
            "chatbotCorpId": "dingcorp",
            "chatbotUserId": "$:LWCP_v1:$bot",
            "msgId": f"msg{number}==",
            "senderNick": "某人",
            "isAdmin": False,
            "senderStaffId": user,
            "sessionWebhookExpiredTime": int((time.time() + 5_400) * 1_000),
            "createAt": int(time.time() * 1_000),
            "senderCorpId": "dingcorp",
            "conversationType": "1",
            "senderId": f"$:LWCP_v1:${user}",
            "sessionWebhook": f"{self.url}/robot/sendBySession?session={session}",
            "text": {"content": text},
            "robotCode": ROBOT_CODE,
            "msgtype": "text",
        }
        return {name: value for name, value in {**body, **changed}.items() if value is not None}

    def callback(self, body: Any, secret: str = APP_SECRET, age: float = 0.0, **headers: str) -> Callback:
        """A signed request; ``age`` in seconds."""
        timestamp = str(int((time.time() - age) * 1_000))
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        signed = {"timestamp": timestamp, "sign": signature(timestamp, secret)}
        return Callback("POST", {}, {**signed, **headers}, raw)

    async def push(self, post: Post, body: dict[str, Any], lost: int = 0) -> list[Answer]:
        """Deliver a message, again after each pause while it is not acknowledged; ``lost`` acknowledgements get lost."""
        answers = []
        for pause in (*REDELIVERIES, 0.0):
            answer, written = await post.receive("dingtalk", self.callback(body))
            answers.append(answer)
            if answer.status == 200 and len(answers) > lost:
                written()
                break
            await asyncio.sleep(pause)
        return answers

    # The robot calls

    def texts(self, whom: str | None = None) -> list[str]:
        return [each.text for each in self.seen if whom is None or each.whom == whom]

    async def _token(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.token_calls += 1
        if (trouble := await self._trouble("token")) is not None:
            return trouble
        if body != {"appKey": APP_KEY, "appSecret": APP_SECRET}:
            return web.json_response({"code": "invalidClientIdOrSecret", "message": "x"}, status=400)
        await asyncio.sleep(0.01)
        self.valid = f"token{self.token_calls}"
        return web.json_response({"accessToken": self.valid, "expireIn": 7_200})

    async def _batch(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.attempts.append("person")
        assert len(body["msgParam"].encode()) <= 15_000
        if (trouble := await self._trouble("person")) is not None:
            return trouble
        if request.headers.get("x-acs-dingtalk-access-token") != self.valid:
            return web.json_response({"code": "InvalidAuthentication", "message": "x"}, status=401)
        assert body["robotCode"] == ROBOT_CODE and body["msgKey"] == "sampleMarkdown"
        self.seen.append(Seen("person", body["userIds"][0], body))
        return web.json_response({"processQueryKey": "key", "invalidStaffIdList": []})

    async def _session(self, request: web.Request) -> web.Response:
        raw = await request.read()
        self.attempts.append("session")
        assert len(raw) <= 20_000
        if (trouble := await self._trouble("session")) is not None:
            return trouble
        whom = self.sessions[request.query["session"]]
        self.seen.append(Seen("session", whom, json.loads(raw)))
        return web.json_response({"errcode": 0, "errmsg": "ok"})

    async def _elsewhere(self, _request: web.Request) -> web.Response:
        self.elsewhere += 1
        return web.json_response({"errcode": 0})

    async def _trouble(self, path: str) -> web.Response | None:
        waiting = self.troubles.get(path, [])
        if not waiting:
            return None
        trouble = waiting.pop(0)
        if isinstance(trouble, float):
            await asyncio.sleep(trouble)
            return None
        status, body, *headers = trouble
        return web.json_response(body, status=status, headers=headers[0] if headers else None)


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)
