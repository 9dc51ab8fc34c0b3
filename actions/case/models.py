"""The tables of a case: facts, contacts, consent, reminders, and where the conversation stands.

Only facts are kept, never the wording of a message. What a person told is sealed (``body``, ``state``); whose it is
stands there as a keyed hash (``owner``). Deadlines and assessments are not kept: they follow from the facts. All
tables carry the prefix ``oa_`` so that they can share a database with others.
"""

from __future__ import annotations

from sqlalchemy import Column, DateTime, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Conversation(Base):  # type: ignore[misc,valid-type]
    """Where a conversation stands: the question that is open, what was last shown (ids only).

    ``token`` is made anew with each conversation; a download link that names an older one is void.
    """

    __tablename__ = "oa_conversation"
    __table_args__ = (Index("oa_conversation_idle", "updated_at"),)

    owner = Column(String(32), primary_key=True)
    token = Column(String(32), nullable=False)
    state = Column(LargeBinary, nullable=False)
    updated_at = Column(DateTime, nullable=False)


class Fact(Base):  # type: ignore[misc,valid-type]
    """One thing a person told, and how it was learnt. A correction closes the row and adds another."""

    __tablename__ = "oa_fact"
    __table_args__ = (Index("oa_fact_open", "owner", "superseded_at"),)

    id = Column(Integer, primary_key=True)
    uid = Column(String(32), nullable=False)
    owner = Column(String(32), nullable=False)
    body = Column(LargeBinary, nullable=False)  # name, value, approx, as_of, how
    learnt_at = Column(DateTime, nullable=False)
    superseded_at = Column(DateTime)


class Contact(Base):  # type: ignore[misc,valid-type]
    """One contact of a collector, an entry of the ledger; corrected like a fact, keeping its place."""

    __tablename__ = "oa_contact"
    __table_args__ = (Index("oa_contact_open", "owner", "superseded_at"),)

    id = Column(Integer, primary_key=True)
    uid = Column(String(32), nullable=False)
    owner = Column(String(32), nullable=False)
    place = Column(Integer, nullable=False)
    body = Column(LargeBinary, nullable=False)  # value, as_of, how
    learnt_at = Column(DateTime, nullable=False)
    superseded_at = Column(DateTime)


class Reminder(Base):  # type: ignore[misc,valid-type]
    """A day a person asked to be reminded of."""

    __tablename__ = "oa_reminder"
    __table_args__ = (Index("oa_reminder_owner", "owner"),)

    id = Column(Integer, primary_key=True)
    uid = Column(String(32), nullable=False)
    owner = Column(String(32), nullable=False)
    body = Column(LargeBinary, nullable=False)  # what, day
    created_at = Column(DateTime, nullable=False)


class Consent(Base):  # type: ignore[misc,valid-type]
    """That a person agreed to be remembered, to which wording, and when."""

    __tablename__ = "oa_consent"

    owner = Column(String(32), primary_key=True)
    wording = Column(String(32), nullable=False)
    given_at = Column(DateTime, nullable=False)


class Feedback(Base):  # type: ignore[misc,valid-type]
    """What somebody thought of an answer: about the answer only, so it belongs to no person."""

    __tablename__ = "oa_feedback"

    id = Column(Integer, primary_key=True)
    day = Column(String(10), nullable=False)
    verdict = Column(String(16), nullable=False)
    shown = Column(String(64), nullable=False)
    rules = Column(Text, nullable=False)
    rulebook_version = Column(String(32), nullable=False)


#: Every table that holds something of a person, and is searched, exported and emptied with them.
OWNED = (Conversation, Fact, Contact, Reminder, Consent)
