"""Why a rule did or did not fire, condition by condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rules_engine.evaluation.assessing import derive
from rules_engine.evaluation.grounds import ground_of
from rules_engine.evaluation.judging import Judgement
from rules_engine.evaluation.tree import Test, Truth, keys_of
from rules_engine.evaluation.verdicts import judge_all
from rules_engine.evaluation.wording import say
from rules_engine.model.assessment import Assessment
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import STAGE
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.sentences import text_of

HOLDS, FAILS, OPEN = "成立", "不成立", "还不知道"
_TRUTH_WORDS = {Truth.TRUE: HOLDS, Truth.FALSE: FAILS, Truth.UNKNOWN: OPEN}


class Reason(Struct, frozen=True):
    """One condition: what it says, what was read for it, and whether it holds (成立, 不成立, 还不知道)."""

    condition: str
    read: dict[str, Any]
    holds: str
    is_exception: bool


class Explanation(Struct, frozen=True):
    """One judgement of a rule, on the case or on the item of that number, with its reasons and ground."""

    rule: str
    name: str
    table: str
    item: int | None
    verdict: str
    reasons: tuple[Reason, ...]
    asks: tuple[str, ...]
    caveats: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str | None
    see_also: tuple[str, ...]
    not_covered: str | None

    @property
    def because(self) -> tuple[str, ...]:
        """The conditions that decide the verdict: those that hold, fail or are open; an exception that applies."""
        exempt = [reason for reason in self.reasons if reason.is_exception and reason.holds == HOLDS]
        if self.verdict == "silent" and exempt:
            return tuple(reason.condition for reason in exempt)
        wanted = {"silent": FAILS, "undecided": OPEN}.get(self.verdict, HOLDS)
        plain = (reason for reason in self.reasons if not reason.is_exception)
        return tuple(reason.condition for reason in plain if reason.holds == wanted)


def explain(book: Rulebook, facts: CaseFacts, as_of: date, rule_id: str) -> list[Explanation]:
    """Every judgement of the rules of that id, in file order; empty for an unknown id or an empty list.

    Where two tables have a rule of the same id, ``table/id`` names one of them.
    """
    table, _, wanted = rule_id.rpartition("/")
    judged = judge_all(book, derive(book, facts, as_of).case, as_of)
    stage = _stage_strength(book, judged, as_of)
    return [
        _explanation(book, judgement, as_of, stage)
        for judgement in judged
        if judgement.rule_id == wanted and table in ("", judgement.row.table.table)
    ]


def _stage_strength(book: Rulebook, judged: Iterable[Judgement], as_of: date) -> str | None:
    """How firmly the stage may speak: what reads it is no firmer."""
    stages = (each for each in judged if each.row.table.table == STAGE and each.outcome == "fires")
    return next((ground_of(book, stage, as_of).strength for stage in stages), None)


def with_reasons(book: Rulebook, facts: CaseFacts, found: Assessment) -> Assessment:
    """The same assessment with the deciding conditions of every rule in its trace, in words."""
    case = derive(book, facts, found.as_of).case
    judged = judge_all(book, case, found.as_of)
    trace = tuple(
        replace(traced, because=_explanation(book, judgement, found.as_of, None).because)
        for traced, judgement in zip(found.trace, judged, strict=True)
    )
    return replace(found, trace=trace)


def _explanation(book: Rulebook, judgement: Judgement, as_of: date, stage: str | None) -> Explanation:
    row, version = judgement.row, judgement.version
    fires = judgement.outcome == "fires"
    resting_on = [stage] if stage and STAGE in row.keys else []
    return Explanation(
        rule=row.rule.id,
        name=row.rule.name,
        table=row.table.table,
        item=judgement.item,
        verdict=judgement.outcome,
        reasons=tuple(_reasons(judgement, judgement.day or as_of)),
        asks=judgement.asks,
        caveats=tuple(map(text_of, judgement.caveats)),
        basis=version.basis if version else (),
        strength=ground_of(book, judgement, as_of, resting_on).strength if fires else None,
        see_also=version.see_also if version else (),
        not_covered=row.rule.not_covered if judgement.outcome == "not_covered" else None,
    )


def _reasons(judgement: Judgement, day: date) -> Iterator[Reason]:
    for test in judgement.row.when.tests:
        yield _reason(judgement, test, day, is_exception=False)
    for exemption in judgement.row.unless:
        yield _reason(judgement, exemption.test, day, is_exception=True)


def _reason(judgement: Judgement, test: Test, day: date, *, is_exception: bool) -> Reason:
    reading = judgement.reading
    truth, _ = test.judge(reading, day)
    read = {key: said for key in keys_of(test) if (said := reading.said(key)) is not None}
    return Reason(say(test, reading.quantities, day), read, _TRUTH_WORDS[truth], is_exception)
