"""When something known is wrong: what is right takes its place, and the person sees what that changes."""

from __future__ import annotations

from rasa_sdk import Action

from actions import wording
from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.feedback import REASONS
from actions.going_on import going_on
from actions.ledger import entry_number
from actions.message import Reply
from actions.speech.record import which_fact_reply


class ActionCorrect(ConsultingAction, Action):
    """Take a correction in."""

    action_name = "action_correct"

    def reply(self, consultation: Consultation) -> Reply:
        """The advice as it is now; without anything to change, the question which fact is meant."""
        if consultation.has_news:
            return going_on(consultation)
        if not _known(consultation):
            return topic_answer(consultation, "correct_fact")
        return which_fact_reply(consultation.context.speech, _known(consultation), "which_fact")


class ActionWrong(ConsultingAction, Action):
    """「不对」 by itself: the facts may be wrong, or the answer."""

    action_name = "action_wrong"

    def reply(self, consultation: Consultation) -> Reply:
        """The known facts and what may be wrong with an answer, as buttons."""
        say = consultation.context.speech.phrases.say
        reasons = [say(each) for each in REASONS]
        return which_fact_reply(consultation.context.speech, _known(consultation)[:2], "wrong_what", reasons)


class ActionAskFact(ConsultingAction, Action):
    """「改逾期天数」: put the question of that fact again."""

    action_name = "action_ask_fact"

    def reply(self, consultation: Consultation) -> Reply:
        """The question; which facts there are when the name is none of them."""
        speech = consultation.context.speech
        named = consultation.turn.details.get("fact", "")
        fact = next((fact for fact in speech.facts_known.values() if fact.name == named and fact.ask), None)
        question = consultation.question(fact.id) if fact else None
        if question is None:
            return which_fact_reply(speech, _known(consultation), "which_fact")
        consultation.state["told"] = [question.fact]
        text = speech.phrases.say("ask_again", question=question.question)
        return Reply(text, speech.question_choices(question), {"kind": "question", "asked": question.fact})


class ActionCorrectContact(ConsultingAction, Action):
    """「改第2条」: say the entry, and take what comes next as its correction."""

    action_name = "action_correct_contact"

    def reply(self, consultation: Consultation) -> Reply:
        """The entry as it is, with how to correct it."""
        speech, contacts = consultation.context.speech, consultation.facts.get("contacts") or []
        number = entry_number(consultation.turn.details.get("number", ""), len(contacts))
        if number is None:
            return speech.plain("contact_no_such", "ledger", count=len(contacts))
        consultation.state["entry"] = number
        consultation.state["told"] = ["contacts", "contact.date", "contact.time"]
        said = wording.contact(contacts[number - 1], speech.facts_known["contacts"], consultation.turn.as_of)
        return speech.plain("contact_change_how", "ledger", number=number, contact=said)


def _known(consultation: Consultation) -> list[str]:
    return [
        name
        for name, value in consultation.facts.items()
        if name not in ("approx", "contacts") and value != []
    ]
