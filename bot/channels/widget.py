"""``GET /widget.js``: the chat for any page, one file; and its own words in traditional characters, for those pages that
are written so."""

from __future__ import annotations

from pathlib import Path

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.pages.delivery import digest, sent
from bot.paths import DATA

WIDGET = Path(__file__).resolve().parents[1] / "widget" / "dist" / "widget.js"

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",  # made to be used on other sites
}
_FRESH = "public, max-age=300, must-revalidate"
_FOR_GOOD = "public, max-age=31536000, immutable"


def widget_channel() -> Blueprint:
    """The route; with ``?v=`` and the version the answer may be kept for good."""
    blueprint = Blueprint("widget")
    script, texts = WIDGET.read_bytes(), (DATA / "widget" / "zh-Hant.json").read_bytes()
    version = digest(script)

    async def widget(request: Request) -> HTTPResponse:
        cache = _FOR_GOOD if request.args.get("v") == version else _FRESH
        return sent(request, script, "text/javascript; charset=utf-8", _HEADERS, cache)

    async def traditional(request: Request) -> HTTPResponse:
        headers = {**_HEADERS, "Access-Control-Allow-Origin": "*"}  # words everybody may read
        return sent(request, texts, "application/json; charset=utf-8", headers, _FRESH)

    blueprint.add_route(widget, "/widget.js", methods=("GET", "HEAD"))
    blueprint.add_route(traditional, "/widget.zh-Hant.json", methods=("GET", "HEAD"))
    return blueprint
