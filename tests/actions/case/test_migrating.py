"""A database is brought to the form of the program: from nothing, from unsealed tables, never from the future."""

from __future__ import annotations

import json
import os
import threading
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from actions.case.engine import WRITES, open_engine
from actions.case.keys import new_keys
from actions.case.migrating import HEAD, alembic_config, migrate, ours
from actions.case.models import Base
from actions.case.store import CaseStore, CaseStoreError
from actions.case.vault import Vault

VAULT = Vault(new_keys())
DAY = date(2026, 11, 23)
POSTGRESQL = os.environ.get("ADVISOR_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/test")


def fresh_postgresql() -> Iterator[str]:
    name = f"advisor_{uuid.uuid4().hex}"
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    try:
        with server.connect() as connection:
            connection.execute(text(f"create database {name}"))
    except OperationalError:
        pytest.skip("PostgreSQL does not answer on 127.0.0.1:5432 (set ADVISOR_TEST_POSTGRESQL)")
    yield f"{POSTGRESQL.rpartition('/')[0]}/{name}"
    with server.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'cases.db'}"
    else:
        yield from fresh_postgresql()


def downgrade(engine: Engine) -> None:
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "-1")


def drift(engine: Engine) -> list[Any]:
    """What the tables lack to be those of the models."""
    with engine.connect() as connection:
        options = {"include_name": ours, "version_table": "oa_alembic_version"}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return connection.execute(text("select version_num from oa_alembic_version")).scalar()


def test_a_new_database_gets_the_newest_form_and_opening_again_changes_nothing(url: str) -> None:
    engine = open_engine(url)
    migrate(engine, VAULT)
    migrate(engine, VAULT)
    assert revision(engine) == HEAD
    assert drift(engine) == [], "the models and the migrations disagree"
    engine.dispose()


def test_one_revision_back_and_forth(url: str) -> None:
    engine = open_engine(url)
    migrate(engine, VAULT)
    downgrade(engine)
    assert [name for name in inspect(engine).get_table_names() if name.startswith("oa_")] == [
        "oa_alembic_version"
    ]
    migrate(engine, VAULT)
    assert revision(engine) == HEAD
    engine.dispose()


def test_unsealed_tables_are_emptied_into_sealed_ones(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "create table oa_fact (id integer primary key, sender varchar(128), name varchar(64), value text,"
                " approx boolean, as_of date, learnt_at timestamp, superseded_at timestamp)"
            )
        )
        connection.execute(text("create table oa_conversation (sender varchar(128) primary key, state text)"))
        told = [
            (1, "amount", 30000, None),
            (2, "amount", 20000, "2026-11-01 00:00:00"),
            (3, "days_overdue", 40, None),
            (4, "contacts", [{"channel": "phone"}, {"channel": "sms"}], None),
        ]
        for number, name, value, closed in told:
            connection.execute(
                text(
                    "insert into oa_fact values (:id, 'me', :name, :value, :approx, '2026-11-18', :now, :closed)"
                ),
                {
                    "id": number,
                    "name": name,
                    "value": json.dumps(value),
                    "approx": False,
                    "now": "2026-11-18 00:00:00",
                    "closed": closed,
                },
            )
    engine.dispose()
    store = CaseStore(url, VAULT)
    assert store.facts("me", DAY) == {
        "amount": 30000,
        "days_overdue": 45,
        "contacts": [{"channel": "phone"}, {"channel": "sms"}],
    }
    store.close()


def test_other_tables_of_the_same_database_are_left_alone(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("create table events (id integer)"))
    migrate(engine, VAULT)
    assert drift(engine) == [] and "events" in inspect(engine).get_table_names()
    engine.dispose()


def test_a_database_of_a_newer_program_is_refused_and_left_as_it_is(url: str) -> None:
    engine = open_engine(url)
    migrate(engine, VAULT)
    with engine.begin() as connection:
        connection.execute(text("update oa_alembic_version set version_num = '9999'"))
    with pytest.raises(CaseStoreError, match="更新的版本"):
        CaseStore(url, VAULT)
    assert revision(engine) == "9999"
    engine.dispose()


def test_two_that_open_a_new_database_at_once_both_can_work_with_it(url: str) -> None:
    failed: list[Exception] = []

    def open_and_write(sender: str) -> None:
        try:
            store = CaseStore(url, VAULT)
            store.learn(sender, {"amount": 1}, DAY)
            store.close()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=open_and_write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
