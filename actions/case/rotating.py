"""Renewing the seal: a new key, everything sealed anew with it, the old keys gone. Safe to repeat after a break."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from actions.case.keys import load_keys, save_keys
from actions.case.models import Contact, Conversation, Fact, Reminder
from actions.case.sealed import SealedDatabase
from actions.case.store import state_place
from actions.case.vault import Vault, sealed_with

_BODIES = (Fact, Contact, Reminder)


def rotate(url: str, key_file: Path, others: Iterable[Callable[[str, Vault], int]] = ()) -> int:
    """Seal a database with a new key; how many values were sealed anew.

    The new key is written to the file before anything is sealed with it, the old ones are dropped after nothing
    is. Programs that run meanwhile must be started anew: they do not know the new key.

    :param others: what else is sealed in that database: each seals its own anew and says how many values that were.
    :raises KeyFileError: the key file cannot be read or written.
    :raises CaseStoreError: the database cannot be read or written, or a value does not open.
    """
    keys = load_keys(key_file)
    if len(keys.seal) == 1:  # more than one: a rotation broke off, and is brought to its end
        keys = keys.rotated()
        save_keys(key_file, keys)
    database = SealedDatabase(url, Vault(keys))
    try:
        with database.writing() as session:
            count = sum(_sealed_anew(database.vault, session))
        count += sum(each(url, database.vault) for each in others)
    finally:
        database.close()
    save_keys(key_file, keys.without_old())
    return count


def _sealed_anew(vault: Vault, session: Session) -> list[bool]:
    rows = [
        (row, "body", f"{row.__tablename__}.body|{row.owner}|{row.uid}")
        for t in _BODIES
        for row in session.query(t)
    ]
    rows += [(row, "state", state_place(row.owner)) for row in session.query(Conversation)]
    return [_renewed(vault, *each) for each in rows]


def _renewed(vault: Vault, row: Any, column: str, place: str) -> bool:
    sealed = bytes(getattr(row, column))
    if sealed_with(sealed) == vault.active:
        return False
    setattr(row, column, vault.seal(vault.open(sealed, place), place))
    return True
