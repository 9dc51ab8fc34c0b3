"""Compiled rules: what judging a row needs, looked up once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from rules_engine.evaluation.tree import AllOf, Count, Test, Within, walk
from rules_engine.model.sentences import Text
from rules_engine.model.tables import Rule, Table

_LIST_OF_EACH: Mapping[str, str] = {
    "contact": "contacts",
    "contact_day": "contact_days",
    "document": "documents",
    "complaint": "complaints",
}


class Exemption(Struct, frozen=True):
    """An exception to a rule, and what is said while nobody knows whether it applies."""

    test: Test
    caveat: Text


class Leaning(Struct, frozen=True):
    """What changes a likelihood: the test, and where its shift stands in the rule."""

    test: Test
    index: int


class Row(Struct, frozen=True):
    """A rule ready to be judged, with the keys and parameters it reads."""

    table: Table[Any]
    # Where the rule stands in its file, counted from 0.
    index: int
    when: AllOf
    unless: tuple[Exemption, ...]
    keys: tuple[str, ...]
    params: tuple[str, ...]
    leanings: tuple[Leaning, ...] = ()

    @property
    def rule(self) -> Rule[Any]:
        """The rule as it is written."""
        return self.table.rules[self.index]

    @property
    def list_id(self) -> str | None:
        """The list whose items are judged one by one; None for the case itself."""
        return _LIST_OF_EACH.get(self.table.each)

    @property
    def day_key(self) -> str | None:
        """The date fact that says whose version holds; None when the day of the assessment does."""
        return None if self.table.judged_on == "as_of" else self.table.judged_on

    def tests(self) -> Iterator[Test]:
        """Every test that decides the row, exceptions and inner ones included."""
        for test in (self.when, *(exemption.test for exemption in self.unless)):
            yield from walk(test)

    def turning_days(self) -> tuple[date, ...]:
        """The days on which a parameter this row reads changes."""
        starts = {
            start
            for test in self.tests()
            if isinstance(test, (Within, Count))
            for start, _ in test.accepted.steps
        }
        return tuple(map(date.fromordinal, sorted(starts)))
