"""Random cases over the real dictionary, with values at and beside every threshold a rule names.

Built from one random number generator, which hypothesis seeds: drawing each of some two hundred values by itself
would cost far more than judging them.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from rules_engine import Rulebook
from rules_engine.evaluation.tree import Within
from rules_engine.model.facts import CaseFacts, Item, Value
from rules_engine.model.quantities import Quantity

FIRST, LAST = date(2019, 1, 1), date(2027, 6, 30)


class RandomCases:
    """Draws cases and days for one rulebook."""

    def __init__(self, book: Rulebook) -> None:
        self._book = book
        self._edges: dict[str, set[int]] = {}
        for test in (test for rows in book.rows.values() for row in rows for test in row.tests()):
            if isinstance(test, Within):
                edges = self._edges.setdefault(test.key, set())
                for _, ranges in test.accepted.steps:
                    edges |= {
                        number + shift for pair in ranges or () for number in pair for shift in (-1, 0, 1)
                    }
        self._turns = sorted(self._version_turns())

    def _version_turns(self) -> set[date]:
        versions = (v for t in self._book.tables.values() for rule in t.rules for v in rule.versions)
        turns = {turn for version in versions for turn in (version.from_, version.to) if turn}
        beside = {turn + timedelta(days=shift) for turn in turns for shift in (-1, 0, 1)}
        return {day for day in beside if FIRST <= day <= LAST}

    def day(self, random: Random) -> date:
        """A day of judgement: at the turn of a version, the day beside it, or any other."""
        if random.random() < 0.6:
            return random.choice(self._turns)
        return FIRST + timedelta(days=random.randrange((LAST - FIRST).days))

    def case(self, random: Random, *, known: bool) -> CaseFacts:
        """A derived case: every fact of the dictionary by itself, those that are worked out included."""
        values: dict[str, Value] = {}
        tags: dict[str, frozenset[str]] = {}
        items: dict[str, tuple[Item, ...]] = {}
        for fact_id, fact in self._book.quantities.facts.items():
            if fact.type == "list":
                count = random.choice((0, 1, 1, 2, 3))
                items[fact_id] = tuple(self._item(random, fact_id, known=known) for _ in range(count))
                continue
            self._fact(random, self._book.quantities[fact_id], fact_id, values, tags, known=known)
        return CaseFacts(values, tags, items)

    def _item(self, random: Random, list_id: str, *, known: bool) -> Item:
        values: dict[str, Value] = {}
        tags: dict[str, frozenset[str]] = {}
        for name, quantity in self._book.quantities.fields(list_id).items():
            self._fact(random, quantity, name, values, tags, known=known)
        return Item(values, tags)

    def _fact(
        self, random: Random, quantity: Quantity, name: str,
        values: dict[str, Value], tags: dict[str, frozenset[str]], *, known: bool,
    ) -> None:  # fmt: skip
        if quantity.type == "enum_list":
            tags[name] = frozenset(random.sample(quantity.codes, random.choice((0, 1, 1, 2))))
            return
        chance = 1.0 if known else random.random()
        if chance < 0.2:
            return
        point = self._point(random, quantity)
        if chance < 0.3:
            other = self._point(random, quantity)
            values[name] = Value(min(point, other), max(point, other))
            return
        values[name] = Value(point, point, quantity.plain(point))

    def _point(self, random: Random, quantity: Quantity) -> int:
        if quantity.type == "date":
            return self.day(random).toordinal()
        edges = [e for e in self._edges.get(quantity.key, ()) if quantity.low <= e <= quantity.high]
        if edges and random.random() < 0.7:
            return random.choice(edges)
        return random.randint(quantity.low, quantity.high)


def spoken(book: Rulebook, case: CaseFacts) -> dict[str, Any]:
    """A wholly known case as plain values, the way a person would write them."""
    facts: dict[str, Any] = {key: _plain(book.quantities[key], value) for key, value in case.values.items()}
    facts |= case.tags
    for list_id, reported in case.items.items():
        fields = book.quantities.fields(list_id)
        facts[list_id] = [
            {**{name: _plain(fields[name], value) for name, value in item.values.items()}, **item.tags}
            for item in reported
        ]
    return facts


def _plain(quantity: Quantity, value: Value) -> Any:
    return date.fromordinal(value.low) if quantity.type == "date" else quantity.plain(value.low)
