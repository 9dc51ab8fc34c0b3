"""Where the person stands, and the whole course of the process."""

from __future__ import annotations

from rasa_sdk import Action

from actions.answer import path_of_another, topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.going_on import going_on
from actions.message import Reply
from actions.speech.topic import overview_reply


class ActionAssess(ConsultingAction, Action):
    """Assess the situation from all that has been told; branches where the days are unknown."""

    action_name = "action_assess"

    def reply(self, consultation: Consultation) -> Reply:
        """Stage, next steps, what to do, basis, one question; a bare value that fits no question is asked about."""
        if consultation.of_another:
            return topic_answer(consultation, path_of_another(consultation))
        if consultation.turn.topic == "inform" and consultation.turn.loose and not consultation.has_news:
            return consultation.context.speech.plain("loose_value", "loose_value")
        return going_on(consultation)


class ActionBackToCase(ConsultingAction, Action):
    """「想先聊欠款的事」: go on where the case is."""

    action_name = "action_back_to_case"

    def reply(self, consultation: Consultation) -> Reply:
        """The assessment; how to begin, where nothing was told yet."""
        if not consultation.facts:
            return topic_answer(consultation, "inform")
        return going_on(consultation)


class ActionProcess(ConsultingAction, Action):
    """Explain the process from the reminder to the enforcement."""

    action_name = "action_process"

    def reply(self, consultation: Consultation) -> Reply:
        """The overview, and where this person is in it when that is known."""
        speech = consultation.context.speech
        answer = speech.answers["process_overview"]
        question = consultation.next_question(answer.ask)
        return overview_reply(speech, answer, consultation.found, consultation.heard, question)
