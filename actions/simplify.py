"""The last answer in simpler words, and what a term means."""

from __future__ import annotations

from rasa_sdk import Action

from actions.answer import answer_for, topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.glossary import glossary_reply
from actions.message import Reply
from actions.simpler import simpler_answer, simpler_assessment


class ActionSimpler(ConsultingAction, Action):
    """Say it again for somebody who is tired or frightened."""

    action_name = "action_simpler"

    def reply(self, consultation: Consultation) -> Reply:
        """The topic shown last in simple words, else where the person stands."""
        here, shown = consultation.context, str(consultation.state.get("shown"))
        if shown in here.speech.answers:
            return simpler_answer(
                answer_for(consultation, shown), consultation.found, here.glossary, here.speech.phrases
            )
        return simpler_assessment(consultation.found, here.glossary, here.speech.phrases)


class ActionGlossary(ConsultingAction, Action):
    """What a term means."""

    action_name = "action_glossary"

    def reply(self, consultation: Consultation) -> Reply:
        """Its meaning; what can be asked at all when it is not known."""
        here = consultation.context
        term = here.glossary.term(consultation.turn.details.get("term", ""))
        if term is None:
            return topic_answer(consultation, "bot_capability")
        return glossary_reply(term, here.book, here.speech.phrases)
