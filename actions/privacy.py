"""A person's data: shown whole, or gone."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation, consult
from actions.delivery import utter
from actions.message import Reply
from actions.turn import Turn


class ActionExportData(ConsultingAction, Action):
    """Show everything kept for this conversation."""

    action_name = "action_export_data"

    def reply(self, consultation: Consultation) -> Reply:
        """All facts, superseded ones included; what is kept at all when there is none."""
        kept = consultation.context.cases.export(consultation.turn.sender)
        if not kept["facts"]:
            return topic_answer(consultation, "export_data")
        return consultation.context.speech.export(kept, consultation.turn.as_of)


class ActionDeleteData(ConsultingAction, Action):
    """Delete everything kept for this conversation."""

    action_name = "action_delete_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Delete, then say how much; nothing of this turn is written afterwards."""
        turn = Turn.read(tracker)
        here = consult(turn).context
        count = here.cases.delete(turn.sender)
        utter(dispatcher, here.speech.plain("deleted", "deleted", count=count))
        return []
