"""Bringing a database to the form this program knows, under a lock, before anything reads it.

Tables of before the first released form (they held facts unsealed) are emptied into the sealed ones and removed.
"""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

from actions.case.engine import WRITES
from actions.case.vault import Vault

HEAD = "0001"
"""The newest revision in ``migrations/versions``."""

_VERSIONS = "oa_alembic_version"
_LOCK = 7_303_221  # any number nobody else takes: PostgreSQL's advisory lock of this program


class NewerDatabaseError(Exception):
    """The database was made by a newer program than this one."""


def migrate(engine: Engine, vault: Vault) -> None:
    """Bring the tables up to ``HEAD``; nothing when they are.

    :raises NewerDatabaseError: this program does not know the form of the database.
    """
    if _revision(engine) == HEAD:
        return
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"select pg_advisory_xact_lock({_LOCK})"))
        _bring_up(connection, vault)


def ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether a table is one of this program."""
    return kind != "table" or (name or "").startswith("oa_")


def _bring_up(connection: Connection, vault: Vault) -> None:
    found = _revision(connection)
    if found == HEAD:
        return
    if found is not None and found not in _known():
        raise NewerDatabaseError("数据库是更新的版本写的；请升级逾期向导，或换一个 ADVISOR_DATABASE_URL")
    old = _unsealed(connection) if found is None else []
    _alembic(connection)
    _carry_over(connection, vault, old)


def _revision(bind: Engine | Connection) -> str | None:
    if not inspect(bind).has_table(_VERSIONS):
        return None
    statement = text(f"select version_num from {_VERSIONS}")
    if isinstance(bind, Connection):
        return bind.execute(statement).scalar()
    with bind.connect() as connection:
        return connection.execute(statement).scalar()


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


def _alembic(connection: Connection) -> None:
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def alembic_config() -> Any:
    """Where alembic finds the history of the tables."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _unsealed(connection: Connection) -> list[dict[str, Any]]:
    """The open facts of unsealed tables; the tables are gone afterwards."""
    tables = inspect(connection)
    if not tables.has_table("oa_fact"):
        return []
    rows = connection.execute(
        text("select * from oa_fact where superseded_at is null order by id")
    ).mappings()
    facts = [dict(row) for row in rows]
    for table in ("oa_fact", "oa_conversation"):
        connection.execute(text(f"drop table if exists {table}"))
    return facts


def _carry_over(connection: Connection, vault: Vault, old: list[dict[str, Any]]) -> None:
    """Seal what was unsealed. Contacts stood among the facts as one list; each becomes an entry of its own."""
    for row in old:
        owner, as_of = vault.owner(row["sender"]), str(row["as_of"])
        value = json.loads(row["value"])
        if row["name"] == "contacts":
            for place, contact in enumerate(value, 1):
                _insert(connection, vault, "oa_contact", owner, {"value": contact, "as_of": as_of}, place)
            continue
        body = {"name": row["name"], "value": value, "approx": bool(row["approx"]), "as_of": as_of}
        _insert(connection, vault, "oa_fact", owner, body)


def _insert(
    connection: Connection,
    vault: Vault,
    table: str,
    owner: str,
    body: dict[str, Any],
    place: int | None = None,
) -> None:
    uid = uuid.uuid4().hex
    sealed = vault.seal(
        json.dumps({**body, "how": "told"}, ensure_ascii=False), f"{table}.body|{owner}|{uid}"
    )
    values = {"uid": uid, "owner": owner, "body": sealed, **({"place": place} if place else {})}
    columns = ", ".join([*values, "learnt_at"])
    places = ", ".join([*(f":{name}" for name in values), "current_timestamp"])
    connection.execute(text(f"insert into {table} ({columns}) values ({places})"), values)
