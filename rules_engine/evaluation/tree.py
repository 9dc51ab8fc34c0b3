"""The reference meaning of conditions: a tree of three-valued tests (Kleene's logic).

A test is true when every value the facts leave open satisfies it, false when none does, unknown
otherwise. Together with unknown it names the facts that would decide it. Nothing is cut short: each
branch is judged, so that the answer does not depend on the order of the conditions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import IntEnum

from msgspec import Struct

from rules_engine.evaluation.ranges import Range, Ranges, contains, touches
from rules_engine.evaluation.reading import Reading


class Truth(IntEnum):
    """Ordered so that ``and`` is the minimum and ``or`` the maximum."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


Asks = tuple[str, ...]
Verdict = tuple[Truth, Asks]


class Dated(Struct, frozen=True):
    """Accepted numbers that may change with the day: (first day as ordinal, ranges); None = no value then."""

    steps: tuple[tuple[int, Ranges | None], ...]

    @classmethod
    def always(cls, ranges: Ranges) -> Dated:
        """The same on every day."""
        return cls(((date.min.toordinal(), ranges),))

    def on(self, day: date) -> Ranges | None:
        """What is accepted on ``day``; None when a parameter has no value then."""
        index = bisect_right([start for start, _ in self.steps], day.toordinal()) - 1
        return self.steps[index][1] if index >= 0 else None


class Within(Struct, frozen=True):
    """The fact lies in the accepted numbers."""

    key: str
    accepted: Dated

    def judge(self, reading: Reading, day: date) -> Verdict:
        """Compare all the fact may be with what is accepted."""
        ranges = self.accepted.on(day)
        if ranges is None:
            return Truth.UNKNOWN, ()
        return _place(ranges, reading.bounds(self.key), self.key)


class Contains(Struct, frozen=True):
    """A list of words holds at least one of these words."""

    key: str
    words: frozenset[str]

    def judge(self, reading: Reading, day: date) -> Verdict:
        """A word nobody stated is not there."""
        return (Truth.TRUE if self.words & reading.tags(self.key) else Truth.FALSE), ()


class AllOf(Struct, frozen=True):
    """Every test holds."""

    tests: tuple[Test, ...]

    def judge(self, reading: Reading, day: date) -> Verdict:
        """The least of the verdicts."""
        return _combine((test.judge(reading, day) for test in self.tests), min, Truth.TRUE)


class AnyOf(Struct, frozen=True):
    """At least one test holds."""

    tests: tuple[Test, ...]

    def judge(self, reading: Reading, day: date) -> Verdict:
        """The greatest of the verdicts."""
        return _combine((test.judge(reading, day) for test in self.tests), max, Truth.FALSE)


class Not(Struct, frozen=True):
    """The test does not hold."""

    test: Test

    def judge(self, reading: Reading, day: date) -> Verdict:
        """Unknown stays unknown."""
        truth, asks = self.test.judge(reading, day)
        return Truth(Truth.TRUE - truth), asks


class Exists(Struct, frozen=True):
    """At least one reported item passes the test."""

    list_id: str
    where: Test

    def judge(self, reading: Reading, day: date) -> Verdict:
        """The greatest of the items' verdicts; false without items."""
        return _combine(_each(self.list_id, self.where, reading, day), max, Truth.FALSE)


class Count(Struct, frozen=True):
    """The number of reported items that pass the test lies in the accepted numbers."""

    list_id: str
    where: Test
    accepted: Dated

    def judge(self, reading: Reading, day: date) -> Verdict:
        """Decided when even all undecided items together could not change it."""
        ranges = self.accepted.on(day)
        verdicts = list(_each(self.list_id, self.where, reading, day))
        asks = _merge(asks for truth, asks in verdicts if truth is Truth.UNKNOWN)
        if ranges is None:
            return Truth.UNKNOWN, asks
        sure = sum(truth is Truth.TRUE for truth, _ in verdicts)
        open_ = sum(truth is Truth.UNKNOWN for truth, _ in verdicts)
        truth, _ = _place(ranges, (sure, sure + open_), "")
        return truth, asks if truth is Truth.UNKNOWN else ()


Test = Within | Contains | AllOf | AnyOf | Not | Exists | Count


def walk(test: Test) -> Iterator[Test]:
    """The test and every test inside it."""
    yield test
    if isinstance(test, (AllOf, AnyOf)):
        for inner in test.tests:
            yield from walk(inner)
    elif isinstance(test, Not):
        yield from walk(test.test)
    elif isinstance(test, (Exists, Count)):
        yield from walk(test.where)


def keys_of(test: Test) -> tuple[str, ...]:
    """The facts the test reads, in the order they are written."""
    read = (inner.key for inner in walk(test) if isinstance(inner, (Within, Contains)))
    return tuple(dict.fromkeys(key for key in read if key))


def _place(ranges: Ranges, bounds: Range, key: str) -> Verdict:
    if contains(ranges, *bounds):
        return Truth.TRUE, ()
    if touches(ranges, *bounds):
        return Truth.UNKNOWN, (key,)
    return Truth.FALSE, ()


def _each(list_id: str, where: Test, reading: Reading, day: date) -> Iterator[Verdict]:
    for item in reading.items(list_id):
        yield where.judge(reading.inside(list_id, item), day)


def _combine(verdicts: Iterable[Verdict], choose: Callable[..., Truth], of_none: Truth) -> Verdict:
    judged = list(verdicts)
    truth = choose((truth for truth, _ in judged), default=of_none)
    if truth is not Truth.UNKNOWN:
        return truth, ()
    return truth, _merge(asks for own, asks in judged if own is Truth.UNKNOWN)


def _merge(asks: Iterable[Asks]) -> Asks:
    return tuple(dict.fromkeys(key for keys in asks for key in keys))
