"""Server-sent events: the text a browser reads while a turn goes on."""

from __future__ import annotations

from typing import Any

from bot.exact_json import dumps

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "X-Content-Type-Options": "nosniff"}
CONTENT_TYPE = "text/event-stream; charset=utf-8"
#: A comment; it keeps proxies from closing a connection on which nothing is said.
HEARTBEAT = ": \n\n"


def event(name: str, data: Any) -> str:
    """One event; JSON has no line breaks of its own, so the data are one line."""
    return f"event: {name}\ndata: {dumps(data)}\n\n"
