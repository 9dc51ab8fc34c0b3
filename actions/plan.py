"""A plan of payments in the making: the next question, or the plan."""

from __future__ import annotations

from dataclasses import replace

from actions.cards.card import carded
from actions.consultation import Consultation
from actions.message import Choice, Reply
from actions.planning import plan_reply


def plan(consultation: Consultation) -> Reply:
    """The plan of a case, or the question for the first thing it needs; what is declined counts as unknown."""
    speech, question = consultation.context.speech, consultation.plan_question()
    if question is not None:
        consultation.state["planning"] = True
        lead = consultation.heard or speech.phrases.say("plan_lead")
        data = {"kind": "plan", "asked": question.fact}
        blocks = [carded("understood", lead), speech.question(question)]
        return Reply.of(blocks, speech.question_choices(question), data)
    consultation.state["planning"] = False
    if consultation.found.plan is None:
        return speech.plain("plan_needs", "plan")
    reply = plan_reply(consultation.found, consultation.context.book, speech.phrases)
    titles = [speech.phrases.say("plan_letter"), speech.phrases.say("calendar_button")]
    offered = replace(reply, choices=tuple(Choice(title, title) for title in titles))
    return offered.around([carded("understood", consultation.heard)])
