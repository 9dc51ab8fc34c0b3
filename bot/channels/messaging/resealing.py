"""The mailroom sealed anew, when the key of the cases is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table, inspect, select, update
from sqlalchemy.engine import Connection

from actions.case.engine import WRITES, open_engine
from actions.case.vault import Vault, sealed_with
from bot.channels.messaging.tables import inbound, inbound_place, kept, kept_place, outbound, outbound_place

_PLACES: tuple[tuple[Table, Callable[[Any], str]], ...] = (
    (inbound, lambda row: inbound_place(row.platform, row.account, row.key)),
    (outbound, lambda row: outbound_place(row.inbound, row.place)),
    (kept, lambda row: kept_place(row.name)),
)


def reseal(url: str, vault: Vault) -> int:
    """Seal every body that another key than the active one sealed; how many there were. Safe to repeat."""
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            found = [each for each in _PLACES if inspect(connection).has_table(each[0].name)]
            return sum(_resealed(connection, vault, *each) for each in found)
    finally:
        engine.dispose()


def _resealed(connection: Connection, vault: Vault, table: Table, place: Callable[[Any], str]) -> int:
    identity = next(iter(table.primary_key.columns))
    old = [
        row
        for row in connection.execute(select(table)).all()
        if row.body and sealed_with(bytes(row.body)) != vault.active
    ]
    for row in old:
        body = vault.seal(vault.open(bytes(row.body), place(row)), place(row))
        step = update(table).where(identity == getattr(row, identity.name))
        connection.execute(step.values(body=body))
    return len(old)
