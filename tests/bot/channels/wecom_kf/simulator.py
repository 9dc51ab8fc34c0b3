"""微信客服 on loopback: messages wait in a list, callbacks only say so; answers have ids of ours and a quota of five."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

from aiohttp import web

from bot.channels.crypto.envelope import cdata
from bot.channels.crypto.wechat import WechatCipher, signature
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Callback
from bot.channels.wecom_kf import WecomKf
from tests.bot.channels.wecom.simulator import CORP, KEY, SAY, SECRET, TOKEN, Clock, Server

KF = "wkInventedAccount01"
KEPT = 3 * 86_400


class Platform(Server):
    """One company with one account that people write to."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.list: list[dict[str, Any]] = []
        self.page = 100
        self.empty_pages = 0  # so many pages come empty, with more to follow
        self.slow = 0.0
        self.era = "c"  # cursors of another era are not known
        self.shown: list[tuple[str, str]] = []
        self.menus: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []
        self.attended: set[str] = set()  # people a human attends to
        self.accounts = [{"open_kfid": KF, "name": "向导"}]
        self._ids: set[str] = set()
        self._left: dict[str, int] = {}
        self._codes: dict[str, float] = {}
        self._callbacks: dict[str, float] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            *super().routes(),
            web.post("/cgi-bin/kf/sync_msg", self._sync),
            web.post("/cgi-bin/kf/send_msg", self._send),
            web.post("/cgi-bin/kf/send_msg_on_event", self._welcome),
            web.post("/cgi-bin/kf/account/list", self._accounts),
        ]

    def texts(self, user: str | None = None) -> list[str]:
        return [text for to, text in self.shown if user in (None, to)]

    # What people do

    def write(
        self, text: str, user: str = "wmzhang", age: float = 0.0, menu: str = "", number: str = ""
    ) -> None:
        """A person writes; nobody is told yet."""
        content = {"content": text, **({"menu_id": menu} if menu else {})}
        self.put({"msgtype": "text", "text": content}, user, age=age, number=number)
        self._left[user] = 5

    def put(
        self,
        message: dict[str, Any],
        user: str = "wmzhang",
        origin: int = 3,
        age: float = 0.0,
        number: str = "",
    ) -> None:
        """Anything comes into the list."""
        head = {
            "msgid": number or f"msg{next(self._numbers)}",
            "open_kfid": KF,
            "external_userid": user,
            "send_time": int(self.clock() - age),
            "origin": origin,
        }
        self.list.append({**head, **message})

    def press(self, place: int, user: str = "wmzhang", menu: int = -1) -> None:
        """A person chooses an item of a menu."""
        item = self.menus[menu]["list"][place - 1]["click"]
        self.write(item["content"], user, menu=item["id"])

    def enter(self, user: str = "wmzhang", code: bool = True) -> None:
        """A person opens the account; a code comes only when they were not welcomed before."""
        event = {"event_type": "enter_session", "open_kfid": KF, "external_userid": user}
        if code:
            event["welcome_code"] = f"code{next(self._numbers)}"
            self._codes[event["welcome_code"]] = self.clock()
        self.put({"msgtype": "event", "event": event, "external_userid": ""}, origin=4)

    # Callbacks

    def callback(self, **other: Any) -> Callback:
        """There is something in the list."""
        token = f"pull{next(self._numbers)}"
        self._callbacks[token] = self.clock()
        fields = {
            "ToUserName": CORP,
            "CreateTime": str(int(self.clock())),
            "MsgType": "event",
            "Event": "kf_msg_or_event",
            "Token": token,
            "OpenKfId": KF,
        }
        xml = "".join(f"<{name}>{cdata(value)}</{name}>" for name, value in fields.items())
        return self.sealed(f"<xml>{xml}</xml>".encode(), **other)

    def sealed(
        self, inside: bytes, token: str = TOKEN, key: str = KEY, receiver: str = CORP, age: float = 0.0
    ) -> Callback:
        sealed = WechatCipher(key, receiver).encrypt(inside)
        body = f"<xml><ToUserName>{cdata(CORP)}</ToUserName><Encrypt>{cdata(sealed)}</Encrypt></xml>"
        return Callback("POST", self._query(sealed, token, age), {}, body.encode())

    def check(self, echo: str) -> Callback:
        sealed = WechatCipher(KEY, CORP).encrypt(echo.encode())
        return Callback("GET", {**self._query(sealed, TOKEN, 0.0), "echostr": sealed})

    def _query(self, sealed: str, token: str, age: float) -> dict[str, str]:
        timestamp, nonce = str(int(self.clock() - age)), str(next(self._numbers))
        shown = signature(token, timestamp, nonce, sealed)
        return {"msg_signature": shown, "timestamp": timestamp, "nonce": nonce}

    # Interface

    async def _accounts(self, request: web.Request) -> web.Response:
        if (failed := await self.failure()) is not None:
            return failed
        return self.answered({"account_list": self.accounts})

    async def _sync(self, request: web.Request) -> web.Response:
        self.counts["sync"] += 1
        if not self.known(request):
            return web.json_response({"errcode": 42001})
        if (failed := await self.failure()) is not None:
            return failed
        await asyncio.sleep(self.slow)
        body = await request.json()
        assert body["open_kfid"] == KF and 1 <= body["limit"] <= 1000
        if self.clock() - self._callbacks.get(body["token"], 0) > 600:
            return web.json_response({"errcode": 95007})
        if body["cursor"] and not body["cursor"].startswith(self.era):
            return web.json_response({"errcode": 40058})
        oldest = self.clock() - KEPT
        first = next((n for n, each in enumerate(self.list) if each["send_time"] >= oldest), len(self.list))
        start = int(body["cursor"][1:]) if body["cursor"] else first
        if self.empty_pages:
            self.empty_pages -= 1
            return self.answered({"next_cursor": f"{self.era}{start}", "has_more": 1, "msg_list": []})
        end = min(start + self.page, len(self.list))
        more = int(end < len(self.list))
        return self.answered(
            {"next_cursor": f"{self.era}{end}", "has_more": more, "msg_list": self.list[start:end]}
        )

    async def _send(self, request: web.Request) -> web.Response:
        self.counts["send"] += 1
        if not self.known(request):
            return web.json_response({"errcode": 40014})
        if (failed := await self.failure()) is not None:
            return failed
        body = await request.json()
        user = body["touser"]
        assert body["open_kfid"] == KF
        if user in self.attended:
            return web.json_response({"errcode": 95018, "errmsg": "send msg session status invalid"})
        if body["msgid"] in self._ids:
            self.counts["repeated"] += 1
            return self.answered({"msgid": body["msgid"]})
        if self._left.get(user, 0) <= 0:
            return web.json_response({"errcode": 95001, "errmsg": "limit"})
        self._left[user] -= 1
        self._show(user, body)
        return self.answered({"msgid": body["msgid"]})

    async def _welcome(self, request: web.Request) -> web.Response:
        self.counts["welcome"] += 1
        body = await request.json()
        given = self._codes.pop(body["code"], None)
        if given is None or self.clock() - given > 20:
            return web.json_response({"errcode": 95050, "errmsg": "code"})
        self._show("welcomed", body)
        return self.answered({"msgid": body["msgid"]})

    def _show(self, user: str, body: dict[str, Any]) -> None:
        assert re.fullmatch("[0-9a-zA-Z_-]{1,32}", body["msgid"])
        self._ids.add(body["msgid"])
        self.bodies.append(body)
        if body["msgtype"] == "text":
            assert 0 < len(body["text"]["content"].encode()) <= 2048
            self.shown.append((user, body["text"]["content"]))
            return
        menu = body["msgmenu"]
        assert len(menu["head_content"].encode()) <= 1024 and 1 <= len(menu["list"]) <= 10
        for item in menu["list"]:
            assert item["type"] == "click" and 0 < len(item["click"]["id"].encode()) <= 64
            assert 0 < len(item["click"]["content"].encode()) <= 128
        self.menus.append(menu)
        titles = "|".join(item["click"]["content"] for item in menu["list"])
        self.shown.append((user, f"{menu['head_content']}|{titles}"))


def built(platform: Platform, **other: Any) -> Callable[[Mailroom], WecomKf]:
    """How a worker makes its connector."""

    def build(mailroom: Mailroom) -> WecomKf:
        settings: dict[str, Any] = {
            "token": TOKEN,
            "corp_id": CORP,
            "encoding_aes_key": KEY,
            "secret": SECRET,
            "api_base": platform.url,
            "reading_seconds": 1.0,
        }
        return WecomKf(mailroom=mailroom, say=SAY, **{**settings, **other})

    return build
