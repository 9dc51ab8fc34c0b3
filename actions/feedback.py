"""What the person thinks of an answer: counted with the answer's rules, never with the person."""

from __future__ import annotations

import logging

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.case.store import CaseStoreError
from actions.consultation import Consultation
from actions.message import Reply

log = logging.getLogger(__name__)

#: What was wrong, by the phrase of its button.
REASONS = {
    "wrong_reason_off": "off_topic",
    "wrong_reason_unclear": "unclear",
    "wrong_reason_reality": "unlike_reality",
    "wrong_reason_basis": "wrong_basis",
}


class ActionHelpful(ConsultingAction, Action):
    """「有用」."""

    action_name = "action_helpful"

    def reply(self, consultation: Consultation) -> Reply:
        """Thanks."""
        _note(consultation, "helpful")
        return consultation.context.speech.plain("helpful", "feedback")


class ActionFeedback(ConsultingAction, Action):
    """What was wrong with an answer."""

    action_name = "action_feedback"

    def reply(self, consultation: Consultation) -> Reply:
        """Thanks, and the doors for what is urgent."""
        say, reason = consultation.context.speech.phrases.say, consultation.turn.details.get("reason")
        verdict = next((verdict for phrase, verdict in REASONS.items() if say(phrase) == reason), "wrong")
        _note(consultation, verdict)
        return consultation.context.speech.plain("feedback_reason", "feedback")


def _note(consultation: Consultation, verdict: str) -> None:
    shown = str(consultation.state.get("shown") or "")
    rules = [entry.rule for entry in consultation.found.trace if entry.verdict == "fires"]
    try:
        consultation.context.cases.kept.feedback.note(
            verdict,
            shown,
            rules if shown == "assessment" else (),
            consultation.found.rulebook_version,
            consultation.turn.as_of,
        )
    except CaseStoreError as error:
        log.error("feedback could not be noted: %s", type(error.__cause__).__name__)
