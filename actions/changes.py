"""What a correction changes in the advice: the stage, the last days, the sums; said only where something changed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date

from actions import wording
from actions.phrases import Phrases
from rules_engine import Assessment


def differences(before: Assessment, after: Assessment, phrases: Phrases) -> list[str]:
    """One line for each conclusion that is another one now."""
    return [
        *_stage(before, after, phrases),
        *_deadlines(before, after, phrases),
        *_cost(before, after, phrases),
    ]


def unchanged(found: Assessment, changed: Container[str], phrases: Phrases) -> str:
    """That nothing else changed; after the day of a paper, that the last day is still the same one."""
    due = next((deadline for deadline in found.deadlines if deadline.due), None)
    if "documents" not in changed or due is None or due.due is None:
        return phrases.say("advice_same")
    return phrases.say("advice_same_day", name=due.name, due=_day(due.due, found))


def _stage(before: Assessment, after: Assessment, phrases: Phrases) -> Iterator[str]:
    old, new = (found.stage.name if found.stage else phrases.say("stage_open") for found in (before, after))
    if old != new:
        yield phrases.say("advice_stage", old=old, new=new)


def _deadlines(before: Assessment, after: Assessment, phrases: Phrases) -> Iterator[str]:
    old = {deadline.id: deadline for deadline in before.deadlines}
    new = {deadline.id: deadline for deadline in after.deadlines}
    for each, deadline in new.items():
        if each not in old:
            if deadline.due is not None:
                yield phrases.say("advice_deadline_new", name=deadline.name, due=_day(deadline.due, after))
        elif old[each].due != deadline.due:
            days = (
                _day(one.due, after) if one.due else phrases.say("day_open") for one in (old[each], deadline)
            )
            yield phrases.say("advice_deadline", name=deadline.name, old=next(days), new=next(days))
    for each, deadline in old.items():
        if each not in new:
            yield phrases.say("advice_deadline_gone", name=deadline.name)


def _cost(before: Assessment, after: Assessment, phrases: Phrases) -> Iterator[str]:
    if before.cost is None or after.cost is None:
        return
    old, new = before.cost.accrued, after.cost.accrued
    if old is not None and new is not None and old != new:
        yield phrases.say("advice_cost", old=wording.money(old), new=wording.money(new))


def _day(when: date, found: Assessment) -> str:
    return wording.day(when, found.as_of)
