"""What examples and cases exercise of a whole rulebook, counted and listed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rules_engine.evaluation.assessing import derive
from rules_engine.evaluation.judging import Judgement
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import keys_of
from rules_engine.evaluation.verdicts import judge_all
from rules_engine.loading.case import FactsError, read_case
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import spoken
from rules_engine.proofs.cases import rules_shown, tried_cases
from rules_engine.proofs.coverage import Tried, row_tests, unexercised


def covered(book: Rulebook, cases: Path, on: date) -> dict[str, Any]:
    """Counts, and what nothing exercises: by rule, by fact, by article. ``cases`` may not exist."""
    examples = list(_examples(book, on))
    written = list(tried_cases(book, cases)) if cases.is_dir() else []
    rows = [row for rows in book.rows.values() for row in rows]
    seen: dict[int, list[Judgement]] = {id(row): [] for row in rows}
    for tried in (*examples, *written):
        for judgement in judge_all(book, derive(book, tried.facts, tried.as_of).case, tried.as_of):
            seen[id(judgement.row)].append(judgement)
    missed = [missed for row in rows for missed in unexercised(book.quantities, row, seen[id(row)])]
    untried = {(id(one.row), one.condition) for one in missed if one.code == "E505"}
    conditions = sum(len(list(row_tests(row))) for row in rows)
    shown = rules_shown(cases) if cases.is_dir() else set()
    return {
        "rules": len(rows),
        "examples": len(examples),
        "cases": len(written),
        "conditions": conditions,
        "conditions_tried": conditions - len(untried),
        "rules_without_case": [_named(row) for row in rows if shown.isdisjoint((_named(row), row.rule.id))],
        "unexercised": [f"{_named(one.row)}：{one.message}" for one in missed],
        "facts_unread": sorted(_unread(book)),
        "articles_uncited": sorted(set(book.norms.references) - set(_cited(book))),
    }


def _named(row: Row) -> str:
    return f"{row.table.table}/{row.rule.id}"


def _examples(book: Rulebook, on: date) -> Iterator[Tried]:
    for table in book.tables.values():
        for rule in table.rules:
            for example in rule.examples:
                as_of = example.as_of or table.examples_as_of or on
                try:
                    yield Tried(read_case(book.quantities, example.given), as_of)
                except FactsError:
                    continue


def _unread(book: Rulebook) -> Iterator[str]:
    read = {key for rows in book.rows.values() for row in rows for key in row.keys}
    read |= {
        key
        for rows in book.rows.values()
        for row in rows
        for one in row.leanings
        for key in keys_of(one.test)
    }
    return (key for key, quantity in book.quantities.items() if key not in read and not quantity.derived)


def _cited(book: Rulebook) -> Iterator[str]:
    for table in book.tables.values():
        for rule in table.rules:
            for version in rule.versions:
                yield from (*version.basis, *version.see_also)
            for text in spoken(rule.then):
                yield from text.basis
    for basis in (
        book.cost.basis,
        book.cost.payment_basis,
        book.cost.court_fee_basis,
        book.cost.added_interest_basis,
        book.planning.basis,
        book.planning.what_if_basis,
    ):
        yield from basis
    for sentence in (*book.cost.assumptions.values(), *book.verdicts.values()):
        yield from sentence.basis
    for text in spoken(book.planning):
        yield from text.basis
    for param in book.params.values():
        yield from (value.source for value in param.values.values())
