"""Carrying a conversation from one store to another: row by row, sealed anew on the other side."""

from __future__ import annotations

from typing import Any

from actions.case.models import Contact, Conversation, Fact, Reminder
from actions.case.store import CaseStore

_ROWS = (Fact, Contact, Reminder)
_SEALED = frozenset({"id", "uid", "owner", "body"})


def move(source: CaseStore, target: CaseStore, sender: str) -> None:
    """Copy everything of a conversation, then delete it where it was; what the target had of it is replaced.

    :raises CaseStoreError: one of the two does not answer; nothing is deleted then.
    """
    owner, state = source.database.vault.owner(sender), source.state(sender)
    with source.database.reading() as session:
        rows = [
            row for table in _ROWS for row in session.query(table).filter_by(owner=owner).order_by(table.id)
        ]
        told = [(type(row), source.database.opened(row), _columns(row)) for row in rows]
        conversation = session.get(Conversation, owner)
        token = conversation.token if conversation else None
    target.delete(sender)
    if token is not None:
        target.set_state(sender, state)
    there = target.database.vault.owner(sender)
    with target.database.writing() as session:
        for table, body, columns in told:
            session.add(target.database.sealed(table, there, body, **columns))
        if token is not None:
            session.get(Conversation, there).token = token
    source.delete(sender)


def _columns(row: Any) -> dict[str, Any]:
    return {
        column.name: getattr(row, column.name)
        for column in row.__table__.columns
        if column.name not in _SEALED
    }
