"""Random cases of a rulebook: everything known, half of all numbers at a threshold or one beside it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from rules_engine import Rulebook
from rules_engine.evaluation.tree import Within
from rules_engine.model.quantities import Quantity, item_name

SEED = 20260331
MOST_ITEMS = 11
_JSON = msgspec.json.Encoder(decimal_format="number")


class Case(Struct, frozen=True):
    """One case in its two forms, and the day it is judged on.

    ``facts`` holds whole numbers (分, ppm, minutes, day ordinals), words and lists, as a program would keep
    them; ``told`` is the same as JSON in the units of the product's contract.
    """

    day: date
    facts: dict[str, Any]
    told: bytes


def random_cases(book: Rulebook, count: int, seed: int = SEED) -> list[Case]:
    """The same cases for the same rulebook, count and seed."""
    draw = _Draw(book, random.Random(seed))
    return [draw.case() for _ in range(count)]


class _Draw:
    """Draws the facts of a case, each from the range and the thresholds of its fact."""

    def __init__(self, book: Rulebook, chance: random.Random) -> None:
        self._book = book
        self._chance = chance
        self._thresholds: dict[str, list[int]] = {}
        for key, number in _thresholds(book):
            self._thresholds.setdefault(key, []).append(number)

    def case(self) -> Case:
        """One more case."""
        facts: dict[str, Any] = {}
        told: dict[str, Any] = {}
        for fact in self._book.quantities.facts.values():
            if fact.type == "list":
                items = [self._item(fact.id) for _ in range(self._chance.randint(0, MOST_ITEMS))]
                facts[fact.id] = [kept for kept, _ in items]
                told[fact.id] = [said for _, said in items]
            elif not fact.derived:
                facts[fact.id], told[fact.id] = self._value(self._book.quantities[fact.id])
        day = date.fromordinal(self._near("", date(2024, 7, 1).toordinal(), date(2026, 12, 31).toordinal()))
        return Case(day, {**facts, "day": day.toordinal()}, _JSON.encode(told))

    def _item(self, list_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
        prefix = item_name(list_id)
        values = {
            field.id: self._value(self._book.quantities[f"{prefix}.{field.id}"])
            for field in self._book.quantities.facts[list_id].fields
        }
        return (
            {name: kept for name, (kept, _) in values.items()},
            {name: said for name, (_, said) in values.items()},
        )

    def _value(self, quantity: Quantity) -> tuple[Any, Any]:
        """A value as a program keeps it and as it is told; the first word of an enum is the usual one."""
        if quantity.type == "enum_list":
            words = [word for word in quantity.values if self._chance.random() < 0.2]
            return words, words
        if quantity.type == "enum":
            code = self._chance.choice(quantity.codes) if self._chance.random() < 0.5 else quantity.codes[0]
            return code, code
        number = self._near(quantity.key, quantity.low, quantity.high)
        return (bool(number) if quantity.type == "bool" else number), quantity.plain(number)

    def _near(self, key: str, low: int, high: int) -> int:
        thresholds = self._thresholds.get(key)
        if thresholds and self._chance.random() < 0.5:
            number = self._chance.choice(thresholds) + self._chance.choice((-1, 0, 1))
            return min(max(number, low), high)
        return self._chance.randint(low, high)


def _thresholds(book: Rulebook) -> Iterator[tuple[str, int]]:
    """Where the verdict of some rule turns; the empty key is the day of the assessment."""
    for rows in book.rows.values():
        for row in rows:
            for test in row.tests():
                if isinstance(test, Within):
                    yield from ((test.key, end) for ends in _ends(test) for end in ends)
            for version in row.rule.versions:
                yield row.day_key or "", version.from_.toordinal()
                if version.to is not None:
                    yield row.day_key or "", version.to.toordinal()


def _ends(test: Within) -> Iterator[tuple[int, int]]:
    return (ends for _, ranges in test.accepted.steps for ends in ranges or ())
