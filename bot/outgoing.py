"""Where a turn's messages go: a list, each message whole. Imports Rasa."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class Outgoing(OutputChannel):
    """Collects messages as ``{"text", "buttons", "custom"}``; Rasa's channels split texts at blank lines."""

    @classmethod
    def name(cls) -> str:
        """The name of the channel in events."""
        return "advisor"

    def __init__(self) -> None:
        """No message yet."""
        self.messages: list[dict[str, Any]] = []

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message of the turn."""
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": list(message.get("buttons") or []),
                "custom": dict(message.get("custom") or {}),
            }
        )
