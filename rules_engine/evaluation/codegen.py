"""Generated functions: a table as one Python function over plain numbers, and its traced twin.

The tree (``tree.py``) is the meaning; a generated function says the same faster. It is built as ``ast`` nodes,
never as text: a value from the data enters only as a constant, a name only by its position, and the function
sees no builtins. Where everything a table reads is known, a shorter body without tests for the unknown runs.

A verdict is a number: ``row * 4 + outcome``, see :data:`OUTCOMES`; the plain function leaves silent rows out.
"""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from rules_engine.evaluation import syntax
from rules_engine.evaluation.expressions import Expressions, looks_into_a_list
from rules_engine.evaluation.measured import Layout, Measured
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import Test
from rules_engine.model.quantities import Quantities
from rules_engine.model.tables import Outcome

OUTCOMES: tuple[Outcome, ...] = ("silent", "fires", "undecided", "not_covered")
SILENT, FIRES, UNDECIDED, NOT_COVERED = range(4)
HOLDS, OPEN, FAILS = 2, 1, 0

# From the numbers of a case and the judged day (an ordinal) to (row * 4 + outcome, item). The traced twin lists
# every row and adds the truth of each condition, exceptions last: HOLDS, OPEN or FAILS.
Decide = Callable[[tuple[Any, ...], int], list[tuple[Any, ...]]]

_CASE, _DAY, _OUT, _ITEM, _INDEX = "case", "day", "out", "item", "index"


class Program:
    """A table compiled, each function when it is first needed.

    ``reads`` are the facts it looks at. Tables about the case have one function for each epoch; tables about
    reported items choose the epoch inside, for every item has its own day.
    """

    def __init__(self, rows: Sequence[Row], quantities: Quantities, places: Layout) -> None:
        first = rows[0]
        self.rows = tuple(rows)
        self.reads = frozenset(_reads(rows))
        self._list = None if first.list_id is None else places.case[first.list_id]
        self._day = None if first.day_key is None else places.position(first.day_key)
        self._starts = [start.toordinal() for start in epochs(rows)]
        self._plain: dict[int, Decide] = {}
        self._traced: dict[int, Decide] = {}
        self._builders = (
            _Builder(rows, quantities, places, _plain_row),
            _Builder(rows, quantities, places, _traced_row),
        )

    def fits(self, measured: Measured) -> bool:
        """Whether the program may judge this case: nothing it reads is vague, and each item has its day."""
        if not self.reads.isdisjoint(measured.vague):
            return False
        if self._list is None or self._day is None:
            return True
        return all(item[self._day] is not None for item in measured.numbers[self._list])

    def decide(self, numbers: tuple[Any, ...], day: int) -> list[tuple[Any, ...]]:
        """``(row * 4 + outcome, item)`` for every row that is not silent; ``day`` is an ordinal."""
        epoch = bisect_right(self._starts, day) - 1 if self._list is None else 0
        function = self._plain.get(epoch)
        if function is None:
            function = self._plain[epoch] = self._builders[0].function(self._starts[epoch])
        return function(numbers, day)

    def trace(self, numbers: tuple[Any, ...], day: int) -> list[tuple[Any, ...]]:
        """``(row * 4 + outcome, item, truths)`` for every row, with the truth of each condition."""
        epoch = bisect_right(self._starts, day) - 1 if self._list is None else 0
        function = self._traced.get(epoch)
        if function is None:
            function = self._traced[epoch] = self._builders[1].function(self._starts[epoch])
        return function(numbers, day)


def epochs(rows: Iterable[Row]) -> list[date]:
    """The first days of the stretches over which every row means the same."""
    days = {date.min}
    for row in rows:
        days.update(row.turning_days())
        for version in row.rule.versions:
            days.add(version.from_)
            if version.to is not None:
                days.add(version.to + timedelta(days=1))
    return sorted(days)


