"""What would follow, branch by branch, from a fact nobody knows for sure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from msgspec import Struct

from rules_engine.derived.dates import DAYS, DUE
from rules_engine.evaluation.assessing import assess, derive
from rules_engine.evaluation.ranges import Range
from rules_engine.evaluation.tree import Within
from rules_engine.evaluation.verdicts import stage_of
from rules_engine.model.assessment import Branch
from rules_engine.model.facts import CaseFacts, Value
from rules_engine.model.quantities import Quantity
from rules_engine.model.rulebook import Rulebook

# Each follows from the other, so a supposition about one may not stand beside a statement of the other.
_SAME_THING = {DAYS: DUE, DUE: DAYS}


class _Piece(Struct, frozen=True):
    low: int
    high: int
    stage: str | None


def branches(book: Rulebook, facts: CaseFacts, as_of: date, fact_id: str) -> list[Branch]:
    """One branch for each stretch of values of ``fact_id`` that leads to the same stage, in order.

    Stretches cover what the facts leave open: the stated bounds of a vague fact, the whole range of an
    unknown one. A fact that is known exactly gives one branch; a list fact has none (ValueError).
    """
    quantity = book.quantities.get(fact_id)
    if quantity is None or quantity.type in ("enum_list", "text"):
        raise ValueError(f"{fact_id} has no branches")
    open_ = facts.without(_SAME_THING.get(fact_id, fact_id))
    known = open_.values.get(fact_id)
    low, high = (known.low, known.high) if known else (quantity.low, quantity.high)
    pieces = []
    for bounds in _stretches(book, quantity, low, high):
        supposed = derive(book, _supposed(book, open_, fact_id, bounds), as_of).case
        pieces.append(_Piece(*bounds, stage_of(book, supposed, as_of)))
    return [_branch(book, open_, as_of, quantity, bounds) for bounds in _merged(pieces)]


def _merged(pieces: list[_Piece]) -> Iterator[Range]:
    for _, group in groupby(pieces, key=lambda piece: piece.stage):
        same = list(group)
        yield same[0].low, same[-1].high


def _stretches(book: Rulebook, quantity: Quantity, low: int, high: int) -> Iterator[Range]:
    """The stretches on which no test of that fact changes its verdict."""
    if quantity.type in ("enum", "bool"):
        yield from ((number, number) for number in range(low, high + 1))
        return
    cuts = sorted({cut for cut in _cuts(book, quantity.key) if low < cut <= high} | {low})
    for start, following in zip(cuts, [*cuts[1:], high + 1], strict=True):
        yield start, following - 1


def _cuts(book: Rulebook, key: str) -> Iterator[int]:
    """The first number of each stretch."""
    tests = (test for rows in book.rows.values() for row in rows for test in row.tests())
    for test in tests:
        if isinstance(test, Within) and test.key == key:
            for _, ranges in test.accepted.steps:
                for start, end in ranges or ():
                    yield start
                    yield end + 1


def _branch(book: Rulebook, facts: CaseFacts, as_of: date, quantity: Quantity, bounds: Range) -> Branch:
    low, high = bounds
    return Branch(
        fact=quantity.key,
        low=None if low == quantity.low else quantity.plain(low),
        high=None if high == quantity.high else quantity.plain(high),
        assessment=assess(book, _supposed(book, facts, quantity.key, bounds), as_of),
    )


def _supposed(book: Rulebook, facts: CaseFacts, fact_id: str, bounds: Range) -> CaseFacts:
    low, high = bounds
    said = book.quantities[fact_id].plain(low) if low == high else None
    return facts.with_values(**{fact_id: Value(low, high, said)})
