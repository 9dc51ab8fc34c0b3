"""Exact proofs over whole-number boxes: a unique table has no gap and no overlap, no row is dead or idle.

A box gives each fact a set of ranges; a row is a union of boxes. Everything is exact over the whole
range the dictionary gives each fact, so a counter-example is a case that can really be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, product

from msgspec import Struct

from rules_engine.evaluation import ranges as sets
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import AllOf, AnyOf, Contains, Count, Exists, Not, Test, Within
from rules_engine.evaluation.wording import say_point
from rules_engine.loading.schema import Finding
from rules_engine.model.quantities import Quantities
from rules_engine.model.rulebook import Rulebook

Box = Mapping[str, Ranges]


class Space(Struct, frozen=True):
    """The facts a proof ranges over, each with all it may be."""

    quantities: Quantities

    def whole(self, key: str) -> Ranges:
        """Everything ``key`` may be."""
        quantity = self.quantities[key]
        return ((quantity.low, quantity.high),)

    def intersect(self, left: Box, right: Box) -> Box | None:
        """The cases in both boxes; None when there is none."""
        both = dict(left)
        for key, ranges in right.items():
            both[key] = sets.intersect(both[key], ranges) if key in both else ranges
            if not both[key]:
                return None
        return both

    def subtract(self, box: Box, other: Box) -> Iterator[Box]:
        """The cases of ``box`` outside ``other``, as disjoint boxes."""
        if self.intersect(box, other) is None:
            yield box
            return
        inside = dict(box)
        for key, ranges in other.items():
            own = inside.get(key, self.whole(key))
            outside = sets.subtract(own, ranges)
            if outside:
                yield {**inside, key: outside}
            inside[key] = sets.intersect(own, ranges)

    def subtract_all(self, boxes: Iterable[Box], others: Iterable[Box]) -> list[Box]:
        """The cases of ``boxes`` in none of ``others``."""
        rest = list(boxes)
        for other in others:
            rest = [part for box in rest for part in self.subtract(box, other)]
        return rest

    def point(self, box: Box, keys: Iterable[str]) -> dict[str, int]:
        """One case of the box, at an edge of it that borders on other cases."""
        return {key: self._edge(key, box.get(key, self.whole(key))) for key in keys}

    def _edge(self, key: str, ranges: Ranges) -> int:
        low, high = ranges[0]
        return low if low != self.whole(key)[0][0] else high

    def boxes(self, row: Row, day: date) -> list[Box]:
        """The cases for which the row fires on ``day``."""
        exempt = [box for exemption in row.unless for box in self._boxes(exemption.test, day, True)]
        return self.subtract_all(self._boxes(row.when, day, True), exempt)

    def _boxes(self, test: Test, day: date, holds: bool) -> list[Box]:
        """The cases for which ``test`` has the truth ``holds``."""
        if isinstance(test, Within):
            accepted = test.accepted.on(day) or ()
            ranges = accepted if holds else sets.subtract(self.whole(test.key), accepted)
            return [{test.key: ranges}] if ranges else []
        if isinstance(test, Not):
            return self._boxes(test.test, day, not holds)
        assert isinstance(test, (AllOf, AnyOf))
        parts = [self._boxes(inner, day, holds) for inner in test.tests]
        if isinstance(test, AllOf) is holds:
            return [box for choice in product(*parts) if (box := self._all(choice)) is not None]
        return [box for part in parts for box in part]

    def _all(self, boxes: Sequence[Box]) -> Box | None:
        result: Box | None = {}
        for box in boxes:
            result = None if result is None else self.intersect(result, box)
        return result


def findings(book: Rulebook, table: str) -> Iterator[Finding]:
    """Gaps, overlaps, dead and subsumed rows of a table, each once, with a counter-example."""
    rows = book.rows[table]
    space = Space(book.quantities)
    opaque = [index for index, row in enumerate(rows) if not provable(row)]
    plain = [(index, row) for index, row in enumerate(rows) if index not in opaque]
    dead = set(_dead(space, plain))
    for index in sorted(dead):
        yield ("rules", index, "when"), "E303", f"{rows[index].rule.id}：没有一种情形能让它成立；条件互相矛盾"
    living = [(index, row) for index, row in plain if index not in dead]
    if book.tables[table].hit == "collect":
        yield from _subsumed(space, living)
        return
    for index in opaque:
        yield ("rules", index, "when"), "E305", f"{rows[index].rule.id}：唯一表里不能用列表条件"
    if not opaque:
        yield from _unique(space, living)


def provable(row: Row) -> bool:
    """Whether the row tests single values only, which boxes describe exactly."""
    return not any(isinstance(test, (Exists, Count, Contains)) for test in row.tests())


def _dead(space: Space, rows: Iterable[tuple[int, Row]]) -> Iterator[int]:
    for index, row in rows:
        days = [version.from_ for version in row.rule.versions]
        if days and not any(space.boxes(row, day) for day in days):
            yield index


def _subsumed(space: Space, rows: Sequence[tuple[int, Row]]) -> Iterator[Finding]:
    for (first, left), (second, right) in combinations(rows, 2):
        if left.rule.then != right.rule.then or not left.rule.versions or not right.rule.versions:
            continue
        day = max(left.rule.versions[-1].from_, right.rule.versions[-1].from_)
        for index, inner, outer in ((first, left, right), (second, right, left)):
            if not space.subtract_all(space.boxes(inner, day), space.boxes(outer, day)):
                message = f"{inner.rule.id} 成立时 {outer.rule.id} 总成立，结论又相同；留一行"
                yield ("rules", index), "E304", message
                break


def _unique(space: Space, rows: Sequence[tuple[int, Row]]) -> Iterator[Finding]:
    overlapping: set[tuple[int, int]] = set()
    keys = tuple(dict.fromkeys(key for _, row in rows for key in row.keys))
    for day in _epochs([row for _, row in rows]):
        active = [(i, row, space.boxes(row, day)) for i, row in rows if _version_covers(row, day)]
        for (first, left, own), (second, right, others) in combinations(active, 2):
            shared = next(_shared(space, own, others), None)
            if shared is not None and (first, second) not in overlapping:
                overlapping.add((first, second))
                point = say_point(space.point(shared, keys), space.quantities)
                yield ("rules", second), "E301", f"{left.rule.id} 与 {right.rule.id} 在 {point} 时同时成立"
        rest = space.subtract_all([{}], [box for _, _, boxes in active for box in boxes])
        if rest:
            point = say_point(space.point(rest[0], keys), space.quantities)
            yield ("rules",), "E302", f"{day.isoformat()} 起，{point} 时没有一行成立；补一行或放宽相邻的行"
            return


def _shared(space: Space, own: Iterable[Box], others: Iterable[Box]) -> Iterator[Box]:
    for left, right in product(own, others):
        both = space.intersect(left, right)
        if both is not None:
            yield both


def _epochs(rows: Iterable[Row]) -> list[date]:
    """The first day of each stretch over which the table means the same, from its first version on."""
    days: set[date] = set()
    first: list[date] = []
    for row in rows:
        days.update(row.turning_days())
        for version in row.rule.versions:
            first.append(version.from_)
            days.add(version.from_)
            if version.to is not None:
                days.add(version.to + timedelta(days=1))
    return sorted(day for day in days if first and day >= min(first))


def _version_covers(row: Row, day: date) -> bool:
    return any(version.period.covers(day) for version in row.rule.versions)
