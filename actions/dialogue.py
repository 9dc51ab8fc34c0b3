"""Yes, no and starting over: answers that mean something only in their conversation."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import assessment, topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation, consult
from actions.delivery import deliver
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
        if consultation.learnt.new or consultation.answered or consultation.turn.skipped:
            return assessment(consultation)
        return topic_answer(consultation, consultation.turn.topic)


class ActionStartOver(ConsultingAction, Action):
    """Forget the facts of this conversation."""

    action_name = "action_start_over"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Clear the case, then say so."""
        turn = Turn.read(tracker)
        first = consult(turn)
        first.context.cases.delete(turn.sender)
        consultation = consult(turn)
        deliver(dispatcher, consultation, topic_answer(consultation, "restart"))
        return [AllSlotsReset()]
