"""The generated functions, the tree and a straightforward reading of the YAML say the same of every case."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine import assess, compiled, load_rulebook, read_facts
from rules_engine.evaluation import syntax
from rules_engine.evaluation.codegen import FAILS, HOLDS, OPEN, OUTCOMES, SILENT
from rules_engine.evaluation.judging import Judgement, judge
from rules_engine.evaluation.tree import Truth
from rules_engine.model.facts import CaseFacts
from tests.rules_engine import reference
from tests.rules_engine.random_cases import RandomCases, spoken

DATA = Path(__file__).resolve().parents[3] / "data"
BOOK = load_rulebook(DATA)
PROGRAMS = compiled(BOOK).programs
PARAMS = {
    param.id: {start: value.value for start, value in param.values.items()} for param in BOOK.params.values()
}
TRUTH = {Truth.TRUE: HOLDS, Truth.UNKNOWN: OPEN, Truth.FALSE: FAILS}
RANDOM = RandomCases(BOOK)
RULES = {name: reference.rules_of(DATA, name) for name in BOOK.tables}
DRAWN = settings(max_examples=300, deadline=None)


def by_tree(table: str, case: CaseFacts, day: date) -> Iterator[Judgement]:
    return (judgement for row in BOOK.rows[table] for judgement in judge(row, BOOK.quantities, case, day))


def truths(judgement: Judgement) -> tuple[int, ...]:
    row, day = judgement.row, judgement.day or date.min
    tests = [*row.when.tests, *(exemption.test for exemption in row.unless)]
    return tuple(TRUTH[test.judge(judgement.reading, day)[0]] for test in tests)


@DRAWN
@given(seed=st.integers(0, 2**32))
def test_a_program_says_what_the_tree_says_even_where_facts_are_unknown(seed: int) -> None:
    random = Random(seed)
    case, day = RANDOM.case(random, known=False), RANDOM.day(random)
    measured = PROGRAMS.measure(case)
    traces = PROGRAMS.trace(measured.numbers, day.toordinal())
    decided = PROGRAMS.decide(measured.numbers, day.toordinal())
    case = with_stage(case, decided["stage"])
    for table, rows in BOOK.rows.items():
        if not PROGRAMS.fits(table, measured) or (table != "stage" and not PROGRAMS.fits("stage", measured)):
            continue
        expected = list(by_tree(table, case, day))
        traced = traces[table]
        position = {id(row): index for index, row in enumerate(rows)}
        by_row = {(code >> 2, item): (OUTCOMES[code & 3], shown) for code, item, shown in traced}
        assert len(by_row) == len(expected)
        for judgement in expected:
            key = (position[id(judgement.row)], judgement.item)
            assert by_row[key] == (judgement.outcome, truths(judgement)), judgement.rule_id
        assert set(decided[table]) == {(code, item) for code, item, _ in traced if code & 3 != SILENT}


@DRAWN
@given(seed=st.integers(0, 2**32))
def test_a_known_case_is_judged_as_the_yaml_reads(seed: int) -> None:
    random = Random(seed)
    case, day = RANDOM.case(random, known=True), RANDOM.day(random)
    facts = spoken(BOOK, case)
    measured = PROGRAMS.measure(case)
    traces = PROGRAMS.trace(measured.numbers, day.toordinal())
    decided = PROGRAMS.decide(measured.numbers, day.toordinal())
    stage = next((rule for rule, outcome in read_plainly("stage", facts, day) if outcome == "fires"), None)
    facts["stage"] = facts["stage"] if stage is None else stage[0]
    for table, rows in BOOK.rows.items():
        found = {(rows[code >> 2].rule.id, item): OUTCOMES[code & 3] for code, item, _ in traces[table]}
        expected = dict(read_plainly(table, facts, day))
        assert found == expected, table
        plain = {(rows[code >> 2].rule.id, item): OUTCOMES[code & 3] for code, item in decided[table]}
        assert plain == {key: outcome for key, outcome in expected.items() if outcome != "silent"}, table


def with_stage(case: CaseFacts, found: list[tuple[int, None]]) -> CaseFacts:
    """The case as later tables see it: with the stage its own row gives, where one does."""
    fired = [code >> 2 for code, _ in found if code & 3 == 1]
    if not fired:
        return case
    return case.with_values(stage=BOOK.quantities["stage"].read(BOOK.rows["stage"][fired[0]].rule.id))


def read_plainly(
    table: str, facts: dict[str, Any], day: date
) -> Iterator[tuple[tuple[str, int | None], str]]:
    shape = BOOK.tables[table]
    for rule in RULES[table]:
        if shape.each == "case":
            yield (rule["id"], None), reference.outcome(rule, facts, day, PARAMS)
            continue
        for index, item in enumerate(facts[f"{shape.each}s"]):
            seen = {**facts, **{f"{shape.each}.{name}": value for name, value in item.items()}}
            own = day if shape.judged_on == "as_of" else seen[shape.judged_on]
            yield (rule["id"], index), reference.outcome(rule, seen, own, PARAMS)


@pytest.mark.parametrize("as_of", [date(2025, 2, 27), date(2026, 3, 31), date(2026, 11, 24)])
def test_an_assessment_is_the_same_with_and_without_programs(as_of: date) -> None:
    fast = compiled(BOOK)
    contact = {"date": "2026-03-10", "time": "22:30", "channel": "phone", "count": 8, "acts": ["insult"]}
    for facts in (
        {},
        {"days_overdue": 45, "amount": 20000, "contacts": [contact, {"time": "10:00"}]},
        {"days_overdue": 60, "approx": True, "documents": [{"kind": "payment_order"}]},
        {"documents": [{"kind": "court_summons", "received": "2026-03-05"}], "concerns": ["jail", "spouse"]},
    ):
        known = read_facts(BOOK, facts)
        assert assess(fast, known, as_of) == assess(BOOK, known, as_of)


@given(number=st.integers(-10, 10))
def test_a_generated_function_has_no_names_but_its_own(number: int) -> None:
    body = [ast.Return(syntax.every([syntax.at_least("x", 0), syntax.at_most("x", 5)]))]
    function = syntax.compiled(("x",), body, "test")
    assert function(number) is (0 <= number <= 5)
    assert function.__globals__["__builtins__"] == {}


def test_text_in_the_data_can_never_become_code(small_folder: Path) -> None:
    path = small_folder / "rules" / "stage.yml"
    evil = "__import__('os').abort()"
    path.write_text(
        path.read_text(encoding="utf-8").replace("name: 初期", f'name: "{evil}"'), encoding="utf-8"
    )
    book = compiled(load_rulebook(small_folder))
    found = assess(book, read_facts(book, {"days_overdue": 3}), date(2026, 3, 31))
    assert found.stage is not None and found.stage.name == evil
