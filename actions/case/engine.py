"""The database behind the cases: SQLite by default, PostgreSQL by ``ADVISOR_DATABASE_URL``."""

from __future__ import annotations

import os
import time
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import QueuePool, StaticPool

_PATIENCE = 5  # seconds for another to be done with the file

WRITES = "oa_writes"
"""Execution option of a transaction that is going to write."""


def open_engine(url: str) -> Engine:
    """An engine for ``url``.

    A SQLite file is created readable by its owner only, written ahead (WAL) and shared by one pool: opening it
    anew for each turn costs more than the turn itself.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=5, connect_args={"connect_timeout": 2})
    if not parsed.database or parsed.database == ":memory:":
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        _private_file(Path(parsed.database))
        engine = create_engine(url, poolclass=QueuePool, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine


def _private_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _begin(connection: Connection) -> None:
    """Begin a transaction ourselves: the driver leaves table definitions outside, and one that reads before it
    writes loses against another writer unless it says so at once."""
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _tune(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # see _begin
    for pragma in (f"busy_timeout={1000 * _PATIENCE}", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    _write_ahead(connection)


def _write_ahead(connection: Any) -> None:
    """Unlike everything else, the change to this journal does not wait for another that opens the file."""
    last = time.monotonic() + _PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError:
            if time.monotonic() > last:
                raise
            time.sleep(0.02)
