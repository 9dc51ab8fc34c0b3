"""The shape in which every door sends a message: text, buttons, and the same for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from actions.message import Reply


def as_message(reply: Reply) -> dict[str, Any]:
    """A reply as ``{"text", "buttons": [{"title", "payload"}], "custom"}``."""
    return {
        "text": reply.text,
        "buttons": [asdict(choice) for choice in reply.choices],
        "custom": reply.plain_data(),
    }
