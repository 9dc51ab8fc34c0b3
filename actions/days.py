"""The days of a case that are worth keeping: time limits, answers due, the due date, hearings, reminders."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from actions.case.store import CaseStoreError
from actions.consultation import Consultation


def days(consultation: Consultation) -> list[tuple[str, date]]:
    """What and when, from today on, in order of time; each once."""
    found, as_of = consultation.found, consultation.turn.as_of
    say = consultation.context.speech.phrases.say
    entries = [(each.name, each.due) for each in (*found.deadlines, *found.replies) if each.due]
    if due := consultation.facts.get("due_date"):
        entries.append((say("remind_repayment"), date.fromisoformat(due)))
    for paper in consultation.facts.get("documents") or []:
        if paper.get("hearing"):
            entries.append((say("remind_hearing"), date.fromisoformat(paper["hearing"])))
    with suppress(CaseStoreError):  # the days of the case are right without the reminders
        entries += consultation.case.store.reminders.all(consultation.case.sender)
    ahead = ((what, day) for what, day in dict.fromkeys(entries) if day >= as_of)
    return sorted(ahead, key=lambda one: one[1])
