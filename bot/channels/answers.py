"""JSON as our routes send it: UTF-8 as it is, never ``\\uXXXX``, never cached; decimals exact."""

from __future__ import annotations

from typing import Any

from sanic.response import HTTPResponse

from bot.exact_json import dumps

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def sent(content: Any, status: int = 200) -> HTTPResponse:
    """A JSON response."""
    return HTTPResponse(
        dumps(content), status=status, headers=_HEADERS, content_type="application/json; charset=utf-8"
    )


def refused(status: int, sentence: str) -> HTTPResponse:
    """A refusal a person can read."""
    return sent({"error": sentence}, status)
