"""From fired rules to the rows of the assessment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

from msgspec import Struct

from rules_engine.derived.calendar import last_day
from rules_engine.derived.dates import DAYS, DueDate
from rules_engine.derived.legal_step import reached_on
from rules_engine.evaluation.grounds import Ground, ground_of
from rules_engine.evaluation.judging import Judgement
from rules_engine.evaluation.ranges import Ranges, intersect
from rules_engine.evaluation.tree import Truth, Within
from rules_engine.model import assessment as out
from rules_engine.model.facts import CaseFacts, Value
from rules_engine.model.quantities import Quantity
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.sentences import text_of
from rules_engine.model.tables import (
    ChannelThen,
    ConductThen,
    DayAfterDue,
    DeadlineThen,
    EvidenceThen,
    NextStepThen,
    OptionThen,
    PointThen,
    Shift,
    StageThen,
)

_T = TypeVar("_T")
# What is said of a time limit while the day it hangs on is unknown.
_UNDATED = {
    "document.received": "received_unknown",
    "document.hearing": "event_unknown",
    "complaint.filed": "filed_unknown",
}


class Setting(Struct, frozen=True):
    """What conclusions are drawn from besides the rules: the case with its derived facts, on a day."""

    book: Rulebook
    case: CaseFacts
    due: DueDate | None
    as_of: date
    stage: out.Stage | None = None

    def ground(self, judgement: Judgement) -> Ground:
        """The ground of a judgement; one that reads the stage is no firmer than the stage."""
        stage = self.stage if "stage" in judgement.row.keys else None
        return ground_of(self.book, judgement, self.as_of, [stage.strength] if stage else ())


def stage(setting: Setting, judgement: Judgement) -> out.Stage:
    """Where the person stands, with the days it lasts where days decide it."""
    rule, then = judgement.row.rule, _then(judgement, StageThen)
    days_from, days_to = _days(setting, judgement)
    since, until = _span(setting, days_from, days_to)
    if days_from is None and days_to is None:
        step = setting.case.values.get("legal_step")
        since = None if step is None else reached_on(str(step.said), setting.case.items.get("documents", ()))
    ground = setting.ground(judgement)
    return out.Stage(
        id=rule.id,
        name=rule.name,
        says=text_of(then.says),
        simple=text_of(then.simple),
        days_from=days_from,
        days_to=days_to,
        since=since,
        until=until,
        basis=ground.with_texts(then.says, then.simple),
        strength=ground.strength,
    )


def stage_actions(setting: Setting, judgement: Judgement) -> Iterator[out.Action]:
    """What to do now, as the stage's row says."""
    ground = setting.ground(judgement)
    for number, step in enumerate(_then(judgement, StageThen).do, start=1):
        if not ground.holds(step):
            continue
        basis, strength = ground.of_step(step)
        due = None if step.within_days is None else setting.as_of + timedelta(days=step.within_days)
        yield out.Action(f"{judgement.rule_id}.{number}", step.text, due, basis, strength)


def deadline_actions(setting: Setting, running: Sequence[Judgement]) -> Iterator[out.Action]:
    """What to do before each deadline that has not passed, the nearest first; undated ones lead."""
    limits = [(judgement, deadline(setting, judgement)) for judgement in running]
    open_ = [
        (judgement, limit) for judgement, limit in limits if limit.due is None or limit.due >= setting.as_of
    ]
    for judgement, limit in sorted(open_, key=lambda both: both[1].due or date.min):
        # The step rests on the rule; what its cautions rest on belongs to the deadline.
        basis = setting.ground(judgement).with_texts(_then(judgement, DeadlineThen).do)
        yield out.Action(limit.id, limit.do, limit.due, basis, limit.strength)


def next_step(setting: Setting, judgement: Judgement) -> out.NextStep:
    """What the other side may do next; the window is as wide as the due date is vague."""
    rule, then = judgement.row.rule, _then(judgement, NextStepThen)
    ground, due = setting.ground(judgement), setting.due
    shift, depends_on = _shift(setting, judgement)
    reasons = (then.why,) if shift is None else (then.why, shift.why)
    return out.NextStep(
        id=rule.id,
        name=rule.name,
        who=then.who,
        earliest=_after(due.earliest if due else None, then.earliest),
        latest=_after(due.latest if due else None, then.latest),
        likelihood=then.likelihood if shift is None else shift.likelihood,
        why="".join(map(text_of, reasons)),
        prepare=ground.texts(then.prepare),
        basis=ground.with_texts(*reasons, *then.prepare),
        strength=ground.strength,
        depends_on=depends_on,
    )


