"""Judging a row: fires, silent, undecided or not covered, on the judged thing's own day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from rules_engine.evaluation.reading import Reading
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.tree import Asks, Truth
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import Quantities, item_name
from rules_engine.model.sentences import Text
from rules_engine.model.tables import Outcome, Version


class Judgement(Struct, frozen=True):
    """The verdict of one row on the case or on one item.

    ``day`` is the day it was judged on (None while the item's date is unknown); ``asks`` are the facts
    that would decide it; ``wonders`` those that would settle an exception; ``caveats`` say so meanwhile.
    """

    row: Row
    reading: Reading
    item: int | None
    outcome: Outcome
    day: date | None
    version: Version | None
    asks: Asks = ()
    wonders: Asks = ()
    caveats: tuple[Text, ...] = ()

    @property
    def rule_id(self) -> str:
        """The rule that was judged."""
        rule_id: str = self.row.rule.id
        return rule_id

    @property
    def leans_on(self) -> Asks:
        """The unknown facts on which the likelihood of a fired step depends."""
        if self.outcome != "fires" or not self.row.leanings:
            return ()
        verdicts = (leaning.test.judge(self.reading, self.day or date.min) for leaning in self.row.leanings)
        return tuple(dict.fromkeys(key for truth, asks in verdicts if truth is Truth.UNKNOWN for key in asks))

    @property
    def lacks_only_the_day(self) -> bool:
        """Whether the rule would fire, were the item's date known to fall in a version."""
        return self.outcome == "undecided" and self.asks == (self.row.day_key,)


def judge(row: Row, quantities: Quantities, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    """One judgement for the case, or one for each reported item the table is about."""
    if row.list_id is None:
        return (judge_on(row, Reading(quantities, case), None, as_of),)
    items = case.items.get(row.list_id, ())
    prefix = item_name(row.list_id)
    return tuple(
        _judge_item(row, Reading(quantities, case, prefix, item), index, as_of)
        for index, item in enumerate(items)
    )


def reading_of(
    row: Row, quantities: Quantities, case: CaseFacts, as_of: date
) -> Iterator[tuple[int | None, Reading, date]]:
    """What is judged by the row, one by one, each with its own day; the day of an undated item is ``as_of``."""
    if row.list_id is None:
        yield None, Reading(quantities, case), as_of
        return
    prefix = item_name(row.list_id)
    for index, item in enumerate(case.items.get(row.list_id, ())):
        reading = Reading(quantities, case, prefix, item)
        day = reading.value(row.day_key) if row.day_key else None
        yield index, reading, as_of if day is None else date.fromordinal(day.low)


def _judge_item(row: Row, reading: Reading, index: int, as_of: date) -> Judgement:
    if row.day_key is None:
        return judge_on(row, reading, index, as_of)
    day = reading.value(row.day_key)
    if day is not None:
        return judge_on(row, reading, index, date.fromordinal(day.low))
    return _judge_undated(row, reading, index, as_of)


def _judge_undated(row: Row, reading: Reading, index: int, as_of: date) -> Judgement:
    """Judged under all versions the item could fall in: decided when they agree, else its date is asked."""
    judged = [judge_on(row, reading, index, day) for day in _possible_days(row, reading, as_of)]
    outcomes = {judgement.outcome for judgement in judged}
    latest = replace(judged[-1], day=None)
    if len(outcomes) == 1 and outcomes != {"undecided"}:
        return latest
    if outcomes <= {"silent", "not_covered"}:
        return replace(latest, outcome="silent", version=None)
    asks = dict.fromkeys([str(row.day_key), *(key for judgement in judged for key in judgement.asks)])
    version = next((judgement.version for judgement in reversed(judged) if judgement.version), None)
    return replace(latest, outcome="undecided", version=version, asks=tuple(asks))


def _possible_days(row: Row, reading: Reading, as_of: date) -> Iterator[date]:
    """One day of each stretch over which the row means the same, up to the day of the assessment."""
    first = date.fromordinal(reading.bounds(str(row.day_key))[0])
    last = max(first, as_of)
    turns = {first, last, *row.turning_days()}
    for version in row.rule.versions:
        turns.add(version.from_)
        if version.to is not None:
            turns.add(version.to + timedelta(days=1))
    return (day for day in sorted(turns) if first <= day <= last)


def judge_on(row: Row, reading: Reading, index: int | None, day: date) -> Judgement:
    """The verdict of the row under the version of that day."""
    version = next((version for version in row.rule.versions if version.period.covers(day)), None)
    judgement = Judgement(row, reading, index, "silent", day, version)
    truth, asks = row.when.judge(reading, day)
    exemptions = [(exemption, *exemption.test.judge(reading, day)) for exemption in row.unless]
    if truth is Truth.FALSE or any(exempt is Truth.TRUE for _, exempt, _ in exemptions):
        return judgement
    if version is None:
        return replace(judgement, outcome="not_covered")
    open_ = [(exemption, own) for exemption, exempt, own in exemptions if exempt is Truth.UNKNOWN]
    if truth is Truth.UNKNOWN:
        return replace(judgement, outcome="undecided", asks=asks)
    return replace(
        judgement,
        outcome="fires",
        caveats=tuple(exemption.caveat for exemption, _ in open_),
        wonders=tuple(dict.fromkeys(key for _, own in open_ for key in own)),
    )
