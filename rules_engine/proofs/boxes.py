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
        """One case of the box, at an edge that borders on other cases; facts that do not matter left out."""
        return {key: self._edge(key, box[key]) for key in keys if key in box and box[key] != self.whole(key)}

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
    plain = [row for row in rows if provable(row)]
    dead = [row for row in plain if _is_dead(space, row)]
    for row in dead:
        yield ("rules", row.index, "when"), "E303", f"{row.rule.id}：没有一种情形能让它成立；条件互相矛盾"
    living = [row for row in plain if row not in dead]
    if book.tables[table].hit == "collect":
        yield from _subsumed(space, living)
        return
    opaque = [row for row in rows if row not in plain]
    for row in opaque:
        yield ("rules", row.index, "when"), "E305", f"{row.rule.id}：唯一表里不能用列表条件"
    if not opaque and len(rows) == len(book.tables[table].rules):
        yield from _unique(space, living, _epochs(rows))


def provable(row: Row) -> bool:
    """Whether the row tests single values only, which boxes describe exactly."""
    return not any(isinstance(test, (Exists, Count, Contains)) for test in row.tests())


def _is_dead(space: Space, row: Row) -> bool:
    days = [version.from_ for version in row.rule.versions]
    return bool(days) and not any(space.boxes(row, day) for day in days)


def _subsumed(space: Space, rows: Sequence[Row]) -> Iterator[Finding]:
    for left, right in combinations(rows, 2):
        if left.rule.then != right.rule.then or not left.rule.versions or not right.rule.versions:
            continue
        day = max(left.rule.versions[-1].from_, right.rule.versions[-1].from_)
        for inner, outer in ((left, right), (right, left)):
            if not space.subtract_all(space.boxes(inner, day), space.boxes(outer, day)):
                message = f"{inner.rule.id} 成立时 {outer.rule.id} 总成立，结论又相同；留一行"
                yield ("rules", inner.index), "E304", message
                break


def _unique(space: Space, rows: Sequence[Row], epochs: Iterable[date]) -> Iterator[Finding]:
    overlapping: set[tuple[int, int]] = set()
    keys = tuple(dict.fromkeys(key for row in rows for key in row.keys))
    for day in epochs:
        active = [(row, space.boxes(row, day)) for row in rows if _speaks(row, day)]
        for (left, own), (right, others) in combinations(active, 2):
            shared = next(_shared(space, own, others), None)
            pair = (left.index, right.index)
            if shared is not None and pair not in overlapping:
                overlapping.add(pair)
                point = say_point(space.point(shared, keys), space.quantities) or "任何情形"
                message = f"{left.rule.id} 与 {right.rule.id} 在 {point} 时同时成立"
                yield ("rules", right.index), "E301", message
        rest = space.subtract_all([{}], [box for _, boxes in active for box in boxes])
        if rest:
            point = say_point(space.point(rest[0], keys), space.quantities) or "任何情形"
            gap = f"{day.isoformat()} 起，{point} 时没有一行成立"
            yield ("rules",), "E302", f"{gap}；补一行或放宽相邻的行"
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


def _speaks(row: Row, day: date) -> bool:
    """Whether the row has a version on that day, or says why it has none."""
    has_version = any(version.period.covers(day) for version in row.rule.versions)
    return has_version or row.rule.not_covered is not None
