"""企业微信 on loopback, both sides of it: it signs and encrypts callbacks, repeats them, and offers its interface.

Time is a clock that tests move; the retry schedule of the platform (three tries, at once after a failure) and its
limits are the documented ones.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from actions.case.keys import new_keys
from actions.case.vault import Vault
from actions.phrases import load_phrases
from actions.settings import DATA
from bot.channels.crypto.envelope import cdata
from bot.channels.crypto.wechat import WechatCipher, signature
from bot.channels.messaging import post as post_module
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Answer, Callback, Connector
from bot.channels.messaging.post import Post
from bot.channels.wecom import Wecom

TOKEN = "InventedToken"
CORP = "wwinvented0001"
AGENT = "1000002"
KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
SECRET = "invented-secret-of-the-application"
START = 1_790_000_000.0

SAY = load_phrases(DATA / "answers" / "phrases").say

Respond = Callable[[str, str], Awaitable[list[dict[str, Any]]]]


class Clock:
    """Seconds since 1970 that move when told to."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> float:
        return self.time

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.time, timezone.utc)


class Server:
    """What both simulators share: tokens, failures to come, and a count of everything."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.counts: Counter[str] = Counter()
        self.tokens: list[str] = []
        self.failures: deque[Any] = deque()  # for the next calls: an errcode, an HTTP status, or a word
        self.token_failures: deque[int] = deque()
        self.release = asyncio.Event()
        self._numbers = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self.url = ""

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/cgi-bin/gettoken", self._gettoken)]

    async def start(self) -> None:
        app = web.Application()
        app.add_routes(self.routes())
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self.release.set()
        if self._runner:
            await self._runner.cleanup()

    def expire(self) -> None:
        """All tokens given so far end."""
        self.tokens.clear()

    async def _gettoken(self, request: web.Request) -> web.Response:
        self.counts["gettoken"] += 1
        await asyncio.sleep(0.01)
        if self.token_failures and self.token_failures[0] == 0:
            return web.json_response({"errcode": self.token_failures.popleft()})
        if self.token_failures:
            return web.json_response({"errcode": self.token_failures.popleft(), "errmsg": "no"})
        if request.query.get("corpid") != CORP:
            return web.json_response({"errcode": 40013, "errmsg": "invalid corpid"})
        if request.query.get("corpsecret") != SECRET:
            return web.json_response({"errcode": 40001, "errmsg": "invalid credential"})
        self.tokens.append(f"token-{next(self._numbers)}")
        return web.json_response({"errcode": 0, "access_token": self.tokens[-1], "expires_in": 7200})

    def known(self, request: web.Request) -> bool:
        return request.query.get("access_token") in self.tokens

    async def failure(self) -> web.Response | None:
        """What goes wrong with this call, if anything; ``lost`` is said by the caller, after the work was done."""
        if not self.failures or self.failures[0] in ("lost", None):
            return None
        what = self.failures.popleft()
        if what == "hang":
            await self.release.wait()
            return web.Response(status=500)
        if what == "garbage":
            return web.Response(text="<html>busy</html>")
        if isinstance(what, tuple):
            return web.Response(
                status=what[0], headers={"Retry-After": str(what[1]), "Location": f"{self.url}/elsewhere"}
            )
        if 400 <= what <= 599:
            return web.Response(status=what)
        return web.json_response({"errcode": what, "errmsg": "no"})

    def answered(self, body: dict[str, Any]) -> web.Response:
        if self.failures and self.failures.popleft() == "lost":
            return web.Response(status=502)
        return web.json_response({"errcode": 0, "errmsg": "ok", **body})


class Platform(Server):
    """One application of one company."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.shown: list[tuple[str, str]] = []  # user and text, or the titles of a card
        self.cards: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self.dropped = 0
        self.outside: set[str] = set()
        self._times: dict[str, list[float]] = {}
        self._words: dict[tuple[str, str], float] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            *super().routes(),
            web.post("/cgi-bin/message/send", self._send),
            web.get("/cgi-bin/agent/get", self._agent),
        ]

    def texts(self, user: str | None = None) -> list[str]:
        return [text for to, text in self.shown if user in (None, to)]

    async def _agent(self, request: web.Request) -> web.Response:
        if not self.known(request):
            return web.json_response({"errcode": 40014})
        code = 0 if request.query.get("agentid") == AGENT else 301002
        return web.json_response({"errcode": code})

    async def _send(self, request: web.Request) -> web.Response:
        self.counts["send"] += 1
        if not self.known(request):
            return web.json_response({"errcode": 42001, "errmsg": "expired"})
        if (failed := await self.failure()) is not None:
            return failed
        body = await request.json()
        self.bodies.append(body)
        user = body["touser"]
        assert body["agentid"] == int(AGENT)
        if user in self.outside:
            return web.json_response({"errcode": 81013, "errmsg": "no receiver"})
        if body["msgtype"] == "template_card":
            card = body["template_card"]
            assert card["card_type"] == "button_interaction" and 1 <= len(card["button_list"]) <= 6
            if card["task_id"] in {each["task_id"] for each in self.cards}:
                return web.json_response({"errcode": 41035, "errmsg": "task id used"})
            self.cards.append(card)
            text = "|".join(button["text"] for button in card["button_list"])
        else:
            text = body["text"]["content"]
            assert 0 < len(text.encode()) <= 2048
        self._deliver(user, text, bool(body.get("enable_duplicate_check")))
        return self.answered({"msgid": f"m{next(self._numbers)}"})

    def _deliver(self, user: str, text: str, check: bool) -> None:
        now = self.clock()
        seen = self._words.get((user, text))
        if check and seen is not None and now - seen < 1800:
            self.counts["suppressed"] += 1
            return
        self._words[user, text] = now
        times = self._times.setdefault(user, [])
        times[:] = [*(each for each in times if each > now - 60), now]
        if len(times) > 30:
            self.dropped += 1
            return
        self.shown.append((user, text))

    # Callbacks

    def check(self, echo: str = "1616140317555161061", **other: Any) -> Callback:
        """The request that checks the address."""
        sealed = WechatCipher(KEY, CORP).encrypt(echo.encode())
        return Callback("GET", {**self._query(sealed, **other), "echostr": sealed})

    def message(self, text: str, user: str = "zhang", number: str | None = None, **other: Any) -> Callback:
        """A text of a member."""
        fields = {"MsgType": "text", "Content": text, "MsgId": number or str(next(self._numbers) + 10**15)}
        return self.callback(fields, user, **other)

    def event(self, name: str, user: str = "zhang", **fields: str) -> Callback:
        return self.callback({"MsgType": "event", "Event": name, **fields}, user)

    def click(self, place: int, user: str = "zhang", card: int = -1) -> Callback:
        """A press of a button of a card."""
        shown = self.cards[card]
        key = shown["button_list"][place - 1]["key"]
        return self.event(
            "template_card_event", user, EventKey=key, TaskId=shown["task_id"], ResponseCode="code"
        )

    def callback(
        self,
        fields: dict[str, str],
        user: str = "zhang",
        key: str = KEY,
        receiver: str = CORP,
        **other: Any,
    ) -> Callback:
        """A signed and encrypted callback; ``other`` for wrong ones."""
        everything = {
            "ToUserName": CORP,
            "FromUserName": user,
            "CreateTime": str(int(self.clock())),
            "AgentID": AGENT,
            **fields,
        }
        xml = "".join(f"<{name}>{cdata(value)}</{name}>" for name, value in everything.items())
        sealed = WechatCipher(key, receiver).encrypt(f"<xml>{xml}</xml>".encode())
        return self.sealed(sealed, **other)

    def sealed(self, sealed: str, **other: Any) -> Callback:
        body = f"<xml><ToUserName>{cdata(CORP)}</ToUserName><Encrypt>{cdata(sealed)}</Encrypt></xml>"
        return Callback("POST", self._query(sealed, **other), {}, body.encode())

    def _query(self, sealed: str, token: str = TOKEN, age: float = 0.0) -> dict[str, str]:
        timestamp, nonce = str(int(self.clock() - age)), str(next(self._numbers))
        shown = signature(token, timestamp, nonce, sealed)
        return {"msg_signature": shown, "timestamp": timestamp, "nonce": nonce}


