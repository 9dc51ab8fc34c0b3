"""The rules the benchmark measures mean the same to everyone who is measured by them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from benchmarks.rules_workload import handwritten
from benchmarks.rules_workload.cases import Case, random_cases
from benchmarks.rules_workload.contestants import DATA, from_trace, penalty, prepared
from rules_engine import Rulebook, compiled, load_rulebook, read_facts
from rules_engine.derived.cost import Terms
from rules_engine.evaluation.assessing import derive
from rules_engine.evaluation.codegen import OUTCOMES
from rules_engine.evaluation.verdicts import judge_all
from rules_engine.proofs import boxes

COUNT = 300


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return compiled(load_rulebook(DATA))


@pytest.fixture(scope="module")
def cases(book: Rulebook) -> list[Case]:
    return random_cases(book, COUNT)


def test_the_compiled_tables_decide_as_the_handwritten_function(book: Rulebook, cases: list[Case]) -> None:
    for case in cases:
        numbers, day = prepared(book, case)
        decided = book.programs.decide(numbers, day), penalty(numbers)
        assert decided == handwritten.decide(numbers, day), case
        assert decided == handwritten.decide_from_facts(case.facts), case


def test_the_tree_decides_as_the_handwritten_function(book: Rulebook, cases: list[Case]) -> None:
    plain = load_rulebook(DATA)
    for case in cases:
        verdicts, _ = handwritten.decide(*prepared(book, case))
        assert _by_the_tree(plain, case) == {table: set(found) for table, found in verdicts.items()}, case


def test_the_trace_holds_the_verdicts(book: Rulebook, cases: list[Case]) -> None:
    for case in cases:
        numbers, day = prepared(book, case)
        traced, owed = from_trace((book.programs.trace(numbers, day), penalty(numbers)))
        assert (traced, owed) == handwritten.decide(numbers, day), case


def test_the_penalty_is_the_one_the_engine_reckons(book: Rulebook, cases: list[Case]) -> None:
    for case in cases:
        numbers, _ = prepared(book, case)
        days, fen, ppm, multiple, *_ = numbers
        terms = Terms(fen, Decimal(ppm) / 1_000_000, 1, Decimal(multiple) / 1_000_000)
        assert penalty(numbers) == terms.accrued(days), case


def test_the_workload_is_of_the_size_that_was_promised(book: Rulebook) -> None:
    assert {table: len(rows) for table, rows in book.rows.items()} == {
        "stage": 9,
        "next_steps": 10,
        "conduct": 9,
    }
    assert not list(boxes.findings(book, "stage")), "the stages overlap or leave a gap"


def test_every_rule_fires_in_some_cases_and_is_silent_in_others(book: Rulebook, cases: list[Case]) -> None:
    fired: Counter[tuple[str, int]] = Counter()
    for case in cases:
        verdicts, _ = handwritten.decide(*prepared(book, case))
        fired.update({(table, code >> 2) for table, found in verdicts.items() for code, _ in found})
    for table, rows in book.rows.items():
        for position in range(len(rows)):
            assert 0 < fired[table, position] < COUNT, f"{table} row {position}"


def test_the_same_seed_draws_the_same_cases(book: Rulebook, cases: list[Case]) -> None:
    assert random_cases(book, COUNT) == cases
    assert random_cases(book, COUNT, seed=1) != cases
    assert {len(case.facts["contacts"]) for case in cases} == set(range(12))
    assert min(case.day for case in cases) >= date(2024, 7, 1)


def _by_the_tree(plain: Rulebook, case: Case) -> dict[str, set[tuple[int, int | None]]]:
    derived = derive(plain, read_facts(plain, case.told), case.day).case
    found: dict[str, set[tuple[int, int | None]]] = {table: set() for table in plain.rows}
    for judgement in judge_all(plain, derived, case.day):
        code = judgement.row.index * 4 + OUTCOMES.index(judgement.outcome)
        if judgement.outcome != "silent":
            found[judgement.row.table.table].add((code, judgement.item))
    return found
