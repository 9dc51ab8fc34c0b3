"""Why something was said, and the rest of what there is to say about it."""

from __future__ import annotations

from rasa_sdk import Action

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation, open_question
from actions.message import Reply
from actions.speech.assessment import expanded_assessment
from actions.speech.reasons import why_answer, why_assessment, why_norms
from actions.speech.topic import expanded_answer

#: Kinds of replies whose grounds are those of the assessment or of the topic shown.
_PLAIN = ("assessment", "branches", "answer", "cost", "more", "why", "simple", None)


class ActionWhy(ConsultingAction, Action):
    """The chain behind the last answer: rules, matched facts, norms and what they say."""

    action_name = "action_why"

    def reply(self, consultation: Consultation) -> Reply:
        """For an assessment its rules, for a topic its norms, for anything else the norms it named."""
        speech, state = consultation.context.speech, consultation.state
        shown = str(state.get("shown"))
        if shown == "assessment" and state.get("kind") in _PLAIN:
            return why_assessment(speech, consultation.found)
        if shown in speech.answers and state.get("kind") in _PLAIN:
            return why_answer(speech, speech.answers[shown], consultation.found)
        if state.get("basis"):
            return why_norms(speech, list(state["basis"]), consultation.found)
        return topic_answer(consultation, "explain_why")


class ActionWhyAsked(ConsultingAction, Action):
    """「为什么要问这个」: the reason of the open question, and the question again."""

    action_name = "action_why_asked"

    def reply(self, consultation: Consultation) -> Reply:
        """The reason; what answers rest on at all when no question is open."""
        asked, speech = open_question(consultation.state), consultation.context.speech
        question = consultation.question(asked) if asked else None
        if question is None:
            return topic_answer(consultation, "explain_why")
        text = speech.phrases.say("why_asked", why=question.why, question=question.question)
        return Reply(text, speech.question_choices(question), {"kind": "question", "asked": question.fact})


class ActionExpand(ConsultingAction, Action):
    """The rest of the last answer."""

    action_name = "action_expand"

    def reply(self, consultation: Consultation) -> Reply:
        """Each coming step, options and doors after an assessment; ``more`` after a topic."""
        speech = consultation.context.speech
        shown = str(consultation.state.get("shown"))
        if shown in speech.answers:
            return expanded_answer(speech, speech.answers[shown])
        return expanded_assessment(speech, consultation.found)
