"""What no example exercises: conditions never seen to hold or to fail, edges and dates without a case at either side.

A threshold that nobody tried on both sides is where rules are wrong: 30 days or 31, 22:00 or 21:59, the day a
standard began or the day before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from rules_engine.evaluation.judging import Judgement
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import AllOf, AnyOf, Not, Test, Truth, Within
from rules_engine.evaluation.wording import say
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import Quantities

# Dates before this one are past what people ask about; their outer side needs no example.
DATES_SINCE = date(2021, 1, 1)
_ORDERED = ("int", "money", "rate", "number", "date", "time")


class Tried(Struct, frozen=True):
    """A case and the day it was judged on."""

    facts: CaseFacts
    as_of: date


class Unexercised(Struct, frozen=True):
    """Something a rule says that no case tries; ``code`` tells which kind (E505 condition, E506 edge, E507 date)."""

    row: Row
    code: str
    message: str
    condition: str = ""


def unexercised(quantities: Quantities, row: Row, seen: Sequence[Judgement]) -> Iterator[Unexercised]:
    """What none of the judgements of a row tries."""
    for test in row_tests(row):
        yield from _condition(quantities, row, test, seen)
    yield from _dates(row, seen)


def row_tests(row: Row) -> Iterator[Test]:
    """Each condition of a row by itself; questions about the items of a list count as one."""
    for test in (*row.when.tests, *(exemption.test for exemption in row.unless)):
        yield from _leaves(test)


def _leaves(test: Test) -> Iterator[Test]:
    if isinstance(test, (AllOf, AnyOf)):
        for inner in test.tests:
            yield from _leaves(inner)
    elif isinstance(test, Not):
        yield from _leaves(test.test)
    else:
        yield test


def _condition(
    quantities: Quantities, row: Row, test: Test, seen: Sequence[Judgement]
) -> Iterator[Unexercised]:
    truths = {test.judge(judgement.reading, judgement.day or date.max)[0] for judgement in seen}
    day = row.rule.versions[-1].from_ if row.rule.versions else date.max
    said = say(test, quantities, day)
    for truth, word in ((Truth.TRUE, "成立"), (Truth.FALSE, "不成立")):
        if truth not in truths:
            yield Unexercised(row, "E505", f"没有例子让“{said}”{word}", said)
    if isinstance(test, Within) and quantities[test.key].type in _ORDERED:
        yield from _edges(quantities, row, test, seen)


def _edges(
    quantities: Quantities, row: Row, test: Within, seen: Sequence[Judgement]
) -> Iterator[Unexercised]:
    """The numbers at both sides of each edge: the last that is accepted, the first that is not."""
    quantity = quantities[test.key]
    tried = {value.low for j in seen if (value := j.reading.value(test.key)) is not None and value.exact}
    for _, ranges in test.accepted.steps:
        for number in sorted(_both_sides(ranges or (), quantity.low, quantity.high) - tried):
            yield Unexercised(row, "E506", f"没有例子试过 {test.key}={quantity.say(number)}（边界）")


def _both_sides(ranges: Ranges, lowest: int, highest: int) -> set[int]:
    sides: set[int] = set()
    for low, high in ranges:
        if low > lowest:
            sides |= {low - 1, low}
        if high < highest:
            sides |= {high, high + 1}
    return sides


def _dates(row: Row, seen: Sequence[Judgement]) -> Iterator[Unexercised]:
    """The first and last day of each version, and the day before and after."""
    days = {judgement.day for judgement in seen}
    wanted: dict[date, None] = {}
    for version in row.rule.versions:
        if version.from_ >= DATES_SINCE:
            wanted |= dict.fromkeys((version.from_ - timedelta(days=1), version.from_))
        if version.to is not None and version.to >= DATES_SINCE:
            wanted |= dict.fromkeys((version.to, version.to + timedelta(days=1)))
    for day in wanted:
        if day not in days:
            yield Unexercised(row, "E507", f"没有例子落在 {day}（版本的起止日）")