def _shift(setting: Setting, judgement: Judgement) -> tuple[Shift | None, tuple[str, ...]]:
    """The first shift that holds, and the unknown facts on which another might."""
    then = _then(judgement, NextStepThen)
    open_: list[str] = []
    for leaning in judgement.row.leanings:
        truth, asks = leaning.test.judge(judgement.reading, judgement.day or setting.as_of)
        if truth is Truth.TRUE:
            return then.shifts[leaning.index], tuple(dict.fromkeys(open_))
        open_.extend(asks)
    return None, tuple(dict.fromkeys(open_))


def deadline(setting: Setting, judgement: Judgement) -> out.Deadline:
    """A time limit, counted from the date in the reported paper; undated until that is known."""
    rule, then = judgement.row.rule, _then(judgement, DeadlineThen)
    ground = setting.ground(judgement)
    cautions = [*map(text_of, judgement.caveats), *ground.texts(then.cautions)]
    start = judgement.reading.value(then.due.key)
    due, counted_from = None, None
    if start is None:
        cautions.append(setting.book.caveats[_UNDATED[then.due.key]])
    else:
        counted_from = date.fromordinal(start.low)
        days = setting.book.days(then.due.days, judgement.day or setting.as_of)
        last = last_day(counted_from, then.due, setting.book.calendar, days)
        due = last.day
        if last.unknown_year is not None:
            cautions.append(setting.book.caveats["calendar_missing"].format(year=last.unknown_year))
    return out.Deadline(
        id=rule.id,
        name=rule.name,
        due=due,
        counted_from=counted_from,
        counting=then.due.counting,
        consequence=text_of(then.consequence),
        do=text_of(then.do),
        cautions=tuple(cautions),
        basis=ground.with_texts(then.consequence, then.do, *then.cautions),
        strength=ground.strength,
    )


def option(setting: Setting, judgement: Judgement) -> out.Option:
    """Something that may be negotiated."""
    rule, then = judgement.row.rule, _then(judgement, OptionThen)
    ground = setting.ground(judgement)
    return out.Option(
        id=rule.id,
        name=rule.name,
        when=text_of(then.when),
        how=text_of(then.how),
        limitation=next(iter(ground.texts((then.limitation,) if then.limitation else ())), None),
        in_writing=ground.texts(then.in_writing),
        documents=ground.texts(then.documents),
        cautions=_unique(*map(text_of, judgement.caveats), *ground.texts(then.cautions)),
        basis=ground.with_texts(
            then.when, then.how, then.limitation or "", *then.in_writing, *then.documents, *then.cautions
        ),
        strength=ground.strength,
    )


def channel(setting: Setting, judgement: Judgement) -> out.Channel:
    """Where to complain or find help."""
    rule, then = judgement.row.rule, _then(judgement, ChannelThen)
    ground = setting.ground(judgement)
    return out.Channel(
        id=rule.id,
        name=rule.name,
        contact=text_of(then.contact),
        scope=text_of(then.scope),
        order=then.order,
        answer_within_days=setting.book.days(then.answer_within_days, setting.as_of),
        longest_days=setting.book.days(then.longest_days, setting.as_of),
        cautions=_unique(*map(text_of, judgement.caveats), *ground.texts(then.cautions)),
        basis=ground.with_texts(then.contact, then.scope, *then.cautions),
        strength=ground.strength,
    )


def evidence(setting: Setting, judgement: Judgement) -> out.Evidence:
    """Something worth keeping."""
    rule, then = judgement.row.rule, _then(judgement, EvidenceThen)
    ground = setting.ground(judgement)
    return out.Evidence(
        id=rule.id,
        what=rule.name,
        how=text_of(then.how),
        why=text_of(then.why),
        purposes=then.purposes,
        basis=ground.with_texts(then.how, then.why),
        strength=ground.strength,
    )


