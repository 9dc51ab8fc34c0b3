"""The web application: our own sanic app around the assistant.

Rasa's own server is not used: it would claim ``/``, bind every address and offer an API that runs code. The
model loads behind the open port; until it is there, ``/readyz`` says 503 and a message waits for it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from ipaddress import ip_address
from typing import Any

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.clock import today
from actions.context import context
from actions.settings import public_url
from bot.channels.answers import refused
from bot.channels.chat import Chat, chat_channel
from bot.channels.files import files_channel
from bot.channels.messaging.channel import messaging_channel
from bot.channels.messaging.post import Post
from bot.channels.ops import ops_channel
from bot.channels.rest import Respond, rest_channel
from bot.channels.web_settings import WebSettings
from bot.channels.widget import widget_channel
from bot.desk import Desk
from bot.pages.channel import pages_channel

log = logging.getLogger(__name__)

_SENTENCES = {
    404: "没有这个地址。",
    405: "这个地址不接受这种请求。",
    413: "请求太大了，最多 64 KB。",
}
_MAX_BODY = 65_536  # bytes; sanic's own default is 100 MB


def create_app(
    desk: Desk,
    rest_token: str | None,
    as_of: date | None = None,
    web: WebSettings | None = None,
    messaging: Callable[[Respond], Post] | None = None,
) -> Sanic:
    """The application.

    :param desk: answers messages.
    :param rest_token: key for REST callers from elsewhere.
    :param as_of: a fixed day, for demonstrations and tests; by default each message is answered as of today.
    :param web: who may embed the chat, and how much one address may ask.
    :param messaging: makes the post of the messaging apps, where any is configured.
    """
    app = Sanic("advisor", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = _MAX_BODY
    web = web or WebSettings()
    app.config.REAL_IP_HEADER = web.real_ip_header
    app.config.RESPONSE_TIMEOUT = 300  # the first message may wait for the model to be trained

    def day() -> date:
        return as_of or today()

    async def respond(sender: str, text: str) -> list[dict[str, Any]]:
        return await desk.respond(sender, text, day())

    app.blueprint(rest_channel(respond, rest_token))
    app.blueprint(chat_channel(Chat(respond, web.origins, web.new_sessions)))
    app.blueprint(widget_channel())
    app.blueprint(pages_channel(day, public_url(), web.origins))
    app.blueprint(files_channel())
    if messaging is not None:
        app.blueprint(messaging_channel(messaging(respond)))
    app.blueprint(ops_channel(desk))
    refuse_politely(app)

    @app.after_server_start
    async def prepare(app: Sanic, _loop: Any) -> None:
        app.ctx.preparing = asyncio.create_task(desk.prepare())
        app.ctx.sweeping = asyncio.create_task(sweep_hourly())

    @app.before_server_stop
    async def stop_sweeping(app: Sanic, _loop: Any) -> None:
        app.ctx.sweeping.cancel()

    return app


async def sweep_hourly(pause: float = 3600) -> None:
    """Remove, again and again, what has been kept for as long as it may be."""
    while True:
        try:
            context().cases.sweep()
        except Exception as error:  # the next round tries again
            log.error("idle conversations could not be removed: %s", type(error).__name__)
        await asyncio.sleep(pause)


def refuse_politely(app: Sanic) -> None:
    """Answer every failed request with a sentence; no traceback and no page of sanic's own."""
    app.error_handler.add(Exception, _refuse)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


async def _refuse(request: Request, error: Exception) -> HTTPResponse:
    if isinstance(error, SanicException):
        status = getattr(error, "status_code", 500)
        return refused(status, _SENTENCES.get(status, "请求没有办成。"))
    log.error("a request failed: %s at %s", type(error).__name__, request.path)
    return refused(500, "服务出了点问题，请稍后再试。着急可打95188（支付宝客服）；有危险请打110。")
