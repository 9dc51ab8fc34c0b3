"""Days a person asked to be reminded of."""

from __future__ import annotations

from datetime import date

from actions.case.models import Reminder
from actions.case.sealed import SealedDatabase, utc_now


class Reminders:
    """The reminders of each conversation."""

    def __init__(self, database: SealedDatabase) -> None:
        self._database = database

    def add(self, sender: str, what: str, day: date) -> None:
        """Note a day; the same thing on the same day is noted once."""
        database, owner = self._database, self._database.vault.owner(sender)
        with database.writing() as session:
            rows = session.query(Reminder).filter_by(owner=owner)
            if any(database.opened(row) == {"what": what, "day": day.isoformat()} for row in rows):
                return
            session.add(database.sealed(Reminder, owner, {"what": what, "day": day}, created_at=utc_now()))

    def all(self, sender: str) -> list[tuple[str, date]]:
        """What and when, in order of time."""
        with self._database.reading() as session:
            rows = session.query(Reminder).filter_by(owner=self._database.vault.owner(sender))
            bodies = [self._database.opened(row) for row in rows]
        noted = [(body["what"], date.fromisoformat(body["day"])) for body in bodies]
        return sorted(noted, key=lambda one: one[1])
