"""The proof of a unique table says what trying out every case says."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rules_engine import Rulebook, load_rulebook
from rules_engine.evaluation import ranges as sets
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.reading import Reading
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import AllOf, AnyOf, Dated, Not, Test, Truth, Within
from rules_engine.model.facts import CaseFacts, Value
from rules_engine.proofs.boxes import Space, findings

DAY = date(2026, 1, 1)
KEYS = ("days_overdue", "legal_step")
DAYS = range(-4, 8)

day_spans = st.tuples(st.integers(-4, 7), st.integers(-4, 7)).map(lambda pair: (min(pair), max(pair)))
day_sets = st.lists(day_spans, min_size=1, max_size=2).map(sets.union)
step_sets = st.sets(st.integers(0, 4), min_size=1).map(lambda found: sets.union((n, n) for n in found))


def within(key: str, ranges: Ranges) -> Test:
    return Within(key, Dated.always(ranges))


tests = st.recursive(
    st.one_of(
        day_sets.map(lambda r: within("days_overdue", r)), step_sets.map(lambda r: within("legal_step", r))
    ),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: AllOf(tuple(found))),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found))),
    ),
    max_leaves=5,
)


def small_world(book: Rulebook) -> Rulebook:
    """The small rulebook with a range of days that can be tried out one by one."""
    facts = [
        replace(fact, range=(DAYS[0], DAYS[-1]), choices=()) if fact.id == "days_overdue" else fact
        for fact in book.quantities.facts.values()
    ]
    stages = {rule.id: rule.name for rule in book.tables["stage"].rules}
    return replace(book, quantities=type(book.quantities)(facts, stages))


def fires(book: Rulebook, test: Test, days: int, step: int) -> bool:
    case = CaseFacts({"days_overdue": Value(days, days), "legal_step": Value(step, step)})
    return test.judge(Reading(book.quantities, case), DAY)[0] is Truth.TRUE


@settings(max_examples=150)
@given(conditions=st.lists(tests, min_size=1, max_size=4))
def test_gaps_and_overlaps_are_found_exactly_when_there_are_any(
    small: Rulebook, conditions: list[Test]
) -> None:
    world = small_world(small)
    table = replace(world.tables["stage"], rules=world.tables["stage"].rules[: len(conditions)])
    rules = tuple(replace(rule, not_covered="除外") for rule in table.rules)
    table = replace(table, rules=rules)
    rows = tuple(Row(table, index, AllOf((test,)), (), KEYS, ()) for index, test in enumerate(conditions))
    world = replace(world, tables={"stage": table}, rows={"stage": rows})
    counts = [
        sum(fires(world, test, days, step) for test in conditions) for days, step in product(DAYS, range(5))
    ]
    codes = {code for _, code, _ in findings(world, "stage")}
    assert ("E301" in codes) == any(count > 1 for count in counts)
    assert ("E302" in codes) == any(count == 0 for count in counts)
    dead = [all(not fires(world, test, d, s) for d, s in product(DAYS, range(5))) for test in conditions]
    assert ("E303" in codes) == any(dead)


@given(left=day_sets, right=day_sets, steps=step_sets)
def test_subtracting_boxes_leaves_exactly_the_rest(
    small: Rulebook, left: Ranges, right: Ranges, steps: Ranges
) -> None:
    space = Space(small.quantities)
    rest = list(space.subtract({"days_overdue": left}, {"days_overdue": right, "legal_step": steps}))
    for days, step in product(DAYS, range(5)):
        expected = sets.contains(left, days, days) and not (
            sets.contains(right, days, days) and sets.contains(steps, step, step)
        )
        holding = [
            box
            for box in rest
            if sets.contains(box["days_overdue"], days, days)
            and sets.contains(box.get("legal_step", ((0, 4),)), step, step)
        ]
        assert len(holding) == int(expected)


def test_the_gap_of_one_day_is_named(small_folder: Path) -> None:
    stage = small_folder / "rules" / "stage.yml"
    stage.write_text(
        stage.read_text(encoding="utf-8").replace("more_than: 30", "more_than: 90"), encoding="utf-8"
    )
    messages = [message for _, _, message in findings(load_rulebook(small_folder), "stage")]
    assert messages == [
        "2015-01-01 起，legal_step=没有、days_overdue=31天 时没有一行成立；补一行或放宽相邻的行"
    ]
