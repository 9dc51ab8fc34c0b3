"""Why something was said, and the rest of what there is to say about it."""

from __future__ import annotations

from rasa_sdk import Action

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply


class ActionWhy(ConsultingAction, Action):
    """The chain behind the last answer: rules, matched facts, norms and what they say."""

    action_name = "action_why"

    def reply(self, consultation: Consultation) -> Reply:
        """For an assessment its rules, for a topic its norms, else what can be explained at all."""
        speech = consultation.context.speech
        shown = str(consultation.state.get("shown"))
        if shown == "assessment":
            return speech.why_assessment(consultation.found)
        if shown in speech.answers:
            return speech.why_answer(speech.answers[shown], consultation.found)
        return topic_answer(consultation, "explain_why")


class ActionExpand(ConsultingAction, Action):
    """The rest of the last answer."""

    action_name = "action_expand"

    def reply(self, consultation: Consultation) -> Reply:
        """Each coming step, options and doors after an assessment; ``more`` after a topic."""
        speech = consultation.context.speech
        shown = str(consultation.state.get("shown"))
        if shown in speech.answers:
            return speech.expanded(speech.answers[shown])
        return speech.expanded_assessment(consultation.found)
