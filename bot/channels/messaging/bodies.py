"""What stands in the body of a callback, read with care: it may be anything, of any size."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.crypto.forged import Forged

MOST_BYTES = 65_536


def json_object(body: bytes) -> dict[str, Any]:
    """The object a body holds.

    :raises Forged: it holds none, or is larger than any message.
    """
    if len(body) > MOST_BYTES:
        raise Forged
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Forged from error
    if not isinstance(read, dict):
        raise Forged
    return read


def named(value: Any) -> dict[str, Any]:
    """The fields of a value that should be an object; none where it is not."""
    return value if isinstance(value, dict) else {}


def identifier(value: Any) -> str:
    """A key or a name of a person as the platform writes it; empty where it cannot be one."""
    fits = isinstance(value, str) and len(value) <= 128 and value.isprintable()
    return value.strip() if fits else ""


def words(value: Any) -> str:
    """What a person wrote, without lone surrogates, which no encoding takes; empty where it is no text."""
    return value.encode("utf-8", "ignore").decode().strip() if isinstance(value, str) else ""
