"""What a browser may do with a page of ours: nothing that is not ours."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.origins import is_origin

_SOURCES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page_headers(framed_by: str = "'none'") -> dict[str, str]:
    """The security headers of a page; ``framed_by`` says which sites may show it inside their own."""
    policy = "; ".join([*_SOURCES, f"frame-ancestors {framed_by}"])
    return {"Content-Security-Policy": policy, **_SAFE}


def frame_ancestors(origins: Iterable[str]) -> str:
    """Our own site and those that were allowed.

    :raises ValueError: one of them is no origin, so it must not reach a header.
    """
    named = [origin.rstrip("/") for origin in origins]
    for origin in named:
        if not is_origin(origin):
            raise ValueError(f"{origin} 不是网站来源，应像 https://example.com")
    return " ".join(["'self'", *named])
