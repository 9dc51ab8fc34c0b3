"""The record of a case: what collectors did, and what is known."""

from __future__ import annotations

from rasa_sdk import Action

from actions import wording
from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.corrected import noted
from actions.message import Reply
from actions.speech.record import case_reply, ledger_reply

_DIGITS = "零一二三四五六七八九"


class ActionLogContact(ConsultingAction, Action):
    """Note one contact of a collector."""

    action_name = "action_log_contact"

    def reply(self, consultation: Consultation) -> Reply:
        """Read the contact back; ask for it when none was understood."""
        if not consultation.turn.told.get("contacts") or not consultation.facts.get("contacts"):
            return topic_answer(consultation, "log_contact")
        return noted(consultation, "contact_logged")


class ActionShowLedger(ConsultingAction, Action):
    """Show all noted contacts."""

    action_name = "action_show_ledger"

    def reply(self, consultation: Consultation) -> Reply:
        """By day, each with its verdict; how to begin when there is none."""
        contacts = consultation.facts.get("contacts") or []
        if not contacts:
            return consultation.context.speech.plain("ledger_empty", "ledger")
        return ledger_reply(consultation.context.speech, contacts, consultation.found)


class ActionRemoveContact(ConsultingAction, Action):
    """Take an entry out of the ledger."""

    action_name = "action_remove_contact"

    def reply(self, consultation: Consultation) -> Reply:
        """What was removed; which entries there are when the number is none of them."""
        speech, case = consultation.context.speech, consultation.case
        count = len(consultation.facts.get("contacts") or [])
        number = entry_number(consultation.turn.details.get("number", str(count)), count)
        removed = case.store.ledger.remove(case.sender, number) if number else None
        if removed is None:
            return speech.plain("contact_no_such", "ledger", count=count)
        said = wording.contact(removed, speech.facts_known["contacts"], consultation.turn.as_of)
        return speech.plain("contact_removed", "ledger", number=number, contact=said, count=count - 1)


class ActionShowCase(ConsultingAction, Action):
    """Show what is known of the case."""

    action_name = "action_show_case"

    def reply(self, consultation: Consultation) -> Reply:
        """Every fact in words; how to begin when there is none."""
        if not consultation.facts:
            return topic_answer(consultation, "show_case")
        return case_reply(consultation.context.speech, consultation.facts, consultation.found)


def entry_number(words: str, count: int) -> int | None:
    """Which entry is meant by ``2`` or ``二``; None when there is no such entry."""
    tens, _, ones = words.rpartition("十")
    if words.isdecimal():
        number = int(words)
    elif "十" in words:
        number = 10 * (_DIGITS.find(tens) if tens else 1) + (_DIGITS.find(ones) if ones else 0)
    else:
        number = _DIGITS.find(words.replace("两", "二"))
    return number if 1 <= number <= count else None
