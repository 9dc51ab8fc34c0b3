"""What can be paid each month, and paying now beside paying later."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply
from actions.plan import plan
from actions.planning import what_if_reply
from rules_engine import compare, read_facts

_WAIT = 30  # days, where only a sum is named


class ActionPlan(ConsultingAction, Action):
    """The offers that can be kept; until income and spending are known, the next question."""

    action_name = "action_plan"

    def reply(self, consultation: Consultation) -> Reply:
        """The plan, or what is still to be known for it."""
        return plan(consultation)


class ActionWhatIf(ConsultingAction, Action):
    """Paying a sum now beside waiting some days."""

    action_name = "action_what_if"

    def reply(self, consultation: Consultation) -> Reply:
        """Both side by side; the question for what is missing."""
        details = {**consultation.turn.budget, **consultation.turn.details}
        payment, days = details.get("payment"), details.get("wait_days", _WAIT)
        speech = consultation.context.speech
        if payment is None:
            return speech.plain("whatif_how", "what_if")
        facts = read_facts(consultation.context.book, consultation.facts)
        compared = compare(
            consultation.context.book, facts, consultation.turn.as_of, Decimal(str(payment)), int(days)
        )
        return what_if_reply(compared, consultation.context.book, speech.phrases)
