"""The record of a case: what collectors did, and what is known."""

from __future__ import annotations

from rasa_sdk import Action

from actions.answer import topic_answer
from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply


class ActionLogContact(ConsultingAction, Action):
    """Note one contact of a collector."""

    action_name = "action_log_contact"

    def reply(self, consultation: Consultation) -> Reply:
        """Read the contact back; ask for it when none was understood."""
        contacts = consultation.facts.get("contacts") or []
        if not consultation.turn.told.get("contacts") or not contacts:
            return topic_answer(consultation, "log_contact")
        speech = consultation.context.speech
        return speech.logged(speech.answers["log_contact"], contacts, consultation.found)


class ActionShowCase(ConsultingAction, Action):
    """Show what is known of the case."""

    action_name = "action_show_case"

    def reply(self, consultation: Consultation) -> Reply:
        """Every fact in words; how to begin when there is none."""
        speech = consultation.context.speech
        if not consultation.facts:
            return topic_answer(consultation, "show_case")
        return speech.case(consultation.facts, consultation.turn.as_of)
