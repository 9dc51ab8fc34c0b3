"""One message as the understanding handed it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.clock import today


@dataclass(frozen=True)
class Turn:
    """What one message of a conversation says.

    ``told`` are its facts; ``loose`` are values nobody could place ("45", "两万"), which answer an open question;
    ``skipped`` is the fact the person does not know or will not say; ``safety`` the kinds of danger found.
    """

    sender: str
    topic: str
    as_of: date
    told: Mapping[str, Any]
    loose: Mapping[str, Any]
    safety: tuple[str, ...]
    ranking: tuple[str, ...]
    skipped: str | None

    @classmethod
    def read(cls, tracker: Tracker) -> Turn:
        """The latest message of a tracker; a button's facts arrive in its metadata."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        day = metadata.get("as_of")
        return cls(
            sender=tracker.sender_id,
            topic=(message.get("intent") or {}).get("name") or "",
            as_of=date.fromisoformat(day) if day else today(),
            told=_told({**(message.get("facts") or {}), **(metadata.get("facts") or {})}),
            loose=message.get("loose") or {},
            safety=tuple(finding["kind"] for finding in message.get("safety") or ()),
            ranking=tuple(
                guess["name"] for guess in message.get("ranking") or message.get("intent_ranking") or ()
            ),
            skipped=metadata.get("skip"),
        )


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a message as a case keeps them: the one contact it reports joins the list of contacts."""
    contact = facts.pop("contact", None)
    return {**facts, "contacts": [contact]} if contact else facts