class Office:
    """A database and what runs on it; workers come and go."""

    def __init__(self, path: Path, clock: Clock, build: Callable[[Mailroom], Connector]) -> None:
        self.clock = clock
        self.url = f"sqlite:///{quote(str(path))}/mail.db"
        self.vault = Vault(new_keys())
        self.build = build
        self.heard: list[tuple[str, str]] = []
        self.respond: Respond = self.echo
        self._running: list[tuple[asyncio.Task[None], Post, Mailroom, Connector]] = []

    async def echo(self, sender: str, text: str) -> list[dict[str, Any]]:
        return [said(f"听到：{text}")]

    async def _respond(self, sender: str, text: str) -> list[dict[str, Any]]:
        self.heard.append((sender, text))
        return await self.respond(sender, text)

    def worker(self, running: bool = True) -> Post:
        """A process: its own mailroom and connector on the one database."""
        mailroom = Mailroom(self.url, self.vault, self.clock)
        connector = self.build(mailroom)
        post = Post([connector], mailroom, self._respond, self.clock.now, SAY)
        task = asyncio.create_task(post.run() if running else asyncio.sleep(0))
        self._running.append((task, post, mailroom, connector))
        return post

    async def kill(self, post: Post) -> None:
        """The process ends in the midst of what it does."""
        for entry in [entry for entry in self._running if entry[1] is post]:
            task, _, mailroom, connector = entry
            self._running.remove(entry)
            task.cancel()
            for turn in [*post._turns.values(), *post._under_way()]:
                turn.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await connector.close()  # type: ignore[attr-defined]
            mailroom.close()

    async def close(self) -> None:
        for entry in list(self._running):
            await self.kill(entry[1])


