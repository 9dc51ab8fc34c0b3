"""What can be paid each month, and paying now beside paying later."""

from __future__ import annotations

from decimal import Decimal

from rasa_sdk import Action

from actions.base import ConsultingAction
from actions.consultation import Consultation
from actions.message import Reply
from actions.planning import plan_reply, what_if_reply
from rules_engine import compare, read_facts

#: What a plan needs, in the order in which it is asked.
_NEEDED = ("amount", "income", "necessary_spending", "other_debts_monthly")
_WAIT = 30  # days, where only a sum is named


class ActionPlan(ConsultingAction, Action):
    """The offers that can be kept; until income and spending are known, the next question."""

    action_name = "action_plan"

    def reply(self, consultation: Consultation) -> Reply:
        """The plan, or what is still to be known for it."""
        consultation.state["planning"] = True
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


def plan(consultation: Consultation) -> Reply:
    """The plan of a case, or the question for the first thing it needs."""
    speech, known = consultation.context.speech, consultation.facts
    if consultation.found.plan is not None and "other_debts_monthly" in {
        *known,
        *consultation.state.get("skipped", ()),
    }:
        consultation.state["planning"] = False
        reply = plan_reply(consultation.found, consultation.context.book, speech.phrases)
        text = f"{consultation.heard}\n\n{reply.text}" if consultation.heard else reply.text
        return Reply(text, reply.choices, reply.data)
    skipped = consultation.state.get("skipped", ())
    wanted = [
        fact for fact in _NEEDED if fact not in known and not (fact == "amount" and "principal" in known)
    ]
    fact = next((fact for fact in wanted if fact not in skipped), None)
    question = consultation.question(fact) if fact else None
    if question is None:
        consultation.state["planning"] = False
        return speech.plain("plan_needs", "plan")
    text = speech.question(question)
    lead = consultation.heard or speech.phrases.say("plan_lead")
    return Reply(
        f"{lead}\n\n{text}", speech.question_choices(question), {"kind": "plan", "asked": question.fact}
    )
