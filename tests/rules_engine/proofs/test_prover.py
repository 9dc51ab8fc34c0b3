"""An independent prover agrees: Z3 finds a gap or an overlap exactly where the boxes do, and proves the real stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import combinations

import z3
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rules_engine import Rulebook
from rules_engine.evaluation import ranges as sets
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import AllOf, AnyOf, Dated, Not, Test, Within
from rules_engine.proofs.boxes import findings

DAY = date(2026, 1, 1)
KEYS = ("days_overdue", "amount")
LIMIT = 40

spans = st.tuples(st.integers(-LIMIT, LIMIT), st.integers(-LIMIT, LIMIT)).map(lambda p: (min(p), max(p)))
leaves = st.builds(
    lambda key, found: Within(key, Dated.always(sets.union(found))),
    st.sampled_from(KEYS),
    st.lists(spans, min_size=1, max_size=3),
)
tests = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: AllOf(tuple(found))),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found))),
    ),
    max_leaves=6,
)


def formula(test: Test, numbers: Mapping[str, z3.ArithRef], day: date) -> z3.BoolRef:
    """The test as Z3 reads it, written from its definition."""
    if isinstance(test, Within):
        return among(numbers[test.key], test.accepted.on(day) or ())
    if isinstance(test, Not):
        return z3.Not(formula(test.test, numbers, day))
    assert isinstance(test, (AllOf, AnyOf))
    parts = [formula(inner, numbers, day) for inner in test.tests]
    return z3.And(parts) if isinstance(test, AllOf) else z3.Or(parts)


def among(number: z3.ArithRef, ranges: Ranges) -> z3.BoolRef:
    return z3.Or([z3.And(number >= low, number <= high) for low, high in ranges])


def possible(*facts: z3.BoolRef) -> bool:
    solver = z3.Solver()
    solver.add(*facts)
    return bool(solver.check() == z3.sat)


def world(book: Rulebook, conditions: list[Test]) -> Rulebook:
    """A book whose stage table has these conditions, over two facts of forty numbers either side of nought."""
    facts = [
        replace(fact, type="int", range=(-LIMIT, LIMIT), choices=()) if fact.id in KEYS else fact
        for fact in book.quantities.facts.values()
    ]
    stages = {rule.id: rule.name for rule in book.tables["stage"].rules}
    table = book.tables["stage"]
    rules = tuple(replace(rule, not_covered="除外") for rule in table.rules[: len(conditions)])
    table = replace(table, rules=rules)
    rows = tuple(Row(table, index, AllOf((test,)), (), KEYS, ()) for index, test in enumerate(conditions))
    quantities = type(book.quantities)(facts, stages)
    return replace(book, quantities=quantities, tables={"stage": table}, rows={"stage": rows})


@settings(max_examples=80, deadline=None)
@given(conditions=st.lists(tests, min_size=2, max_size=4))
def test_z3_and_the_boxes_find_the_same(small: Rulebook, conditions: list[Test]) -> None:
    book = world(small, conditions)
    numbers = {key: z3.Int(key) for key in KEYS}
    inside = [among(number, ((-LIMIT, LIMIT),)) for number in numbers.values()]
    fires = [formula(test, numbers, DAY) for test in conditions]
    codes = {code for _, code, _ in findings(book, "stage")}
    assert ("E301" in codes) == any(possible(*inside, a, b) for a, b in combinations(fires, 2))
    assert ("E302" in codes) == possible(*inside, z3.Not(z3.Or(fires)))
    assert ("E303" in codes) == any(not possible(*inside, fire) for fire in fires)


def test_z3_proves_that_every_case_has_exactly_one_stage(real: Rulebook) -> None:
    keys = sorted({key for row in real.rows["stage"] for key in row.keys})
    numbers = {key: z3.Int(key) for key in keys}
    inside = [among(numbers[key], ((real.quantities[key].low, real.quantities[key].high),)) for key in keys]
    for day in (date(2024, 1, 1), date(2026, 3, 1), date(2026, 11, 24)):
        fires = [formula(row.when, numbers, day) for row in real.rows["stage"]]
        assert not possible(*inside, z3.Not(z3.Or(fires)))
        for left, right in combinations(fires, 2):
            assert not possible(*inside, left, right)
