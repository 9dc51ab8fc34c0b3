"""Days to be kept: worked out, noted, and given as a calendar file. Nothing is sent by itself, and this is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa_sdk import Action

from actions import wording
from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.case.store import CaseStoreError
from actions.consultation import Consultation
from actions.days import days
from actions.going_on import going_on
from actions.links import with_files
from actions.message import Reply
from actions.speech.parts import listed

MOST_DAYS = 8


class ActionRemind(ConsultingAction, Action):
    """Note a day the person names, show all days of the case, give them as a calendar file."""

    action_name = "action_remind"

    def reply(self, consultation: Consultation) -> Reply:
        """The days; how to get one when there is none."""
        appointment = consultation.turn.appointment
        if consultation.turn.told.get("documents") and not appointment:
            return going_on(consultation)  # 我18号签收了支付令 asks for no reminder, whatever it looks like
        speech, as_of = consultation.context.speech, consultation.turn.as_of
        noted = _noted(consultation, appointment)
        entries = days(consultation)
        if not entries:
            return topic_answer(consultation, "set_reminder")
        lines = [
            speech.phrases.say("case_deadline", name=name, due=wording.day(day, as_of))
            for name, day in entries[:MOST_DAYS]
        ]
        blocks = [
            consultation.heard,
            noted,
            listed(speech.phrases.say("remind_days"), lines),
            speech.phrases.say("remind_how"),
            speech.basis(ref for each in consultation.found.deadlines for ref in each.basis),
        ]
        data: dict[str, Any] = {
            "kind": "reminder",
            "topic": "set_reminder",
            "days": [{"what": name, "day": day.isoformat()} for name, day in entries],
            "basis": list(dict.fromkeys(ref for each in consultation.found.deadlines for ref in each.basis)),
        }
        return with_files(consultation, Reply.of(blocks, (), data), "calendar", ("ics",))


class ActionCalendar(ActionRemind):
    """「加入日历」: the days there are, as a file."""

    action_name = "action_calendar"


def _noted(consultation: Consultation, appointment: Mapping[str, Any]) -> str:
    day = appointment.get("day")
    say, case = consultation.context.speech.phrases.say, consultation.case
    if day is None:
        return ""
    what = say(f"remind_{appointment.get('what', 'other')}")
    when = date.fromisoformat(day)
    try:
        case.store.reminders.add(case.sender, what, when)
    except CaseStoreError:
        return say("unsaved")
    return say("reminder_noted", what=what, day=wording.day(when, consultation.turn.as_of))
