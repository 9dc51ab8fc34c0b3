"""Generated functions: whole tables as Python functions over plain numbers, and their traced twins.

The tree (``tree.py``) is the meaning; a generated function says the same faster. It is built as ``ast`` nodes,
never as text: a value from the data enters only as a constant, a name only by its position, and the function
sees no builtins. Tables about the case become one function for each epoch; each table about reported items
becomes one function that chooses the epoch by each item's own day. Where everything a table reads is known, a
shorter body without tests for the unknown runs.

A verdict is ``(row * 4 + outcome, item)``, see :data:`OUTCOMES`; the plain functions leave silent rows out. A
traced verdict adds the truth of each condition, exceptions last: HOLDS, OPEN or FAILS.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct

from rules_engine.evaluation import syntax
from rules_engine.evaluation.expressions import Expressions, looks_into_a_list
from rules_engine.evaluation.measured import Layout
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import Test
from rules_engine.model.quantities import STAGE, Quantities
from rules_engine.model.tables import Outcome

OUTCOMES: tuple[Outcome, ...] = ("silent", "fires", "undecided", "not_covered")
SILENT, FIRES, UNDECIDED, NOT_COVERED = range(4)
HOLDS, OPEN, FAILS = 2, 1, 0

Verdict = tuple[Any, ...]
Tables = Mapping[str, Sequence[Row]]
# From the numbers of a case and the judged day (an ordinal) to the verdicts, by table or of one table.
DecideAll = Callable[[tuple[Any, ...], int], dict[str, list[Verdict]]]
DecideItems = Callable[[tuple[Any, ...], int], list[Verdict]]

_CASE, _DAY, _ITEM, _INDEX, _STAGE, _CODE = "case", "day", "item", "index", "stage", "code"
# So many fields of an item are read one by one; of more the whole item is taken apart at once.
_FEW = 3


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


class Judged(Struct, frozen=True):
    """A row as its writer sees it: where it stands, where verdicts go, what else its firing sets off."""

    row: Row
    position: int
    covered: bool
    out: str
    on_fire: tuple[ast.stmt, ...] = ()

    def emit(self, outcome: int) -> list[ast.stmt]:
        """Append that verdict."""
        code = syntax.constant(self.position * 4 + outcome)
        found = syntax.append(self.out, ast.Tuple([code, self.item()], ast.Load()))
        return [found, *(self.on_fire if outcome == FIRES else ())]

    def item(self) -> ast.expr:
        """The number of the judged item; None for the case."""
        return syntax.constant(None) if self.row.list_id is None else syntax.load(_INDEX)


# What is done for one row: statements, and a test after which no other row of a unique table can fire.
WriteRow = Callable[[Expressions, Judged], list[ast.stmt]]


class Writer:
    """Writes functions for the rows of a rulebook; ``write_row`` says what is done for each row."""

    def __init__(
        self, quantities: Quantities, places: Layout, write_row: WriteRow, exclusive: frozenset[str]
    ) -> None:
        self._quantities = quantities
        self._places = places
        self._write_row = write_row
        self._exclusive = exclusive
        self._expressions = Expressions(quantities, places, _CASE)

    def items(self, rows: Sequence[Row]) -> DecideItems:
        """The function of a table about reported items."""
        self._expressions = Expressions(self._quantities, self._places, _CASE)
        first, keys = rows[0], _keys(rows)
        assert first.list_id is not None
        body: list[ast.stmt] = [syntax.assign("out", syntax.empty_list())]
        body += self._expressions.loads([key for key in keys if "." not in key], _CASE, "c")
        inner = [syntax.count_up(_INDEX), *self._fields(first, [key for key in keys if "." in key])]
        day = _DAY
        if first.day_key is not None:
            day = f"f{self._places.position(first.day_key)}"
            if not self._unpacks(keys):
                inner.append(syntax.assign(day, syntax.at(_ITEM, self._places.position(first.day_key))))
            # An undated item is judged by the tree, under every version it may fall in.
            inner.append(ast.If(syntax.is_none(day), [ast.Continue()], []))
        loop = [*inner, *self._by_day(rows, day)]
        items = syntax.at(_CASE, self._places.case[first.list_id])
        body += [syntax.assign(_INDEX, syntax.constant(-1)), ast.For(syntax.store(_ITEM), items, loop, [])]
        body.append(ast.Return(syntax.load("out")))
        built: DecideItems = syntax.compiled((_CASE, _DAY), body, f"rules {first.table.table}")
        return built

    def case(self, tables: Tables, others: Mapping[str, DecideItems], day: date) -> DecideAll:
        """The function of all tables about the case, as they stand on ``day``; it calls those about items."""
        self._expressions = Expressions(self._quantities, self._places, _CASE)
        outs = {table: f"o{number}" for number, table in enumerate(tables)}
        body = [syntax.assign(out, syntax.empty_list()) for out in outs.values()]
        keys = _keys([row for rows in tables.values() for row in rows])
        body += self._facts([key for key in keys if "." not in key and key != STAGE])
        if STAGE in self._places.case:
            body.append(syntax.assign(_STAGE, syntax.at(_CASE, self._places.case[STAGE])))
            self._expressions.names[STAGE] = _STAGE
        staged = {table: rows for table, rows in tables.items() if table == STAGE}
        rest = {table: rows for table, rows in tables.items() if table != STAGE}
        for group in (staged, rest):
            if group:
                body += self._known_or_not(group, outs, day)
        body.append(ast.Return(self._found(outs, others)))
        built: DecideAll = syntax.compiled((_CASE, _DAY), body, "rules", others)
        return built

    def _found(self, outs: Mapping[str, str], others: Iterable[str]) -> ast.expr:
        names = [*map(ast.Constant, outs), *map(ast.Constant, others)]
        values = [*map(syntax.load, outs.values()), *(syntax.call(table, _CASE, _DAY) for table in others)]
        return ast.Dict(list(names), values)

    def _unpacks(self, keys: list[str]) -> bool:
        return sum("." in key for key in keys) > _FEW

    def _facts(self, keys: list[str]) -> list[ast.stmt]:
        """The facts of the case as locals."""
        loads = self._expressions.loads(keys, _CASE, "c")
        size = len(self._places.case)
        return (
            loads if 2 * len(keys) < size else [syntax.unpack([f"c{place}" for place in range(size)], _CASE)]
        )

    def _fields(self, first: Row, keys: list[str]) -> list[ast.stmt]:
        """The fields of an item as locals, and whether it is complete."""
        complete = self._places.complete(first.table.each)
        loads = self._expressions.loads(keys, _ITEM, "f")
        if not self._unpacks(keys):
            return [*loads, syntax.assign(f"f{complete}", syntax.at(_ITEM, complete))]
        return [syntax.unpack([f"f{place}" for place in range(complete + 1)], _ITEM)]

    def _by_day(self, rows: Sequence[Row], day: str) -> list[ast.stmt]:
        """The rows as they stand on that day: one branch for each epoch, the newest first."""
        table = {rows[0].table.table: rows}
        outs = {rows[0].table.table: "out"}
        first, *later = epochs(rows)
        statements = self._known_or_not(table, outs, first)
        for start in later:
            newer = syntax.at_least(day, start.toordinal())
            statements = [ast.If(newer, self._known_or_not(table, outs, start), statements)]
        return statements

    def _known_or_not(self, tables: Tables, outs: Mapping[str, str], day: date) -> list[ast.stmt]:
        """The short body where all is known, the careful one otherwise."""
        rows = [row for rows in tables.values() for row in rows]
        keys = [key for key in _keys(rows) if self._quantities[key].type != "enum_list"]
        known = self._judged(tables, outs, day, known=True)
        if not keys:
            return known
        careful = self._judged(tables, outs, day, known=False)
        unknown = [syntax.is_none(self._expressions.names[key]) for key in keys if "." not in key]
        if any("." in key for key in keys):
            complete = self._places.complete(rows[0].table.each)
            unknown.append(syntax.negate(syntax.load(f"f{complete}")))
        return [ast.If(syntax.some(unknown), careful, known)]

    def _judged(self, tables: Tables, outs: Mapping[str, str], day: date, *, known: bool) -> list[ast.stmt]:
        statements: list[ast.stmt] = []
        for table, rows in tables.items():
            blocks = [
                self._row(row, position, outs[table], day, known=known) for position, row in enumerate(rows)
            ]
            chained = known and table in self._exclusive
            statements += _chain(blocks) if chained else [each for block in blocks for each in block]
        return statements or [ast.Pass()]

    def _row(self, row: Row, position: int, out: str, day: date, *, known: bool) -> list[ast.stmt]:
        covered = any(version.period.covers(day) for version in row.rule.versions)
        on_fire: tuple[ast.stmt, ...] = ()
        if row.table.table == STAGE and STAGE in self._places.case:
            value = self._quantities[STAGE].codes.index(row.rule.id)
            on_fire = (syntax.assign(_STAGE, syntax.constant(value)),)
        self._expressions.begin(day, known=known)
        written = self._write_row(self._expressions, Judged(row, position, covered, out, on_fire))
        return [*self._expressions.prepared, *written]


def _keys(rows: Sequence[Row]) -> list[str]:
    """The facts read from the case and from the judged item, not from items a condition looks through."""
    own = f"{rows[0].table.each}."
    keys = dict.fromkeys(key for row in rows for key in row.keys)
    return [key for key in keys if "." not in key or key.startswith(own)]


def _chain(blocks: list[list[ast.stmt]]) -> list[ast.stmt]:
    """Rows of which only one can fire, tried until one does; as they are where a row is more than a test."""
    if not all(len(block) == 1 and isinstance(block[0], ast.If) and not block[0].orelse for block in blocks):
        return [each for block in blocks for each in block]
    chain: list[ast.stmt] = []
    for (block,) in reversed(blocks):
        assert isinstance(block, ast.If)
        chain = [ast.If(block.test, block.body, chain)]
    return chain


def plain_row(expressions: Expressions, judged: Judged) -> list[ast.stmt]:
    """Append the verdict of a row unless it is silent."""
    row = judged.row
    possible = expressions.of(row.when, "possible")
    exempt = [expressions.of(exemption.test, "sure") for exemption in row.unless]
    reaches = syntax.every([possible, *map(syntax.negate, exempt)])
    if not judged.covered:
        return syntax.when(reaches, judged.emit(NOT_COVERED))
    if expressions.known and not looks_into_a_list(row.when):
        return syntax.when(reaches, judged.emit(FIRES))
    sure = expressions.of(row.when, "sure")
    decided = syntax.when(sure, judged.emit(FIRES), judged.emit(UNDECIDED))
    return syntax.when(reaches, decided)


def traced_row(expressions: Expressions, judged: Judged) -> list[ast.stmt]:
    """Append the verdict of a row with the truth of each of its conditions."""
    row = judged.row
    tests: list[Test] = [*row.when.tests, *(exemption.test for exemption in row.unless)]
    names = [f"t{number}" for number in range(len(tests))]
    truths = [syntax.assign(name, _truth(expressions, test)) for name, test in zip(names, tests, strict=True)]
    outcome = _outcome(names[: len(row.when.tests)], names[len(row.when.tests) :], judged)
    shown = ast.Tuple(list(map(syntax.load, names)), ast.Load())
    entry = ast.Tuple([syntax.load(_CODE), judged.item(), shown], ast.Load())
    written = [*truths, syntax.assign(_CODE, outcome), syntax.append(judged.out, entry)]
    if judged.on_fire:
        written.append(ast.If(syntax.equals(_CODE, judged.position * 4 + FIRES), list(judged.on_fire), []))
    return written


def _truth(expressions: Expressions, test: Test) -> ast.expr:
    sure = expressions.of(test, "sure")
    if expressions.known and not looks_into_a_list(test):
        return ast.IfExp(sure, syntax.constant(HOLDS), syntax.constant(FAILS))
    open_ = ast.IfExp(expressions.of(test, "possible"), syntax.constant(OPEN), syntax.constant(FAILS))
    return ast.IfExp(sure, syntax.constant(HOLDS), open_)


def _outcome(when: list[str], unless: list[str], judged: Judged) -> ast.expr:
    def code(outcome: int) -> ast.expr:
        return syntax.constant(judged.position * 4 + outcome)

    exempt = [syntax.differs(name, HOLDS) for name in unless]
    reaches = syntax.every([*map(syntax.load, when), *exempt])
    if not judged.covered:
        return ast.IfExp(reaches, code(NOT_COVERED), code(SILENT))
    sure = syntax.every([syntax.equals(name, HOLDS) for name in when])
    decided = ast.IfExp(sure, code(FIRES), code(UNDECIDED))
    return ast.IfExp(reaches, decided, code(SILENT))
