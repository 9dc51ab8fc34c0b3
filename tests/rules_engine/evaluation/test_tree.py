"""Three-valued tests mean what trying out every possible case says."""

from __future__ import annotations

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.evaluation import ranges as sets
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.reading import Reading
from rules_engine.evaluation.tree import (
    AllOf,
    AnyOf,
    Contains,
    Count,
    Dated,
    Exists,
    Not,
    Test,
    Truth,
    Within,
)
from rules_engine.model.facts import CaseFacts, Fact, Field, Item, Value
from rules_engine.model.quantities import Quantities

DAY = date(2026, 1, 1)
LOW, HIGH = 0, 6
KEYS = ("a", "b")
QUANTITIES = Quantities(
    [
        *(Fact(id=key, name=key, type="int", range=(LOW, HIGH)) for key in KEYS),
        Fact(id="words", name="words", type="enum_list", values={"x": "x", "y": "y"}),
        Fact(
            id="calls",
            name="calls",
            type="list",
            fields=(Field(id="n", name="n", type="int", range=(LOW, HIGH)),),
        ),
    ],
    {},
)

spans = st.tuples(st.integers(LOW, HIGH), st.integers(LOW, HIGH)).map(lambda pair: (min(pair), max(pair)))
range_sets = st.lists(spans, max_size=3).map(sets.union)
leaves = st.builds(lambda key, ranges: Within(key, Dated.always(ranges)), st.sampled_from(KEYS), range_sets)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


def truth(test: Test, known: dict[str, tuple[int, int]]) -> Truth:
    case = CaseFacts({key: Value(low, high) for key, (low, high) in known.items()})
    return test.judge(Reading(QUANTITIES, case), DAY)[0]


@given(leaves, st.dictionaries(st.sampled_from(KEYS), spans))
def test_one_condition_is_decided_exactly_when_every_point_agrees(
    leaf: Within, known: dict[str, tuple[int, int]]
) -> None:
    low, high = known.get(leaf.key, (LOW, HIGH))
    points = {truth(leaf, {leaf.key: (point, point)}) for point in range(low, high + 1)}
    assert truth(leaf, known) == (points.pop() if len(points) == 1 else Truth.UNKNOWN)


@given(trees, st.dictionaries(st.sampled_from(KEYS), spans))
def test_a_decided_tree_agrees_with_every_point(tree: Test, known: dict[str, tuple[int, int]]) -> None:
    verdict = truth(tree, known)
    bounds = [range(low, high + 1) for low, high in (known.get(key, (LOW, HIGH)) for key in KEYS)]
    points = {
        truth(tree, dict(zip(KEYS, ((n, n) for n in point), strict=True))) for point in product(*bounds)
    }
    assert Truth.UNKNOWN not in points, "a point leaves nothing open"
    if verdict is not Truth.UNKNOWN:
        assert points == {verdict}


@given(trees, st.dictionaries(st.sampled_from(KEYS), spans))
def test_only_facts_that_are_open_are_asked_for(tree: Test, known: dict[str, tuple[int, int]]) -> None:
    case = CaseFacts({key: Value(low, high) for key, (low, high) in known.items()})
    verdict, asks = tree.judge(Reading(QUANTITIES, case), DAY)
    assert bool(asks) == (verdict is Truth.UNKNOWN)
    assert all(key not in known or known[key][0] < known[key][1] for key in asks)


@given(range_sets, range_sets)
def test_sets_of_ranges_mean_sets_of_numbers(left: Ranges, right: Ranges) -> None:
    def numbers(ranges: Ranges) -> set[int]:
        return {number for low, high in ranges for number in range(low, high + 1)}

    assert numbers(sets.intersect(left, right)) == numbers(left) & numbers(right)
    assert numbers(sets.subtract(left, right)) == numbers(left) - numbers(right)
    assert numbers(sets.union([*left, *right])) == numbers(left) | numbers(right)


def calls(*numbers: int | None) -> Reading:
    items = tuple(Item({} if number is None else {"n": Value(number, number)}) for number in numbers)
    return Reading(QUANTITIES, CaseFacts(items={"calls": items}))


AT_LEAST_THREE = AllOf((Within("call.n", Dated.always(((3, HIGH),))),))


def test_a_list_nobody_reported_is_empty() -> None:
    nothing = Reading(QUANTITIES, CaseFacts())
    assert Exists("calls", AT_LEAST_THREE).judge(nothing, DAY) == (Truth.FALSE, ())
    assert Contains("words", frozenset({"x"})).judge(nothing, DAY) == (Truth.FALSE, ())


def test_an_item_with_an_open_field_leaves_existence_open() -> None:
    assert Exists("calls", AT_LEAST_THREE).judge(calls(1, None), DAY) == (Truth.UNKNOWN, ("call.n",))
    assert Exists("calls", AT_LEAST_THREE).judge(calls(1, None, 4), DAY) == (Truth.TRUE, ())


def test_a_count_is_decided_when_open_items_cannot_change_it() -> None:
    at_most_one = Count("calls", AT_LEAST_THREE, Dated.always(((0, 1),)))
    assert at_most_one.judge(calls(1, None), DAY)[0] is Truth.TRUE
    assert at_most_one.judge(calls(4, None), DAY) == (Truth.UNKNOWN, ("call.n",))
    assert at_most_one.judge(calls(4, 5, None), DAY)[0] is Truth.FALSE


def test_a_condition_over_a_parameter_follows_its_dates() -> None:
    dated = Dated(
        ((date(2025, 1, 1).toordinal(), ((3, HIGH),)), (date(2026, 1, 1).toordinal(), ((5, HIGH),)))
    )
    reading = Reading(QUANTITIES, CaseFacts({"a": Value(4, 4)}))
    verdicts = [
        Within("a", dated).judge(reading, day)[0] for day in (date(2024, 12, 31), date(2025, 12, 31), DAY)
    ]
    assert verdicts == [Truth.UNKNOWN, Truth.TRUE, Truth.FALSE]
