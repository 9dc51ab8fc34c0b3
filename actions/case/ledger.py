"""The ledger: each contact of a collector an entry of its own, in the order in which they were told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from actions.case.merging import merged
from actions.case.models import Contact
from actions.case.sealed import SealedDatabase, utc_now


@dataclass(frozen=True)
class Learning:
    """The circumstances of what is learnt: the day it is about, how it came, and when."""

    as_of: date
    how: str
    now: datetime


class Ledger:
    """The contacts of a conversation; entries are numbered from 1."""

    def __init__(self, database: SealedDatabase) -> None:
        self._database = database

    def correct(self, sender: str, number: int, value: Mapping[str, Any], as_of: date) -> bool:
        """Put another reading in the place of an entry; False when there is none of that number."""
        database, owner = self._database, self._database.vault.owner(sender)
        with database.writing() as session:
            rows = open_rows(session, owner)
            if not 1 <= number <= len(rows):
                return False
            self._replace(session, rows[number - 1], value, Learning(as_of, "corrected", utc_now()))
        return True

    def remove(self, sender: str, number: int) -> dict[str, Any] | None:
        """Take an entry out, earlier readings of it too; what it was, or None."""
        database, owner = self._database, self._database.vault.owner(sender)
        with database.writing() as session:
            rows = open_rows(session, owner)
            if not 1 <= number <= len(rows):
                return None
            value: dict[str, Any] = database.opened(rows[number - 1])["value"]
            session.query(Contact).filter_by(owner=owner, place=rows[number - 1].place).delete()
        return value

    def known(self, session: Session, owner: str) -> list[dict[str, Any]]:
        """The contacts as they are read now."""
        return [self._database.opened(row)["value"] for row in open_rows(session, owner)]

    def learn(
        self, session: Session, owner: str, told: Sequence[Mapping[str, Any]], learning: Learning
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Take contacts in; what was known before and what is known now."""
        rows = open_rows(session, owner)
        known = [self._database.opened(row)["value"] for row in rows]
        kept = merged("contacts", known, list(told))
        for row, old, item in zip(rows, known, kept, strict=False):
            if item != old:
                self._replace(session, row, item, learning)
        place = max((row.place for row in rows), default=0)
        for number, item in enumerate(kept[len(known) :], 1):
            self._add(session, owner, place + number, item, learning)
        return known, kept

    def _replace(self, session: Session, row: Any, value: Mapping[str, Any], learning: Learning) -> None:
        row.superseded_at = learning.now
        self._add(session, row.owner, row.place, value, learning)

    def _add(
        self, session: Session, owner: str, place: int, value: Mapping[str, Any], learning: Learning
    ) -> None:
        body = {"value": dict(value), "as_of": learning.as_of, "how": learning.how}
        session.add(self._database.sealed(Contact, owner, body, place=place, learnt_at=learning.now))


def open_rows(session: Session, owner: str) -> list[Any]:
    """The rows that hold now, in order."""
    return list(session.query(Contact).filter_by(owner=owner, superseded_at=None).order_by(Contact.place))
