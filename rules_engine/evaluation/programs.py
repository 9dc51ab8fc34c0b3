"""All tables of a rulebook compiled: the same verdicts as the tree, many times faster."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rules_engine.evaluation.codegen import (
    DecideAll,
    DecideItems,
    Tables,
    Verdict,
    Writer,
    epochs,
    plain_row,
    traced_row,
)
from rules_engine.evaluation.measured import Measured, layout, measure
from rules_engine.evaluation.rows import Row
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import Quantities


class Programs:
    """The compiled tables; functions are made when they are first needed.

    ``exclusive`` are the tables of which at most one row can fire (proved, not believed).
    """

    def __init__(self, quantities: Quantities, rows: Tables, exclusive: Iterable[str] = ()) -> None:
        self._quantities = quantities
        self._layout = layout(
            quantities, {key for rows_ in rows.values() for row in rows_ for key in row.keys}
        )
        self._case = {table: rows_ for table, rows_ in rows.items() if rows_ and rows_[0].list_id is None}
        self._items = {
            table: rows_ for table, rows_ in rows.items() if rows_ and rows_[0].list_id is not None
        }
        self._reads = {table: frozenset(_reads(rows_)) for table, rows_ in rows.items()}
        known = frozenset(exclusive)
        self._plain = _Compiled(Writer(quantities, self._layout, plain_row, known), self._case, self._items)
        self._traced = _Compiled(
            Writer(quantities, self._layout, traced_row, frozenset()), self._case, self._items
        )

    def measure(self, case: CaseFacts) -> Measured:
        """A derived case as the programs read it."""
        return measure(self._quantities, self._layout, case)

    def decide(self, numbers: tuple[Any, ...], day: int) -> dict[str, list[Verdict]]:
        """``(row * 4 + outcome, item)`` for every row of every table that is not silent; ``day`` is an ordinal."""
        first, end, function = self._plain.current
        if not first <= day < end:
            function = self._plain.on(day)
        return function(numbers, day)

    def trace(self, numbers: tuple[Any, ...], day: int) -> dict[str, list[Verdict]]:
        """``(row * 4 + outcome, item, truths)`` for every row of every table."""
        first, end, function = self._traced.current
        if not first <= day < end:
            function = self._traced.on(day)
        return function(numbers, day)

    def fits(self, table: str, measured: Measured) -> bool:
        """Whether the programs may judge this table: nothing it reads is vague, and each item has its day."""
        row = (self._case.get(table) or self._items.get(table) or (None,))[0]
        if row is None or not self._reads[table].isdisjoint(measured.vague):
            return False
        if row.list_id is None or row.day_key is None:
            return True
        place = self._layout.position(row.day_key)
        return all(item[place] is not None for item in measured.numbers[self._layout.case[row.list_id]])


class _Compiled:
    """The functions of one kind, by epoch; ``current`` is the one used last, with its first day and its end."""

    def __init__(self, writer: Writer, case: Tables, items: Tables) -> None:
        self._writer = writer
        self._case = case
        self._rows = items
        self._items: dict[str, DecideItems] | None = None
        self._by_epoch: dict[int, DecideAll] = {}
        starts = epochs(row for rows in case.values() for row in rows)
        self._starts = [*(start.toordinal() for start in starts), date.max.toordinal() + 1]
        self.current: tuple[int, int, DecideAll] = (0, 0, _nothing)

    def on(self, day: int) -> DecideAll:
        """The function of the epoch in which that day lies."""
        epoch = bisect_right(self._starts, day) - 1
        start, end = self._starts[epoch], self._starts[epoch + 1]
        function = self._by_epoch.get(epoch)
        if function is None:
            function = self._by_epoch[epoch] = self._made(start)
        self.current = (start, end, function)
        return function

    def _made(self, start: int) -> DecideAll:
        if self._items is None:
            self._items = {table: self._writer.items(rows) for table, rows in self._rows.items()}
        return self._writer.case(self._case, self._items, date.fromordinal(start))


def _nothing(numbers: tuple[Any, ...], day: int) -> dict[str, list[Verdict]]:
    """Stands where no function was made yet; its stretch of days is empty."""
    raise AssertionError("no day lies in an empty stretch")


def _reads(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield from row.keys
        if row.day_key:
            yield row.day_key
