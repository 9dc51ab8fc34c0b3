"""Who speaks on the web page: an id the server gave out, sealed, so that nobody can speak in another's name."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken

_KIND = "web"


@dataclass(frozen=True)
class Session:
    """A conversation on the web page; ``script`` is the Chinese it is written in, zh-Hans or zh-Hant."""

    sender: str
    script: str = "zh-Hans"


def new_session(script: str) -> Session:
    """A session nobody had before."""
    return Session(f"{_KIND}:{secrets.token_hex(16)}", script)


def sealed_session(session: Session, sealing: Fernet) -> str:
    """The token the page shows with every message."""
    return sealing.encrypt(json.dumps([session.sender, session.script]).encode()).decode()


def opened_session(token: str, sealing: Fernet, valid: timedelta) -> Session | None:
    """The session of a token; None when it is forged, damaged or older than ``valid``."""
    try:
        sender, script = json.loads(sealing.decrypt(token.encode(), ttl=int(valid.total_seconds())))
    except (InvalidToken, UnicodeEncodeError, ValueError):
        return None
    return Session(sender, script)
