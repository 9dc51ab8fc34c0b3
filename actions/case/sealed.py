"""A database in which every row of a person is sealed: sessions, and rows in and out.

Raises ``CaseStoreError`` when the database cannot be read or written, or a row does not open.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timezone
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from actions.case.contents import dumps, loads
from actions.case.engine import WRITES, open_engine
from actions.case.migrating import NewerDatabaseError, migrate
from actions.case.vault import SealError, Vault


class CaseStoreError(Exception):
    """The case could not be read or written; the message says so in a sentence where a person can help."""


class SealedDatabase:
    """Sessions on a database brought up to date, and the sealing of its rows.

    :param url: a SQLAlchemy database address, for example ``sqlite:////home/me/advisor.db``.
    :param vault: seals what is written and opens what is read.
    """

    def __init__(self, url: str, vault: Vault) -> None:
        self.vault = vault
        # One connection serves an in-memory database: its sessions wait for each other.
        self._turn: AbstractContextManager[object] = (
            threading.RLock() if url == "sqlite://" else nullcontext()
        )
        try:
            self._engine = open_engine(url)
            migrate(self._engine, vault)
        except NewerDatabaseError as error:
            raise CaseStoreError(str(error)) from error
        except (SQLAlchemyError, OSError) as error:
            raise CaseStoreError("资料库打不开") from error
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    def close(self) -> None:
        """Let go of the database; a SQLite file is left without a write-ahead log."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads."""
        with self._turn:
            session = self._sessions()
            try:
                yield session
            except (SQLAlchemyError, SealError) as error:
                raise CaseStoreError("资料库没有回应") from error
            finally:
                session.close()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed at the end, or not at all."""
        with self.reading() as session:
            session.connection(execution_options={WRITES: True})
            yield session
            session.commit()

    def empty_log(self) -> None:
        """Empty SQLite's write-ahead log, in which deleted rows would otherwise stay for a while."""
        if self._engine.dialect.name != "sqlite":
            return
        try:
            raw = self._engine.raw_connection()
            try:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                raw.close()
        except SQLAlchemyError as error:
            raise CaseStoreError("资料库没有回应") from error

    def sealed(self, table: Any, owner: str, body: Mapping[str, Any], **columns: Any) -> Any:
        """A row of a table with its body sealed for this place."""
        uid = uuid.uuid4().hex
        sealed = self.vault.seal(dumps(dict(body)), f"{table.__tablename__}.body|{owner}|{uid}")
        return table(uid=uid, owner=owner, body=sealed, **columns)

    def opened(self, row: Any) -> dict[str, Any]:
        """The body of a row."""
        place = f"{row.__tablename__}.body|{row.owner}|{row.uid}"
        body: dict[str, Any] = loads(self.vault.open(bytes(row.body), place))
        return body

    def exported(self, row: Any) -> dict[str, Any]:
        """The body of a row with when it was learnt and whether it still holds."""
        told = {
            "learnt_at": row.learnt_at.isoformat(timespec="seconds") + "Z",
            "superseded": row.superseded_at is not None,
        }
        return {**self.opened(row), **told}


def utc_now() -> datetime:
    """Now, as the database keeps it: UTC without a zone."""
    return datetime.now(timezone.utc).replace(tzinfo=None)
