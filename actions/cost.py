"""What being late costs."""

from __future__ import annotations

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply
from actions.speech.topic import cost_reply


class ActionCost(ConsultingAction, Action):
    """Work out the penalty interest, or say what it depends on."""

    action_name = "action_cost"

    def reply(self, consultation: Consultation) -> Reply:
        """The figures with their assumptions; the general answer while rate or amount are unknown."""
        speech = consultation.context.speech
        answer = speech.answers["penalty_cost"]
        question = consultation.next_question(answer.ask)
        return cost_reply(speech, answer, consultation.found, consultation.heard, question)