def point(setting: Setting, judgement: Judgement) -> out.Point:
    """A point of law that concerns the case."""
    rule, then = judgement.row.rule, _then(judgement, PointThen)
    ground = setting.ground(judgement)
    return out.Point(
        id=rule.id,
        name=rule.name,
        says=text_of(then.says),
        do=ground.texts(then.do),
        cautions=_unique(*map(text_of, judgement.caveats), *ground.texts(then.cautions)),
        topic=then.topic,
        basis=ground.with_texts(then.says, *then.do, *then.cautions),
        strength=ground.strength,
    )


def findings(setting: Setting, judgements: Sequence[Judgement]) -> Iterator[out.Finding]:
    """One finding for each rule under one version, with every contact that shows it."""
    for _, group in groupby(judgements, key=lambda judgement: (judgement.rule_id, judgement.version)):
        shown = list(group)
        first = shown[0]
        rule, then = first.row.rule, _then(first, ConductThen)
        ground = setting.ground(first)
        yield out.Finding(
            rule=rule.id,
            name=rule.name,
            act=then.act,
            severity=then.severity,
            says=text_of(then.says),
            do=None if then.do is None else text_of(then.do),
            evidence=tuple(reported(judgement) for judgement in shown),
            remedy=then.remedy,
            caveats=(*_caveats(setting, shown), *ground.texts(then.cautions)),
            basis=ground.with_texts(
                then.says,
                then.do or "",
                *then.cautions,
                *(caveat for judgement in shown for caveat in judgement.caveats),
            ),
            strength=ground.strength,
        )


def _unique(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _then(judgement: Judgement, type_: type[_T]) -> _T:
    then = judgement.row.rule.then
    assert isinstance(then, type_)
    return then


def _days(setting: Setting, judgement: Judgement) -> tuple[int | None, int | None]:
    """The days overdue on which the row holds; None for an end the row leaves open."""
    quantity = setting.book.quantities[DAYS]
    whole: Ranges = ((quantity.low, quantity.high),)
    accepted = whole
    for test in judgement.row.when.tests:
        ranges = test.accepted.on(setting.as_of) if isinstance(test, Within) and test.key == DAYS else None
        accepted = intersect(accepted, ranges) if ranges else accepted
    if not accepted or accepted == whole:
        return None, None
    low, high = accepted[0][0], accepted[-1][1]
    return (None if low == quantity.low else low), (None if high == quantity.high else high)


def _span(setting: Setting, days_from: int | None, days_to: int | None) -> tuple[date | None, date | None]:
    """The dates of those days; none while the due date is vague, for one date would claim too much."""
    due = setting.due.exact if setting.due else None
    if due is None:
        return None, None
    since = None if days_from is None else due + timedelta(days=days_from)
    until = None if days_to is None else due + timedelta(days=days_to)
    return since, until


def _after(due: date | None, day: DayAfterDue | None) -> date | None:
    return None if due is None or day is None else due + timedelta(days=day.day)


def reported(judgement: Judgement) -> str:
    """What was reported of the judged item, in words."""
    reading = judgement.reading
    parts = []
    for key, quantity in reading.quantities.items():
        prefix = key.rpartition(".")[0]
        if prefix != reading.prefix or reading.item is None:
            continue
        words = [quantity.values[word] for word in sorted(reading.tags(key))]
        value = reading.value(key)
        if value is not None:
            words.append(_said(quantity, value))
        if words:
            parts.append(f"{quantity.name}：{'、'.join(words)}")
    return "，".join(parts)


def _said(quantity: Quantity, value: Value) -> str:
    if quantity.type == "text":
        return str(value.said)
    return (
        quantity.say(value.low) if value.exact else f"{quantity.say(value.low)}到{quantity.say(value.high)}"
    )


def _caveats(setting: Setting, shown: Iterable[Judgement]) -> tuple[str, ...]:
    texts: list[str] = []
    for judgement in shown:
        texts.extend(map(text_of, judgement.caveats))
        if judgement.day is None:
            texts.append(setting.book.caveats["item_undated"])
    return tuple(dict.fromkeys(texts))
