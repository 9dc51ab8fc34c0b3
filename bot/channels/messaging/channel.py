"""The routes of the messaging apps: ``/webhooks/NAME`` for each connector that is configured."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import Blueprint, Sanic
from sanic.request import Request

from bot.channels.messaging.model import Callback, Connector
from bot.channels.messaging.post import Post


def messaging_channel(post: Post) -> Blueprint:
    """The routes, and the outbox that runs beside them."""
    blueprint = Blueprint("messaging", url_prefix="/webhooks")
    for name in post.connectors:
        blueprint.add_route(_receiving(post, name), f"/{name}", methods=("GET", "POST"), name=name)

    @blueprint.after_server_start
    async def begin(app: Sanic, _loop: Any) -> None:
        app.ctx.post = asyncio.create_task(post.run())

    @blueprint.before_server_stop
    async def end(app: Sanic, _loop: Any) -> None:
        await post.stop()
        app.ctx.post.cancel()
        for connector in post.connectors.values():
            await closed(connector)

    return blueprint


async def closed(connector: Connector) -> None:
    """Let go of the connections to a platform, where the connector keeps any."""
    close = getattr(connector, "close", None)
    if close is not None:
        await close()


def _receiving(post: Post, name: str) -> Any:
    async def receive(request: Request) -> None:
        callback = Callback(
            method=request.method,
            query={key: values[0] for key, values in request.args.items()},
            headers={key.lower(): value for key, value in request.headers.items()},
            body=request.body,
        )
        answer, written = await post.receive(name, callback)
        response = await request.respond(status=answer.status, content_type=answer.content_type)
        await response.send(answer.body, end_stream=True)
        written()

    return receive
