"""Telegram on loopback, both sides: it pushes updates with the secret and offers the Bot API."""

from __future__ import annotations

import asyncio
import html
import itertools
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.channels.messaging.model import Answer, Callback
from bot.channels.messaging.post import Post

TOKEN = "123456789:AAinvented-token-of-the-tests-0000000"
SECRET = "invented_secret-of-the-tests"

#: Seconds between deliveries of an update that was not acknowledged; the real ones are not documented.
REDELIVERIES = (0.01, 0.03, 0.06)
_TAGS = re.compile(r"</?b>")


@dataclass
class Simulator:
    """``troubles``: answers (status, body) to ``sendMessage`` before it behaves again; a number makes it wait so long."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    thanked: list[str] = field(default_factory=list)
    attempts: list[dict[str, Any]] = field(default_factory=list)
    troubles: list[Any] = field(default_factory=list)
    webhook: dict[str, Any] = field(default_factory=lambda: {"url": "https://x.example/webhooks/telegram"})
    url: str = ""
    _numbers: Any = field(default_factory=lambda: itertools.count(1_000))
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._call)
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

    def message(self, text: Any = "你好", user: int = 42, **changed: Any) -> dict[str, Any]:
        """An update with a message; a field that is None is left out."""
        body = {
            "message_id": next(self._numbers),
            "from": {"id": user, "is_bot": False, "first_name": "某人"},
            "chat": {"id": user, "type": "private", "first_name": "某人"},
            "date": int(time.time()),
            "text": text,
        }
        kept = {name: value for name, value in {**body, **changed}.items() if value is not None}
        return {"update_id": next(self._numbers), "message": kept}

    def press(self, message: dict[str, Any], number: int, /, **changed: Any) -> dict[str, Any]:
        """An update for a press on the button of a message that was sent."""
        row = message["reply_markup"]["inline_keyboard"][number - 1]
        user = message["chat_id"]
        query = {
            "id": str(next(self._numbers)),
            "from": {"id": user, "is_bot": False},
            "message": {"message_id": 1, "chat": {"id": user, "type": "private"}, "date": 1},
            "data": row[0]["callback_data"],
        }
        return {"update_id": next(self._numbers), "callback_query": {**query, **changed}}

    def callback(self, update: Any, secret: str = SECRET) -> Callback:
        raw = update if isinstance(update, bytes) else json.dumps(update).encode()
        return Callback("POST", {}, {"x-telegram-bot-api-secret-token": secret}, raw)

    async def push(self, post: Post, update: dict[str, Any], lost: int = 0) -> list[Answer]:
        """Deliver an update, again while it is not acknowledged; ``lost`` acknowledgements get lost."""
        answers = []
        for pause in (*REDELIVERIES, 0.0):
            answer, written = await post.receive("telegram", self.callback(update))
            answers.append(answer)
            if answer.status == 200 and len(answers) > lost:
                written()
                break
            await asyncio.sleep(pause)
        return answers

    # The bot calls

    def texts(self, chat: int | None = None) -> list[str]:
        """What people see."""
        return [shown(each) for each in self.sent if chat is None or each["chat_id"] == chat]

    async def _call(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != TOKEN:
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        body = await request.json()
        if request.match_info["method"] == "sendMessage":
            return await self._send(body)
        if request.match_info["method"] == "answerCallbackQuery":
            self.thanked.append(body["callback_query_id"])
            return web.json_response({"ok": True, "result": True})
        result = self.webhook if request.match_info["method"] == "getWebhookInfo" else {"id": 123456789}
        return web.json_response({"ok": True, "result": result})

    async def _send(self, body: dict[str, Any]) -> web.Response:
        self.attempts.append(body)
        if self.troubles:
            trouble = self.troubles.pop(0)
            if not isinstance(trouble, float):
                return web.json_response(trouble[1], status=trouble[0])
            await asyncio.sleep(trouble)
        if problem := _problem(body):
            refused = {"ok": False, "error_code": 400, "description": f"Bad Request: {problem}"}
            return web.json_response(refused, status=400)
        self.sent.append(body)
        return web.json_response({"ok": True, "result": {"message_id": next(self._numbers)}})


def shown(message: dict[str, Any]) -> str:
    """What a person sees of a message."""
    text = str(message["text"])
    return html.unescape(_TAGS.sub("", text)) if message.get("parse_mode") == "HTML" else text


def _problem(message: dict[str, Any]) -> str:
    if message.get("parse_mode") == "HTML" and "<" in _TAGS.sub("", message["text"]):
        return "can't parse entities: Unsupported start tag"
    if len(shown(message).encode("utf-16-le")) > 2 * 4_096:
        return "message is too long"
    if not shown(message).strip():
        return "message text is empty"
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    data = [button["callback_data"] for row in keyboard for button in row]
    return "" if all(1 <= len(each.encode()) <= 64 for each in data) else "BUTTON_DATA_INVALID"


async def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)
