"""Which web sites may embed the chat: our own, and those of ``ADVISOR_WEB_ORIGINS``."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from sanic.request import Request

from actions.settings import public_url

_ORIGIN = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")


def allowed_origins() -> tuple[str, ...]:
    """The origins of ``ADVISOR_WEB_ORIGINS``, separated by commas.

    :raises ValueError: one is no origin (``https://`` and a host, nothing after it).
    """
    named = [
        each.strip() for each in (os.environ.get("ADVISOR_WEB_ORIGINS") or "").split(",") if each.strip()
    ]
    for each in named:
        if not is_origin(each):
            raise ValueError(
                f"ADVISOR_WEB_ORIGINS 里的 {each} 不对，应是 https://www.example.com 这样，后面不带路径"
            )
    return tuple(each.lower() for each in named)


def is_origin(text: str) -> bool:
    """Whether a text is a site: scheme and host, perhaps a port, nothing after it; safe in a header."""
    return bool(_ORIGIN.fullmatch(text))


def may_ask(request: Request, origins: Collection[str]) -> bool:
    """Whether the page a request comes from may use the chat; programs say no origin and are told by their token."""
    origin = request.headers.get("origin", "").lower()
    if not origin:
        return True
    return is_origin(origin) and (origin in origins or _is_ours(origin, request))


def shared_with(request: Request) -> dict[str, str]:
    """The headers that let a page of another site read the answer; only for one that :func:`may_ask`."""
    origin = request.headers.get("origin")
    if not origin:
        return {}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": "authorization, content-type",
        "Access-Control-Expose-Headers": "retry-after",
        "Access-Control-Max-Age": "600",
        "Vary": "Origin",
    }


def _is_ours(origin: str, request: Request) -> bool:
    ours = {urlsplit(url).netloc.lower() for url in (public_url() or "", f"//{request.host}")}
    return urlsplit(origin).netloc in ours - {""}
