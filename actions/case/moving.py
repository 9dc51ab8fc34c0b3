"""Carrying a conversation from one store to another: row by row, sealed anew on the other side, all or nothing."""

from __future__ import annotations

from typing import Any

from actions.case.contents import dumps
from actions.case.models import OWNED, Consent, Contact, Conversation, Fact, Reminder
from actions.case.sealed import utc_now
from actions.case.store import CaseStore, state_place

_ROWS = (Fact, Contact, Reminder)
_SEALED = frozenset({"id", "uid", "owner", "body"})


def move(source: CaseStore, target: CaseStore, sender: str, wording: str | None = None) -> None:
    """Copy everything of a conversation in one step, then delete it where it was; what the target had is replaced.

    :param wording: the wording the person agreed to, noted with the copy; None notes no consent.
    :raises CaseStoreError: one of the two does not answer; nothing is deleted then.
    """
    owner = source.database.vault.owner(sender)
    state, token = source.state(sender), source.token(sender)
    with source.database.reading() as session:
        rows = [
            row for table in _ROWS for row in session.query(table).filter_by(owner=owner).order_by(table.id)
        ]
        told = [(type(row), source.database.opened(row), _columns(row)) for row in rows]
    vault = target.database.vault
    there = vault.owner(sender)
    with target.database.writing() as session:
        for table in OWNED:
            session.query(table).filter_by(owner=there).delete()
        for table, body, columns in told:
            session.add(target.database.sealed(table, there, body, **columns))
        if token is not None:
            sealed = vault.seal(dumps(state), state_place(there))
            session.add(Conversation(owner=there, token=token, state=sealed, updated_at=utc_now()))
        if wording is not None:
            session.add(Consent(owner=there, wording=wording, given_at=utc_now()))
    source.delete(sender)


def _columns(row: Any) -> dict[str, Any]:
    return {
        column.name: getattr(row, column.name)
        for column in row.__table__.columns
        if column.name not in _SEALED
    }
