"""What is said first to somebody who comes back on a later day: what is remembered, and which day is near."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from actions import wording
from actions.case.store import CaseStoreError
from actions.consultation import Consultation

SOON = timedelta(days=7)


def welcome_back(consultation: Consultation) -> str:
    """The known facts in a few words and the days of the coming week; nothing when nothing is known."""
    say, as_of = consultation.context.speech.phrases.say, consultation.turn.as_of
    facts = consultation.context.speech.facts(consultation.facts, as_of)
    parts = [say("resumed", facts=facts)] if facts else []
    near = [
        say("day_near", what=what, day=wording.day(day, as_of), days=(day - as_of).days)
        for what, day in _days(consultation)
    ]
    if near:
        parts.append(say("days_near", days="；".join(near)))
    return "".join(parts)


def _days(consultation: Consultation) -> list[tuple[str, date]]:
    """Last days and reminders from today to a week ahead, in order."""
    as_of = consultation.turn.as_of
    days = [(deadline.name, deadline.due) for deadline in consultation.found.deadlines if deadline.due]
    with suppress(CaseStoreError):  # the answer itself does not depend on it
        days += consultation.case.store.reminders.all(consultation.case.sender)
    return sorted(((what, day) for what, day in days if as_of <= day <= as_of + SOON), key=lambda one: one[1])
