"""Yes, no, enough and starting over: answers that mean something only in their conversation."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions import wording
from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.delivery import deliver
from actions.going_on import going_on
from actions.intake import consult
from actions.message import Reply
from actions.turn import Turn


class ActionReply(ConsultingAction, Action):
    """A yes or a no: to the open question where there is one, else small talk.

    "没有" to a question about papers or contacts arrives with the facts it states (see ``shortcuts``); what comes
    here says nothing about the case.
    """

    action_name = "action_reply"

    def reply(self, consultation: Consultation) -> Reply:
        """Go on with the case when something was learnt or left open."""
        if consultation.has_news:
            return going_on(consultation)
        return topic_answer(consultation, consultation.turn.topic)


class ActionPause(ConsultingAction, Action):
    """Ask nothing more until the person goes on."""

    action_name = "action_pause"

    def reply(self, consultation: Consultation) -> Reply:
        """That all is still there, and the nearest last day, so that nobody leaves without it."""
        consultation.state["paused"] = True
        say = consultation.context.speech.phrases.say
        dated = [each for each in consultation.found.deadlines if each.due]
        text = say("paused" if consultation.facts else "paused_empty")
        if dated:
            first = min(dated, key=lambda each: each.due or consultation.turn.as_of)
            assert first.due is not None
            text += say(
                "paused_deadline", name=first.name, due=wording.day(first.due, consultation.turn.as_of)
            )
        return Reply(text, (), {"kind": "paused"})


class ActionStartOver(ConsultingAction, Action):
    """Forget the facts of this conversation; whether the person agreed to be remembered stays."""

    action_name = "action_start_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Clear the case, then say so."""
        turn = Turn.read(tracker)
        case = consult(turn).case
        case.store.start_over(case.sender)
        consultation = consult(turn)
        deliver(dispatcher, consultation, topic_answer(consultation, "restart"))
        return [AllSlotsReset()]
