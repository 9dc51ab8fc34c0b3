"""One message as the understanding handed it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk import Tracker

from actions.clock import today


@dataclass(frozen=True)
class Turn:
    """What one message of a conversation says.

    ``told`` are its facts; ``loose`` are values nobody could place ("45", "两万"), which answer an open question;
    ``safety`` the kinds of danger found; ``skipped`` the fact the person does not know or will not say;
    ``amendment`` the parts of a correction; ``budget`` a person's means and what could be paid; ``appointment`` what
    to be reminded of; ``details`` what a command carries with it (which letter, which entry); ``debtor`` whose debt
    is told of; ``concerns`` what is stated of the debt itself; ``impossible`` the words for days and sums that cannot
    be; ``notes`` says that something is to be noted (记一下…), ``pressed`` that a button was pressed, ``commanded``
    that the words were exactly those of a command.
    """

    sender: str
    topic: str
    as_of: date
    told: Mapping[str, Any]
    loose: Mapping[str, Any]
    safety: tuple[str, ...]
    ranking: tuple[str, ...]
    skipped: str | None
    amendment: Mapping[str, Any] = field(default_factory=dict)
    budget: Mapping[str, Any] = field(default_factory=dict)
    appointment: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Any] = field(default_factory=dict)
    debtor: str | None = None
    concerns: tuple[str, ...] = ()
    impossible: tuple[str, ...] = ()
    notes: bool = False
    pressed: bool = False
    commanded: bool = False

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
            loose=_loose(message, metadata),
            safety=tuple(finding["kind"] for finding in message.get("safety") or ()),
            ranking=tuple(
                guess["name"] for guess in message.get("ranking") or message.get("intent_ranking") or ()
            ),
            skipped=metadata.get("skip"),
            amendment=message.get("amendment") or {},
            budget=message.get("budget") or {},
            appointment=message.get("appointment") or {},
            details=metadata.get("details") or {},
            debtor=message.get("debtor"),
            concerns=tuple(message.get("concerns") or ()),
            impossible=tuple(message.get("impossible") or ()),
            notes=bool(message.get("notes")),
            pressed=bool(metadata.get("facts")),
            commanded=bool(metadata.get("commanded")),
        )


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a message as a case keeps them: the one contact it reports joins the list of contacts."""
    contact = facts.pop("contact", None)
    return {**facts, "contacts": [contact]} if contact else facts


def _loose(message: Mapping[str, Any], metadata: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values that answer an open question, a chosen one among them."""
    chosen = metadata.get("choice")
    return message.get("loose") or {} if chosen is None else {"choice": chosen}
