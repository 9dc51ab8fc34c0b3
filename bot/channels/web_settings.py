"""How the web page is open to the world: from the environment, checked at start."""

from __future__ import annotations

import os
from dataclasses import dataclass

from bot.channels.chat import NEW_SESSIONS
from bot.channels.origins import allowed_origins


@dataclass(frozen=True)
class WebSettings:
    """``origins``: sites that may embed the chat, beside our own. ``new_sessions``: conversations one address may
    begin in ten minutes. ``real_ip_header``: the header in which the proxy before us tells the caller's address."""

    origins: tuple[str, ...] = ()
    new_sessions: int = NEW_SESSIONS
    real_ip_header: str | None = None


def web_settings() -> WebSettings:
    """``ADVISOR_WEB_ORIGINS``, ``ADVISOR_WEB_SESSIONS``, ``ADVISOR_REAL_IP_HEADER``.

    :raises ValueError: one of them is wrong; the message says which and what would be right.
    """
    sessions = os.environ.get("ADVISOR_WEB_SESSIONS") or str(NEW_SESSIONS)
    if not sessions.isdecimal() or not 1 <= int(sessions) <= 1_000_000:
        raise ValueError(f"ADVISOR_WEB_SESSIONS={sessions} 不对，应是同一地址十分钟内最多新开几个对话，如 60")
    header = os.environ.get("ADVISOR_REAL_IP_HEADER") or None
    return WebSettings(allowed_origins(), int(sessions), header)
