"""The tables of a case: what a person has told, and the question that is open.

Only facts are kept, never the wording of a message. All tables carry the prefix ``oa_`` so that they can share
a database with others.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, String, Text
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Fact(Base):  # type: ignore[misc,valid-type]
    """One thing a person told. A correction closes the row (``superseded_at``) and adds another."""

    __tablename__ = "oa_fact"
    __table_args__ = (Index("oa_fact_open", "sender", "superseded_at"),)

    id = Column(Integer, primary_key=True)
    sender = Column(String(128), nullable=False)
    name = Column(String(64), nullable=False)
    value = Column(Text, nullable=False)  # JSON; numbers as text keep money exact
    approx = Column(Boolean, nullable=False, default=False)
    as_of = Column(Date, nullable=False)  # the day the statement is about: "逾期45天" counts on from here
    learnt_at = Column(DateTime, nullable=False)
    superseded_at = Column(DateTime)


class Conversation(Base):  # type: ignore[misc,valid-type]
    """Where a conversation stands: the question that is open and the answer last shown (both JSON ids only)."""

    __tablename__ = "oa_conversation"

    sender = Column(String(128), primary_key=True)
    state = Column(Text, nullable=False, default="{}")
    updated_at = Column(DateTime, nullable=False)
