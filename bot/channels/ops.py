"""``/healthz``, ``/readyz`` and ``/metrics``: is it alive, can it answer, what has it done."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.answers import refused, sent
from bot.channels.callers import is_local
from bot.desk import Desk


def ops_channel(desk: Desk) -> Blueprint:
    """The routes for whoever runs the service; they carry no message and no person."""
    blueprint = Blueprint("ops")

    @blueprint.get("/healthz")
    async def healthy(request: Request) -> HTTPResponse:
        return sent({"status": "ok"})

    @blueprint.get("/readyz")
    async def ready(request: Request) -> HTTPResponse:
        checks = desk.checks()
        return sent(checks, 200 if all(checks.values()) else 503)

    @blueprint.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        if not is_local(request):
            return refused(403, "只对本机开放。")
        return HTTPResponse(generate_latest().decode(), content_type=CONTENT_TYPE_LATEST)

    return blueprint
