"""Sending a page or a file that the reader may already have: with a mark, and 304 when it is still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sanic.request import Request
from sanic.response import HTTPResponse

HTML = "text/html; charset=utf-8"


def etag(content: bytes) -> str:
    """The mark of a content."""
    return f'"{digest(content)}"'


def digest(content: bytes) -> str:
    """A short name for a content, 16 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()[:16]


def sent(
    request: Request, content: bytes, content_type: str, headers: Mapping[str, str], cache: str
) -> HTTPResponse:
    """The content, or 304 when the request shows its mark."""
    mark = etag(content)
    marked = {**headers, "ETag": mark, "Cache-Control": cache}
    if _has(request, mark):
        return HTTPResponse(status=304, headers=marked)
    return HTTPResponse(content, headers=marked, content_type=content_type)


def once(page: str, headers: Mapping[str, str], status: int = 200) -> HTTPResponse:
    """A page made for one reader, which nothing on the way keeps."""
    return HTTPResponse(
        page, status=status, headers={**headers, "Cache-Control": "no-store"}, content_type=HTML
    )


def _has(request: Request, mark: str) -> bool:
    shown = request.headers.get("if-none-match", "")
    return any(each.strip().removeprefix("W/") in (mark, "*") for each in shown.split(","))
