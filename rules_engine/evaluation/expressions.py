"""Tests as expressions over the locals of a generated function.

Each test has two forms: ``sure`` (it holds whatever the unknown facts are) and ``possible`` (it may hold). Where
all facts a test reads are known the two are one.
"""

from __future__ import annotations

import ast
from datetime import date
from typing import Literal

from rules_engine.evaluation import ranges as sets
from rules_engine.evaluation import syntax
from rules_engine.evaluation.measured import Layout
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.tree import (
    AllOf,
    AnyOf,
    Contains,
    Count,
    Exists,
    Not,
    Test,
    Within,
    keys_of,
    walk,
)
from rules_engine.model.quantities import Quantities, item_name

Form = Literal["sure", "possible"]
OTHER: dict[Form, Form] = {"sure": "possible", "possible": "sure"}
# An enum with more accepted values than this is looked up in a set instead of compared value by value.
_FEW = 2


def looks_into_a_list(test: Test) -> bool:
    """Whether the test asks about reported items, whose fields may be unknown where the case is known."""
    return any(isinstance(inner, (Exists, Count)) for inner in walk(test))


class Expressions:
    """Writes tests for one function; ``names`` are the locals that hold the facts.

    ``known`` says that none of these locals is None here. Loops that a test needs are added to ``prepared``.
    """

    def __init__(self, quantities: Quantities, places: Layout, case: str) -> None:
        self._quantities = quantities
        self._places = places
        self._case = case
        self._loops = 0
        self.names: dict[str, str] = {}
        self.known = False
        self._day = date.min
        self.prepared: list[ast.stmt] = []

    def begin(self, day: date, *, known: bool) -> None:
        """What follows is said of that day's rules; ``known`` when no local is None."""
        self._day, self.known, self.prepared = day, known, []

    def loads(self, keys: list[str], source: str, prefix: str) -> list[ast.stmt]:
        """Statements that put the facts ``keys`` of ``source`` into locals."""
        statements = []
        for key in keys:
            self.names[key] = f"{prefix}{self._places.position(key)}"
            statements.append(syntax.assign(self.names[key], syntax.at(source, self._places.position(key))))
        return statements

    def of(self, test: Test, form: Form) -> ast.expr:
        """``test`` as an expression."""
        if isinstance(test, Within):
            return self._within(test, form)
        if isinstance(test, Contains):
            return syntax.has_bits(self.names[test.key], self._places.mask(test.key, test.words))
        if isinstance(test, AllOf):
            return syntax.every([self.of(inner, form) for inner in test.tests])
        if isinstance(test, AnyOf):
            return syntax.some([self.of(inner, form) for inner in test.tests])
        if isinstance(test, Not):
            return syntax.negate(self.of(test.test, OTHER[form]))
        if isinstance(test, Exists):
            return syntax.at_least(self._tally(test, form), 1)
        return self._count(test, form)

    def _within(self, test: Within, form: Form) -> ast.expr:
        ranges, quantity = test.accepted.on(self._day), self._quantities[test.key]
        if ranges is None:
            return syntax.constant(form == "possible")
        whole = ranges == ((quantity.low, quantity.high),)
        if whole or not ranges:
            return syntax.constant(whole)
        name = self.names[test.key]
        met = _met(name, ranges, quantity.low, quantity.high)
        if self.known:
            return met
        unknown = syntax.is_none(name)
        return (
            syntax.some([unknown, met]) if form == "possible" else syntax.every([syntax.negate(unknown), met])
        )

    def _count(self, test: Count, form: Form) -> ast.expr:
        """The number lies between the sure and the possible tally."""
        least, most = self._tally(test, "sure"), self._tally(test, "possible")
        ranges = test.accepted.on(self._day)
        if ranges is None:
            return syntax.constant(form == "possible")
        low, high = (least, most) if form == "sure" else (most, least)
        return syntax.some(
            [syntax.every([syntax.at_least(low, a), syntax.at_most(high, b)]) for a, b in ranges]
        )

    def _tally(self, test: Exists | Count, form: Form) -> str:
        """The local that holds how many items of the list meet the test, surely or possibly."""
        self._loops += 1
        tally, item, prefix = f"n{self._loops}", f"i{self._loops}", f"{item_name(test.list_id)}."
        outer_names, outer_known, outer_prepared = dict(self.names), self.known, self.prepared
        self.known, self.prepared = False, []
        keys = [key for key in keys_of(test) if key.startswith(prefix)]
        loads = self.loads(keys, item, f"{item}_")
        met = self.of(test.where, form)
        body = [*loads, *self.prepared, *syntax.when(met, [syntax.count_up(tally)])]
        self.names, self.known, self.prepared = outer_names, outer_known, outer_prepared
        items = syntax.at(self._case, self._places.case[test.list_id])
        self.prepared.append(syntax.assign(tally, syntax.constant(0)))
        self.prepared.append(ast.For(syntax.store(item), items, body or [ast.Pass()], []))
        return tally


def _met(name: str, ranges: Ranges, lowest: int, highest: int) -> ast.expr:
    """Whether a known number lies in ``ranges``."""
    rest = sets.subtract(((lowest, highest),), ranges)
    if len(rest) == 1 and rest[0][0] == rest[0][1] and len(ranges) > 1:
        return syntax.differs(name, rest[0][0])
    points = frozenset(number for low, high in ranges if high - low <= 64 for number in range(low, high + 1))
    if len(ranges) > 1 and len(points) == sum(high - low + 1 for low, high in ranges) and len(points) > _FEW:
        return syntax.among(name, points)
    return syntax.some([_in_range(name, low, high, lowest, highest) for low, high in ranges])


def _in_range(name: str, low: int, high: int, lowest: int, highest: int) -> ast.expr:
    if low == high:
        return syntax.equals(name, low)
    if low == lowest:
        return syntax.at_most(name, high)
    if high == highest:
        return syntax.at_least(name, low)
    return syntax.between(low, name, high)
