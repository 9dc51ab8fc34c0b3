"""What a person has told us, sealed, kept per conversation and given back as of a day.

Raises ``CaseStoreError`` when the database cannot be read or written; the caller goes on without it then.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from actions.case.contents import dumps, loads, value_on
from actions.case.feedback import FeedbackBook
from actions.case.ledger import Learning, Ledger
from actions.case.merging import merged, superseded
from actions.case.models import OWNED, Consent, Contact, Conversation, Fact, Reminder
from actions.case.reminders import Reminders
from actions.case.sealed import CaseStoreError, SealedDatabase, utc_now
from actions.case.vault import Vault

__all__ = ["CaseStore", "CaseStoreError", "Learnt"]

CONTACTS = "contacts"
#: Facts that can be rough; 大概 in a message says nothing of the others.
VAGUE = frozenset({"days_overdue", "amount", "principal", "interest_owed", "fees_owed", "payment"})


@dataclass(frozen=True)
class Learnt:
    """What a message changed: facts told for the first time, and facts that replaced another value."""

    new: Mapping[str, Any] = field(default_factory=dict)
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


class CaseStore:
    """Facts, ledger, reminders and the open question of each conversation.

    :param url: a SQLAlchemy database address, for example ``sqlite:////home/me/advisor.db``.
    :param vault: seals what is written and opens what is read.
    """

    def __init__(self, url: str, vault: Vault) -> None:
        self.database = SealedDatabase(url, vault)
        self.ledger = Ledger(self.database)
        self.reminders = Reminders(self.database)
        self.feedback = FeedbackBook(self.database)
        self._owner = vault.owner

    def close(self) -> None:
        """Let go of the database; a SQLite file is left without a write-ahead log."""
        self.database.close()

    def facts(self, sender: str, as_of: date) -> dict[str, Any]:
        """What is known on a day, in the shape of ``product.md``'s facts; days overdue have counted on."""
        owner = self._owner(sender)
        with self.database.reading() as session:
            rows = self._open(session, owner)
            contacts = self.ledger.known(session, owner)
        known = {name: value_on(body, as_of) for name, (_, body) in rows.items()}
        if contacts:
            known[CONTACTS] = contacts
        if any(body["approx"] for _, body in rows.values()):
            known["approx"] = True
        return known

    def learn(self, sender: str, told: Mapping[str, Any], as_of: date, how: str = "told") -> Learnt:
        """Take in what a message told; give back what is new and what replaced another value.

        :param how: how it was learnt: told in a sentence, by a button, as a correction …
        """
        facts = {name: value for name, value in told.items() if name != "approx"}
        if not facts:
            return Learnt()
        owner, learning = self._owner(sender), Learning(as_of, how, utc_now())
        contacts = facts.pop(CONTACTS, None)
        with self.database.writing() as session:
            learnt = self._learn(session, owner, facts, bool(told.get("approx")), learning)
            if contacts == []:
                learnt = self._learn(session, owner, {CONTACTS: []}, False, learning)
            elif contacts:
                known, kept = self.ledger.learn(session, owner, contacts, learning)
                learnt = _with_contacts(learnt, known, kept)
        return learnt

    def state(self, sender: str) -> dict[str, Any]:
        """Where the conversation stands: ``asked`` (a fact id), ``shown`` (what was last answered) …"""
        owner = self._owner(sender)
        with self.database.reading() as session:
            row = session.get(Conversation, owner)
            if row is None:
                return {}
            opened = self.database.vault.open(bytes(row.state), state_place(owner))
        return dict(loads(opened))

    def set_state(self, sender: str, state: Mapping[str, Any]) -> None:
        """Replace where the conversation stands."""
        owner = self._owner(sender)
        sealed = self.database.vault.seal(dumps(dict(state)), state_place(owner))
        with self.database.writing() as session:
            row = session.get(Conversation, owner)
            if row is None:
                row = Conversation(owner=owner, token=uuid.uuid4().hex)
                session.add(row)
            row.state, row.updated_at = sealed, utc_now()

    def token(self, sender: str) -> str | None:
        """The mark of this conversation, gone when it is deleted; None before anything was said."""
        with self.database.reading() as session:
            row = session.get(Conversation, self._owner(sender))
            return row.token if row else None

    def consented(self, sender: str) -> bool:
        """Whether a person agreed to be remembered."""
        with self.database.reading() as session:
            return session.get(Consent, self._owner(sender)) is not None

    def export(self, sender: str) -> dict[str, Any]:
        """Everything kept for a conversation, superseded values included."""
        owner = self._owner(sender)
        with self.database.reading() as session:
            facts, contacts = (
                [self.database.exported(row) for row in _all(session, table, owner)]
                for table in (Fact, Contact)
            )
        reminders = [{"what": what, "day": day.isoformat()} for what, day in self.reminders.all(sender)]
        return {
            "sender": sender,
            "facts": facts,
            "contacts": contacts,
            "reminders": reminders,
            "consent": self._consent(owner),
            "state": self.state(sender),
        }

    def delete(self, sender: str) -> int:
        """Remove everything kept for a conversation; how many facts, contacts and reminders were removed."""
        owner = self._owner(sender)
        with self.database.writing() as session:
            removed = {table: session.query(table).filter_by(owner=owner).delete() for table in OWNED}
        self.database.empty_log()
        return sum(removed[table] for table in (Fact, Contact, Reminder))

    def start_over(self, sender: str) -> None:
        """Remove what was told; whether the person agreed to be remembered stays."""
        with self.database.writing() as session:
            for table in (Fact, Contact, Reminder, Conversation):
                session.query(table).filter_by(owner=self._owner(sender)).delete()
        self.database.empty_log()

    def delete_idle(self, after: timedelta) -> int:
        """Remove every conversation in which nothing was said for so long; how many there were."""
        before = utc_now() - after
        with self.database.writing() as session:
            idle = session.query(Conversation.owner).filter(Conversation.updated_at < before)
            owners = [owner for (owner,) in idle]
            for table in OWNED if owners else ():
                session.query(table).filter(table.owner.in_(owners)).delete(synchronize_session=False)
        if owners:
            self.database.empty_log()
        return len(owners)

    def _consent(self, owner: str) -> dict[str, str] | None:
        with self.database.reading() as session:
            row = session.get(Consent, owner)
        return (
            {"wording": row.wording, "given_at": row.given_at.isoformat(timespec="seconds") + "Z"}
            if row
            else None
        )

    def _learn(
        self, session: Session, owner: str, facts: Mapping[str, Any], approx: bool, learning: Learning
    ) -> Learnt:
        rows = self._open(session, owner)
        for name in superseded(facts) & rows.keys():
            rows[name][0].superseded_at = learning.now
        new: dict[str, Any] = {}
        changed: dict[str, tuple[Any, Any]] = {}
        for name, value in facts.items():
            rough = approx and name in VAGUE
            row, body = rows.get(name, (None, None))
            known = value_on(body, learning.as_of) if body else None
            kept = merged(name, known, value)
            if body is None:
                new[name] = kept
            elif kept == known and body["approx"] == rough:
                continue
            elif kept != known:
                changed[name] = (known, kept)
            if row is not None:
                row.superseded_at = learning.now
            told = {
                "name": name,
                "value": kept,
                "approx": rough,
                "as_of": learning.as_of,
                "how": learning.how,
            }
            session.add(self.database.sealed(Fact, owner, told, learnt_at=learning.now))
        return Learnt(new, changed)

    def _open(self, session: Session, owner: str) -> dict[str, tuple[Any, dict[str, Any]]]:
        rows = session.query(Fact).filter_by(owner=owner, superseded_at=None).order_by(Fact.id)
        return {body["name"]: (row, body) for row in rows for body in (self.database.opened(row),)}


def state_place(owner: str) -> str:
    """The place the state of a conversation is sealed for."""
    return f"oa_conversation.state|{owner}"


def _with_contacts(learnt: Learnt, known: list[Any], kept: list[Any]) -> Learnt:
    if not known:
        return Learnt({**learnt.new, CONTACTS: kept}, learnt.changed)
    if kept == known:
        return learnt
    return Learnt(learnt.new, {**learnt.changed, CONTACTS: (known, kept)})


def _all(session: Session, table: Any, owner: str) -> list[Any]:
    return list(session.query(table).filter_by(owner=owner).order_by(table.id))
