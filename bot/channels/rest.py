"""``POST /webhooks/rest/webhook``: one message in, the bot's messages out, as JSON.

Open to this machine only. A request that comes from elsewhere, or through a proxy, must show
``ADVISOR_REST_TOKEN``: the sender of this channel is the client's own choice, so whoever may call it may speak
in anybody's name.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable
from typing import Any

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.answers import refused, sent
from bot.channels.callers import is_local

#: From a sender's conversation id and text to the messages for them.
Respond = Callable[[str, str], Awaitable[list[dict[str, Any]]]]

_PLAIN_SENDER = re.compile(r"[A-Za-z0-9._:@-]{1,64}")


def rest_channel(respond: Respond, token: str | None) -> Blueprint:
    """The routes of the channel.

    :param respond: answers one message.
    :param token: what a caller from elsewhere shows as ``Authorization: Bearer …``; ``None`` closes the channel
        to them.
    """
    blueprint = Blueprint("rest", url_prefix="/webhooks/rest")

    @blueprint.get("/")
    async def alive(request: Request) -> HTTPResponse:
        return sent({"status": "ok"})

    @blueprint.post("/webhook")
    async def receive(request: Request) -> HTTPResponse:
        if not may_call(request, token):
            return refused(
                403, "这个接口只对本机开放；从别处访问请设置 ADVISOR_REST_TOKEN 并在请求头里带上它。"
            )
        body = _body(request)
        if isinstance(body, str):
            return refused(400, body)
        sender, text = body
        messages = await respond(conversation_id(sender), text)
        name = sender.encode("utf-8", "replace").decode()  # a lone surrogate has no way back into JSON
        return sent([{"recipient_id": name, **message} for message in messages])

    return blueprint


def conversation_id(sender: str) -> str:
    """The id a sender's conversation is kept under; unusual names are hashed, never stored as they came."""
    if _PLAIN_SENDER.fullmatch(sender):
        return f"rest:{sender}"
    digest = hashlib.sha256(sender.encode("utf-8", "surrogatepass")).hexdigest()
    return f"rest:sha256-{digest[:32]}"


def may_call(request: Request, token: str | None) -> bool:
    """Whether a request may speak for its sender: it comes from this machine, or shows the token."""
    if token is None:
        return is_local(request)
    shown = request.headers.get("authorization", "").removeprefix("Bearer ")
    return is_local(request) or hmac.compare_digest(shown.encode(), token.encode())


def _body(request: Request) -> tuple[str, str] | str:
    """Sender and text of a request, or the sentence that says what is wrong with it."""
    if not request.content_type.startswith("application/json"):
        return "请求要用 application/json 发送。"
    try:
        body = request.json
    except Exception:  # sanic wraps whatever the JSON reader raises
        return "请求不是有效的 JSON。"
    if not isinstance(body, dict):
        return '请求应是一个对象，如 {"sender": "me", "message": "借呗逾期45天了"}。'
    sender, text = body.get("sender", "default"), body.get("message")
    if not isinstance(text, str):
        return "message 要写成文字。"
    if not isinstance(sender, str) or not sender:
        return "sender 要写成文字。"
    return sender, text
