"""The tables of the mailroom: what came in, what goes out, tokens and cursors.

They stand beside those of the cases in the same database. What a person wrote, what is said to them and who they are
on the platform is sealed (``body``); whose it is stands there as a keyed hash (``owner``).
"""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

metadata = MetaData()

#: ``state``: taken (a turn is being made; ``lease`` until when), answered. ``delivery``: open, passive (rides on the
#: response), shown (the response was written), later (through the outbox). ``tries``: how often a turn was begun.
#: A number is never given twice: a worker that still holds an old one must not meet another person's message under it.
inbound = Table(
    "om_inbound",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("platform", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("key", String(128), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", String(8), nullable=False),
    Column("delivery", String(8), nullable=False),
    Column("lease", Float, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("received", Float, nullable=False),
    UniqueConstraint("platform", "account", "key"),
    Index("om_inbound_open", "state", "lease"),
    Index("om_inbound_owner", "owner", "state"),
    sqlite_autoincrement=True,
)

#: ``state``: waiting (until the delivery is decided), ready, sending (``lease``), sent, held (until the person writes),
#: unsure (a process ended while sending), told (the person knows of it), dropped. ``key``: by which the platform knows
#: it when it is sent twice; drawn, so that a new database never uses one again. ``urgent``: 1 is never behind a 0.
#: ``due``: from when it may be sent; while it is on its way, since when it is.
outbound = Table(
    "om_outbound",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("inbound", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("key", String(32), nullable=False),
    Column("urgent", Integer, nullable=False),
    Column("platform", String(16), nullable=False),
    Column("account", String(64), nullable=False),
    Column("owner", String(32), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("state", String(8), nullable=False),
    Column("lease", Float, nullable=False),
    Column("due", Float, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("made", Float, nullable=False),
    UniqueConstraint("inbound", "place"),
    Index("om_outbound_due", "state", "due"),
    Index("om_outbound_owner", "owner", "state"),
    sqlite_autoincrement=True,
)

#: Small things that must outlive a process: access tokens, the cursor of a message list.
kept = Table(
    "om_kept",
    metadata,
    Column("name", String(160), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("until", Float, nullable=False),
)


def inbound_place(platform: str, account: str, key: str) -> str:
    """Where the body of an inbound message is sealed to."""
    return f"om_inbound|{platform}|{account}|{key}"


def outbound_place(number: int, place: int) -> str:
    """Where the body of an outbound payload is sealed to: the message it answers, and which part of the answer it is."""
    return f"om_outbound|{number}|{place}"


def kept_place(name: str) -> str:
    """Where a kept value is sealed to."""
    return f"om_kept|{name}"
