"""A topic's answer from ``data/answers``."""

from __future__ import annotations

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import BUDGET, Consultation
from actions.going_on import going_on
from actions.message import Choice, Reply
from actions.speech.topic import answer_reply, unsure_reply
from rules_engine.model.answers import Answer

#: Topics that speak of the borrower's own standing.
_OF_THE_BORROWER = (
    "assess_situation",
    "inform",
    "cannot_repay",
    "third_party_contact",
    "consequences",
    "out_of_scope",
)


class ActionAnswer(ConsultingAction, Action):
    """Answer the topic that was understood."""

    action_name = "action_answer"

    def reply(self, consultation: Consultation) -> Reply:
        """The answer, with the dates of this case and the question that would change it most.

        A bare value ("45") given to the open question is no topic, whatever it looks like: the case goes on. And
        whoever reports a paper is told where that paper puts them, with its last day.
        """
        if consultation.of_another:
            return topic_answer(consultation, path_of_another(consultation))
        if consultation.answered or consultation.turn.told.get("documents"):
            return going_on(consultation)
        if consultation.turn.topic == "out_of_scope" and consultation.learnt.new.keys() & set(BUDGET):
            return going_on(consultation)  # 必要开支4500 by itself is about nothing else
        if (
            consultation.turn.topic == "out_of_scope"
            and consultation.turn.loose
            and not consultation.has_news
        ):
            return consultation.context.speech.plain("loose_value", "loose_value")
        return topic_answer(consultation, consultation.turn.topic)


class ActionUnsure(ConsultingAction, Action):
    """Offer what was perhaps meant, instead of a guess."""

    action_name = "action_unsure"

    def reply(self, consultation: Consultation) -> Reply:
        """Up to three topics by their human titles."""
        if consultation.learnt.new or consultation.learnt.changed or consultation.answered:
            return going_on(consultation)
        answers = consultation.context.speech.answers
        likely = [topic for topic in consultation.turn.ranking if topic in answers]
        return unsure_reply(consultation.context.speech, likely[:3])


class ActionPointed(ConsultingAction, Action):
    """「那个怎么办」: what it points at is the answer before."""

    action_name = "action_pointed"

    def reply(self, consultation: Consultation) -> Reply:
        """The topic before, offered with its neighbours; the case, where that was shown; else what can be asked."""
        speech, shown = consultation.context.speech, str(consultation.state.get("shown"))
        if shown == "assessment":
            return going_on(consultation)
        if shown not in speech.answers:
            return unsure_reply(speech, ("assess_situation", "cannot_repay", "bot_capability"))
        answer = speech.answers[shown]
        text = speech.phrases.say("pointed", title=answer.title)
        choices = (Choice(answer.title, answer.title), *speech.neighbours(answer)[:2])
        return Reply(text, choices, {"kind": "unsure", "topics": [shown]})


def topic_answer(consultation: Consultation, topic: str) -> Reply:
    """The answer to a topic in a consultation; a topic without an answer is out of scope."""
    speech = consultation.context.speech
    answer = answer_for(consultation, topic)
    question = consultation.next_question(answer.ask) if answer.ask else None
    return answer_reply(speech, answer, consultation.found, consultation.heard, question)


def answer_for(consultation: Consultation, topic: str) -> Answer:
    """The answer to a topic for whoever asks: the borrower, or somebody else."""
    answers = consultation.context.speech.answers
    answer = answers.get(topic) or answers["out_of_scope"]
    return answer.for_relative() if consultation.of_another else answer


def path_of_another(consultation: Consultation) -> str:
    """The topic for a debt that is not the writer's: who signed is told of sureties; who is asked about the borrower's
    own standing, of those who are called."""
    topic, surety = consultation.turn.topic, consultation.state.get("debtor") == "surety"
    if topic in _OF_THE_BORROWER:
        return "family_liability" if surety else "third_party_contact"
    return topic
