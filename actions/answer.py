"""A topic's answer from ``data/answers``."""

from __future__ import annotations

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply


class ActionAnswer(ConsultingAction, Action):
    """Answer the topic that was understood."""

    action_name = "action_answer"

    def reply(self, consultation: Consultation) -> Reply:
        """The answer, with the dates of this case and the question that would change it most.

        A bare value ("45") given to the open question is no topic, whatever it looks like: the case goes on. And
        whoever reports a paper is told where that paper puts them, with its last day.
        """
        if consultation.answered or consultation.turn.told.get("documents"):
            return assessment(consultation)
        return topic_answer(consultation, consultation.turn.topic)


class ActionUnsure(ConsultingAction, Action):
    """Offer what was perhaps meant, instead of a guess."""

    action_name = "action_unsure"

    def reply(self, consultation: Consultation) -> Reply:
        """Up to three topics by their human titles."""
        if consultation.learnt.new or consultation.learnt.changed or consultation.answered:
            return assessment(consultation)
        answers = consultation.context.speech.answers
        likely = [topic for topic in consultation.turn.ranking if topic in answers]
        return consultation.context.speech.unsure(likely[:3])


def topic_answer(consultation: Consultation, topic: str) -> Reply:
    """The answer to a topic in a consultation; a topic without an answer is out of scope."""
    speech = consultation.context.speech
    answer = speech.answers.get(topic) or speech.answers["out_of_scope"]
    question = consultation.next_question(answer.ask) if answer.ask else None
    return speech.answer(answer, consultation.found, consultation.heard, question)


def assessment(consultation: Consultation) -> Reply:
    """The assessment of a consultation as a reply."""
    found = consultation.found
    branches = consultation.branches if found.stage is None else []
    question = consultation.next_question()
    return consultation.context.speech.assessment(found, branches, consultation.heard, question)