def said(text: str, *titles: str, kind: str = "", payloads: tuple[str, ...] = ()) -> dict[str, Any]:
    """A message of the conversation; its buttons stand for ``要：`` and the title."""
    meant = payloads or tuple(f"要：{title}" for title in titles)
    buttons = [{"title": title, "payload": payload} for title, payload in zip(titles, meant, strict=True)]
    return {"text": text, "buttons": buttons, "custom": {"kind": kind} if kind else {}}


async def until(condition: Callable[[], Any], seconds: float = 5.0) -> None:
    """Wait for something that must happen."""
    end = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < end, "it did not happen"
        await asyncio.sleep(0.01)


async def in_time(clock: Clock, condition: Callable[[], Any], step: float = 61.0) -> None:
    """Let time pass until something has happened that waits for it."""
    for _ in range(20):
        clock.time += step
        for _ in range(30):
            if condition():
                return
            await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


async def quiet(seconds: float = 0.25) -> None:
    """Time in which something must not happen."""
    await asyncio.sleep(seconds)


async def delivered(post: Post, name: str, callback: Callback, tries: int = 3) -> Answer:
    """What the platform does with a callback: up to three tries until one is answered with 200."""
    for _ in range(tries):
        answer, written = await post.receive(name, callback)
        written()
        if answer.status == 200:
            return answer
    return answer


def hurried(monkeypatch: Any) -> None:
    """The pauses of the outbox, scaled."""
    for name, seconds in {"BEAT": 0.05, "_REST": 0.02}.items():
        monkeypatch.setattr(post_module, name, seconds)


def built(platform: Platform, **other: Any) -> Callable[[Mailroom], Wecom]:
    """How a worker makes its connector."""

    def build(mailroom: Mailroom) -> Wecom:
        settings: dict[str, Any] = {
            "token": TOKEN,
            "corp_id": CORP,
            "agent_id": AGENT,
            "encoding_aes_key": KEY,
            "secret": SECRET,
            "api_base": platform.url,
            "clock": platform.clock,
        }
        return Wecom(mailroom=mailroom, say=SAY, **{**settings, **other})

    return build
