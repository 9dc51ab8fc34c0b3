"""The answer to a correction that could be made: what is right now, and what that changes."""

from __future__ import annotations

from actions import wording
from actions.consultation import Consultation
from actions.going_on import going_on
from actions.message import Reply
from actions.speech.record import logged_reply


def is_correction(consultation: Consultation) -> bool:
    """Whether the message corrected something and asks nothing else; then its topic, whatever it looks like, is that."""
    return bool(consultation.correction) and not consultation.turn.amendment.get("asks")


def corrected_reply(consultation: Consultation) -> Reply:
    """The entry of the ledger as it is now, or the advice as it is now."""
    contact = consultation.correction.contact
    if contact is None:
        return going_on(consultation)
    contacts, number = consultation.facts["contacts"], consultation.entry
    if number == len(contacts):
        return noted(consultation, "contact_corrected")
    speech = consultation.context.speech
    said = wording.contact(contact, speech.facts_known["contacts"], consultation.turn.as_of)
    return speech.plain("contact_corrected", "contact_logged", contact=said, count=len(contacts))


def refused_question(consultation: Consultation) -> Reply | None:
    """The open question again, after an answer to it that cannot be and told nothing else; None otherwise."""
    asked = consultation.state.get("asked")
    learnt = consultation.learnt.new or consultation.learnt.changed
    if asked is None or not consultation.problems or learnt:
        return None
    question, speech = consultation.question(asked), consultation.context.speech
    if question is None:
        return None
    blocks = [consultation.heard, speech.question(question)]
    return Reply.of(blocks, speech.question_choices(question), {"kind": "question", "asked": asked})


def noted(consultation: Consultation, phrase: str) -> Reply:
    """The last entry of the ledger, which this message noted or corrected, read back and judged."""
    speech = consultation.context.speech
    contacts = consultation.facts["contacts"]
    return logged_reply(speech, speech.answers["log_contact"], contacts, consultation.found, phrase)
