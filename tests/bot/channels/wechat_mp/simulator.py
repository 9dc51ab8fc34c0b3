"""Both sides of 公众号: people who write and see, and the API. The cipher is another implementation's."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

import wechatpy.crypto
from aiohttp import web
from defusedxml.ElementTree import fromstring

from bot.channels.crypto.envelope import cdata
from bot.channels.messaging.model import Answer, Callback
from bot.channels.messaging.post import Post

TOKEN = "InventedToken"
APP_ID = "wx0123456789abcdef"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SECRET = "0123456789abcdef0123456789abcdef"
ACCOUNT = "gh_invented"
QUOTA = 5


@dataclass
class Platform:
    """What people see, and what the API was asked.

    ``outcomes`` are used up by the next sends: a code, ``http 500``, ``hang``, ``garbage``.
    """

    clock: Callable[[], float]
    shown: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    menus: dict[str, list[list[dict[str, str]]]] = field(default_factory=lambda: defaultdict(list))
    outcomes: deque[Any] = field(default_factory=deque)
    calls: Counter[str] = field(default_factory=Counter)
    closed: set[str] = field(default_factory=set)
    token_code: int = 0
    agents_code: int = 0
    base: str = ""
    sends_wait: asyncio.Event | None = None
    _tokens: Any = field(default_factory=lambda: itertools.count(1))
    _numbers: Any = field(default_factory=lambda: itertools.count(24_000_000_000_000_001))
    _left: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    token: str = "token-0"
    crypto: Any = field(default_factory=lambda: wechatpy.crypto.WeChatCrypto(TOKEN, KEY, APP_ID))

    # The API

    async def start(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_post("/cgi-bin/stable_token", self._stable_token)
        app.router.add_post("/cgi-bin/message/custom/send", self._send)
        app.router.add_get("/cgi-bin/customservice/getkflist", self._agents)
        runner = web.AppRunner(app, access_log=None)  # an address holds the token
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    def expire(self) -> None:
        """The token that was given ends."""
        self.token = f"token-{next(self._tokens)}"

    async def _stable_token(self, request: web.Request) -> web.Response:
        asked = await request.json()
        self.calls["token"] += 1
        if self.token_code:
            return _json({"errcode": self.token_code, "errmsg": "no"})
        if (asked["appid"], asked["secret"], asked["grant_type"]) != (APP_ID, SECRET, "client_credential"):
            return _json({"errcode": 40125})
        if asked["force_refresh"]:
            self.calls["forced"] += 1
            self.expire()
        return _json({"access_token": self.token, "expires_in": 7200})

    async def _agents(self, request: web.Request) -> web.Response:
        return _json({"errcode": self.agents_code} if self.agents_code else {"kf_list": []})

    async def _send(self, request: web.Request) -> web.Response:
        raw = await request.read()
        self.calls["send"] += 1
        if self.sends_wait is not None:
            await self.sends_wait.wait()
        if b"\\u" in raw.replace(b"\\\\", b""):
            return _json({"errcode": 47001, "errmsg": "escaped"})
        if request.query["access_token"] != self.token:
            return _json({"errcode": 40001 if self.calls["send"] % 2 else 42001})
        if self.outcomes and (outcome := self.outcomes.popleft()):
            return await self._misbehaved(outcome)
        return _json({"errcode": self._taken(json.loads(raw))})

    async def _misbehaved(self, outcome: Any) -> web.Response:
        if outcome == "hang":
            await asyncio.sleep(30)
        if outcome == "garbage":
            return web.Response(text="<html>")
        if isinstance(outcome, str):
            return web.Response(status=int(outcome.split()[1]), text="{}")
        return _json({"errcode": outcome, "errmsg": "as told"})

    def _taken(self, message: dict[str, Any]) -> int:
        user, kind = message["touser"], message["msgtype"]
        if user in self.closed:
            return 45015
        if self._left[user] <= 0:
            return 45047
        text = message["text"]["content"] if kind == "text" else message["msgmenu"]["head_content"]
        if len(text.encode()) > (2_047 if kind == "text" else 1_024) or not text:
            return 45002
        if kind == "msgmenu":
            choices = message["msgmenu"]["list"]
            if len(choices) > 10 or any(
                not 0 < len(each["id"].encode()) <= 64 or not 0 < len(each["content"].encode()) <= 128
                for each in choices
            ):
                return 40008
            self.menus[user].append(choices)
        self._left[user] -= 1
        self.shown[user].append(text)
        return 0

    # People

    def written(self, user: str, text: str, number: int | None = None, **more: str) -> Callback:
        """The callback of a message of a person."""
        self._left[user] = QUOTA
        fields = {
            "ToUserName": ACCOUNT,
            "FromUserName": user,
            "CreateTime": str(int(self.clock())),
            "MsgType": "text",
            "Content": text,
            "MsgId": str(number or next(self._numbers)),
            **more,
        }
        return self.callback(fields)

    def event(self, user: str, event: str, key: str = "", at: int | None = None) -> Callback:
        self._left[user] = 3
        return self.callback(
            {
                "ToUserName": ACCOUNT,
                "FromUserName": user,
                "CreateTime": str(at or int(self.clock())),
                "MsgType": "event",
                "Event": event,
                "EventKey": key,
            }
        )

    def callback(self, fields: dict[str, str], at: float | None = None, crypto: Any = None) -> Callback:
        inside = "".join(
            f"<{name}>{cdata(value)}</{name}>" for name, value in fields.items() if value is not None
        )
        return self.sealed(f"<xml>{inside}</xml>", at, crypto)

    def sealed(self, xml: str, at: float | None = None, crypto: Any = None) -> Callback:
        stamp, nonce = str(int(self.clock() if at is None else at)), "1372623149"
        envelope = (crypto or self.crypto).encrypt_message(xml, nonce, stamp)
        root = fromstring(envelope)
        query = {
            "signature": "unused",
            "timestamp": stamp,
            "nonce": nonce,
            "openid": "o",
            "encrypt_type": "aes",
            "msg_signature": root.findtext("MsgSignature") or "",
        }
        body = f"<xml><ToUserName>{ACCOUNT}</ToUserName><Encrypt>{cdata(root.findtext('Encrypt') or '')}</Encrypt></xml>"
        return Callback("POST", query, {}, body.encode())

    async def push(
        self, post: Post, user: str, callback: Callback, deadline: float = 5.0, tries: int = 3
    ) -> str:
        """Deliver a callback as the platform does: again when nothing came in time, at most three times.

        :returns: what was shown for it, empty where it was only acknowledged.
        """
        for _ in range(tries):
            try:
                answer, done = await asyncio.wait_for(asyncio.shield(self._called(post, callback)), deadline)
            except asyncio.TimeoutError:
                continue
            assert answer.status == 200
            text = self.read(user, answer)
            done()
            return text
        self.shown[user].append("该公众号暂时无法提供服务")
        return "该公众号暂时无法提供服务"

    async def say(self, post: Post, user: str, text: str) -> str:
        return await self.push(post, user, self.written(user, text))

    def read(self, user: str, answer: Answer) -> str:
        """What a response shows."""
        if answer.body == b"success":
            return ""
        outside = fromstring(answer.body)
        names = ("MsgSignature", "TimeStamp", "Nonce")
        inside = fromstring(
            self.crypto.decrypt_message(answer.body, *(outside.findtext(name) for name in names))
        )
        assert inside.findtext("ToUserName") == user
        assert inside.findtext("FromUserName") == ACCOUNT
        assert inside.findtext("MsgType") == "text"
        text = inside.findtext("Content") or ""
        assert 0 < len(text.encode()) <= 2_047
        self.shown[user].append(text)
        return text

    async def _called(self, post: Post, callback: Callback) -> tuple[Answer, Callable[[], None]]:
        return await post.receive("wechat_mp", callback)


def when(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)


def _json(body: dict[str, Any]) -> web.Response:
    # the platform says text/plain
    return web.Response(text=json.dumps(body), content_type="text/plain")