def _reads(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield from row.keys
        if row.day_key:
            yield row.day_key


class _Judged(Struct, frozen=True):
    """A row as a builder of rows sees it: where it stands, and whether it has a version on that day."""

    row: Row
    position: int
    covered: bool

    def code(self, outcome: ast.expr) -> ast.expr:
        return ast.BinOp(syntax.constant(self.position * 4), ast.Add(), outcome)

    def item(self) -> ast.expr:
        return syntax.constant(None) if self.row.list_id is None else syntax.load(_INDEX)


WriteRow = Callable[[Expressions, _Judged], list[ast.stmt]]


class _Builder:
    """Builds one function; ``write_row`` says what is done for each row."""

    def __init__(
        self, rows: Sequence[Row], quantities: Quantities, places: Layout, write_row: WriteRow
    ) -> None:
        self._rows = rows
        self._first = rows[0]
        self._quantities = quantities
        self._places = places
        self._write_row = write_row

    def function(self, start: int) -> Decide:
        """The compiled function; of a table about the case, for the epoch that begins on the day ``start``."""
        self._expressions = Expressions(self._quantities, self._places, _CASE)
        keys = self._keys()
        body: list[ast.stmt] = [syntax.assign(_OUT, ast.List([], ast.Load()))]
        body += self._expressions.loads([key for key in keys if "." not in key], _CASE, "c")
        if self._first.list_id is None:
            body += self._known_or_not(date.fromordinal(start))
        else:
            body += self._by_item([key for key in keys if "." in key])
        body.append(ast.Return(syntax.load(_OUT)))
        built: Decide = syntax.compiled((_CASE, _DAY), body, f"rules {self._first.table.table}")
        return built

    def _keys(self) -> list[str]:
        """The facts read from the case and from the judged item, not from items a condition looks through."""
        own = f"{self._first.table.each}."
        keys = dict.fromkeys(key for row in self._rows for key in row.keys)
        return [key for key in keys if "." not in key or key.startswith(own)]

    def _by_item(self, keys: list[str]) -> list[ast.stmt]:
        assert self._first.list_id is not None
        inner = [syntax.count_up(_INDEX), *self._expressions.loads(keys, _ITEM, "f")]
        day = _DAY
        if self._first.day_key is not None:
            day = "own_day"
            inner.append(syntax.assign(day, syntax.at(_ITEM, self._places.position(self._first.day_key))))
        items = syntax.at(_CASE, self._places.case[self._first.list_id])
        loop = ast.For(syntax.store(_ITEM), items, [*inner, *self._by_day(day)], [])
        return [syntax.assign(_INDEX, syntax.constant(-1)), loop]

    def _by_day(self, day: str) -> list[ast.stmt]:
        """The rows as they stand on that day: one branch for each epoch, the newest first."""
        first, *later = epochs(self._rows)
        statements = self._known_or_not(first)
        for start in later:
            newer = syntax.at_least(day, start.toordinal())
            statements = [ast.If(newer, self._known_or_not(start), statements)]
        return statements

    def _known_or_not(self, day: date) -> list[ast.stmt]:
        """The short body where all is known, the careful one otherwise."""
        names = self._expressions.names
        unsure = [name for key, name in names.items() if self._quantities[key].type != "enum_list"]
        known = self._judged(day, known=True)
        if not unsure:
            return known
        return [ast.If(syntax.some(list(map(syntax.is_none, unsure))), self._judged(day, known=False), known)]

    def _judged(self, day: date, *, known: bool) -> list[ast.stmt]:
        statements: list[ast.stmt] = []
        for position, row in enumerate(self._rows):
            covered = any(version.period.covers(day) for version in row.rule.versions)
            self._expressions.begin(day, known=known)
            written = self._write_row(self._expressions, _Judged(row, position, covered))
            statements += [*self._expressions.prepared, *written]
        return statements or [ast.Pass()]


def _plain_row(expressions: Expressions, judged: _Judged) -> list[ast.stmt]:
    """Append the verdict of a row unless it is silent."""
    row = judged.row
    possible = expressions.of(row.when, "possible")
    exempt = [expressions.of(exemption.test, "sure") for exemption in row.unless]
    reaches = syntax.every([possible, *map(syntax.negate, exempt)])
    if not judged.covered:
        return syntax.when(reaches, [_emit(judged, NOT_COVERED)])
    if expressions.known and not looks_into_a_list(row.when):
        return syntax.when(reaches, [_emit(judged, FIRES)])
    sure = expressions.of(row.when, "sure")
    decided = syntax.when(sure, [_emit(judged, FIRES)], [_emit(judged, UNDECIDED)])
    return syntax.when(reaches, decided)


def _emit(judged: _Judged, outcome: int) -> ast.stmt:
    code = syntax.constant(judged.position * 4 + outcome)
    return syntax.append(_OUT, ast.Tuple([code, judged.item()], ast.Load()))


def _traced_row(expressions: Expressions, judged: _Judged) -> list[ast.stmt]:
    """Append the verdict of a row with the truth of each of its conditions."""
    row = judged.row
    tests: list[Test] = [*row.when.tests, *(exemption.test for exemption in row.unless)]
    names = [f"t{number}" for number in range(len(tests))]
    truths = [syntax.assign(name, _truth(expressions, test)) for name, test in zip(names, tests, strict=True)]
    outcome = _outcome(names[: len(row.when.tests)], names[len(row.when.tests) :], judged.covered)
    shown = ast.Tuple(list(map(syntax.load, names)), ast.Load())
    entry = ast.Tuple([judged.code(outcome), judged.item(), shown], ast.Load())
    return [*truths, syntax.append(_OUT, entry)]


def _truth(expressions: Expressions, test: Test) -> ast.expr:
    sure = expressions.of(test, "sure")
    if expressions.known and not looks_into_a_list(test):
        return ast.IfExp(sure, syntax.constant(HOLDS), syntax.constant(FAILS))
    open_ = ast.IfExp(expressions.of(test, "possible"), syntax.constant(OPEN), syntax.constant(FAILS))
    return ast.IfExp(sure, syntax.constant(HOLDS), open_)


def _outcome(when: list[str], unless: list[str], covered: bool) -> ast.expr:
    exempt = [syntax.negate(syntax.equals(name, HOLDS)) for name in unless]
    reaches = syntax.every([*map(syntax.load, when), *exempt])
    if not covered:
        return ast.IfExp(reaches, syntax.constant(NOT_COVERED), syntax.constant(SILENT))
    sure = syntax.every([syntax.equals(name, HOLDS) for name in when])
    decided = ast.IfExp(sure, syntax.constant(FIRES), syntax.constant(UNDECIDED))
    return ast.IfExp(reaches, decided, syntax.constant(SILENT))
