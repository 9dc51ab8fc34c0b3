"""A plan of payments in the making: the next question, or the plan."""

from __future__ import annotations

from actions.consultation import Consultation
from actions.message import Reply
from actions.planning import plan_reply

#: What a plan needs, in the order in which it is asked.
_NEEDED = ("amount", "income", "necessary_spending", "other_debts_monthly")


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
