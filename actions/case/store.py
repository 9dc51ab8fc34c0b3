"""What a person has told us, kept per conversation and given back as of a day.

Raises ``CaseStoreError`` when the database cannot be read or written; the caller answers without memory then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from actions.case.engine import open_engine
from actions.case.merging import merged, superseded
from actions.case.models import Base, Conversation, Fact


class CaseStoreError(Exception):
    """The case could not be read or written."""


@dataclass(frozen=True)
class Learnt:
    """What a message changed: facts told for the first time, and facts that replaced another value."""

    new: Mapping[str, Any] = field(default_factory=dict)
    changed: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


class CaseStore:
    """The facts and the open question of each conversation.

    :param url: a SQLAlchemy database address, for example ``sqlite:////home/me/advisor.db``.
    """

    def __init__(self, url: str) -> None:
        try:
            engine = open_engine(url)
            Base.metadata.create_all(engine)
        except (SQLAlchemyError, OSError) as error:
            raise CaseStoreError("the case database cannot be opened") from error
        self._engine = engine
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    def close(self) -> None:
        """Let go of the database; a SQLite file is left without a write-ahead log."""
        self._engine.dispose()

    def facts(self, sender: str, as_of: date) -> dict[str, Any]:
        """What is known on a day, in the shape of ``product.md``'s facts; days overdue have counted on."""
        with self._session() as session:
            rows = self._open_facts(session, sender)
        known = {row.name: _value_on(row, as_of) for row in rows.values()}
        if any(row.approx for row in rows.values()):
            known["approx"] = True
        return known

    def learn(self, sender: str, told: Mapping[str, Any], as_of: date) -> Learnt:
        """Take in what a message told; give back what is new and what replaced another value."""
        facts = {name: value for name, value in told.items() if name != "approx"}
        if not facts:
            return Learnt()
        approx = bool(told.get("approx"))
        new: dict[str, Any] = {}
        changed: dict[str, tuple[Any, Any]] = {}
        with self._session() as session:
            now = _now()
            rows = self._open_facts(session, sender)
            for name in superseded(facts):
                if name in rows:
                    rows[name].superseded_at = now
            for name, value in facts.items():
                row = rows.get(name)
                known = _value_on(row, as_of) if row else None
                kept = merged(name, known, value)
                if row is None:
                    new[name] = kept
                elif kept == known and row.approx == approx:
                    continue
                elif kept != known:
                    changed[name] = (known, kept)
                if row is not None:
                    row.superseded_at = now
                session.add(
                    Fact(
                        sender=sender,
                        name=name,
                        value=_dumps(kept),
                        approx=approx,
                        as_of=as_of,
                        learnt_at=now,
                    )
                )
            session.commit()
        return Learnt(new, changed)

    def state(self, sender: str) -> dict[str, Any]:
        """Where the conversation stands: ``asked`` (a fact id), ``shown`` (what was last answered) …"""
        with self._session() as session:
            row = session.get(Conversation, sender)
            return dict(json.loads(row.state)) if row else {}

    def set_state(self, sender: str, state: Mapping[str, Any]) -> None:
        """Replace where the conversation stands."""
        with self._session() as session:
            session.merge(Conversation(sender=sender, state=_dumps(dict(state)), updated_at=_now()))
            session.commit()

    def export(self, sender: str) -> dict[str, Any]:
        """Everything kept for a conversation, superseded facts included."""
        with self._session() as session:
            rows = session.query(Fact).filter_by(sender=sender).order_by(Fact.id).all()
        return {
            "sender": sender,
            "facts": [
                {
                    "name": row.name,
                    "value": _loads(row.value),
                    "approx": row.approx,
                    "as_of": row.as_of.isoformat(),
                    "learnt_at": row.learnt_at.isoformat(timespec="seconds") + "Z",
                    "superseded": row.superseded_at is not None,
                }
                for row in rows
            ],
            "state": self.state(sender),
        }

    def delete(self, sender: str) -> int:
        """Remove everything kept for a conversation; how many facts were removed."""
        with self._session() as session:
            count = session.query(Fact).filter_by(sender=sender).delete()
            session.query(Conversation).filter_by(sender=sender).delete()
            session.commit()
        return int(count)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        session = self._sessions()
        try:
            yield session
        except SQLAlchemyError as error:
            session.rollback()
            raise CaseStoreError("the case database does not answer") from error
        finally:
            session.close()

    @staticmethod
    def _open_facts(session: Session, sender: str) -> dict[str, Any]:
        rows = session.query(Fact).filter_by(sender=sender, superseded_at=None).order_by(Fact.id)
        return {row.name: row for row in rows}


def _value_on(row: Any, as_of: date) -> Any:
    value = _loads(row.value)
    if row.name == "days_overdue":
        return value + (as_of - row.as_of).days
    return value


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_exact)


def _exact(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a fact of type {type(value).__name__} cannot be kept")


def _loads(text: str) -> Any:
    return json.loads(text, object_hook=_decimal)


def _decimal(value: dict[str, Any]) -> Any:
    return Decimal(value["decimal"]) if value.keys() == {"decimal"} else value


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(tzinfo=None)
