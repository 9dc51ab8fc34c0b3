"""The case goes on: the assessment as it is now, in full the first time, then only what is new; or the open plan."""

from __future__ import annotations

from actions.consultation import BUDGET, Consultation
from actions.message import Reply
from actions.plan import plan
from actions.speech.assessment import assessment_reply, brief, conclusions
from actions.speech.topic import cost_reply

_COST = "penalty_cost"
_MOST_OF_A_PLAN = 2


def going_on(consultation: Consultation) -> Reply:
    """The next step of a plan that is being made, else the assessment.

    An answer to our own question that changes nothing in what was just shown is not told whole again.
    """
    if not consultation.told_of_a_paper and (
        consultation.state.get("planning") or _is_about_a_plan(consultation)
    ):
        return plan(consultation)
    found, speech = consultation.found, consultation.context.speech
    if consultation.state.get("shown") == _COST and _answers(consultation):
        answer = speech.answers[_COST]
        return cost_reply(speech, answer, found, consultation.heard, consultation.next_question(answer.ask))
    branches = consultation.branches if found.stage is None else []
    question = consultation.next_question()
    reply = assessment_reply(speech, found, branches, consultation.heard, question, consultation.facts)
    shown = conclusions(found)
    repeated = (
        found.stage is not None and consultation.state.get("concluded") == shown and _answers(consultation)
    )
    consultation.state["concluded"] = shown
    if not repeated:
        return reply
    return Reply.of(brief(speech, found, consultation.heard, question), reply.choices, reply.data)


def _is_about_a_plan(consultation: Consultation) -> bool:
    """A number of the plan that was just shown is another one now, or most of a plan was told in one message."""
    learnt = consultation.learnt
    if consultation.state.get("kind") == "plan" and {*BUDGET, "amount"} & learnt.changed.keys():
        return True
    return len(learnt.new.keys() & set(BUDGET)) >= _MOST_OF_A_PLAN


def _answers(consultation: Consultation) -> bool:
    turn = consultation.turn
    return bool(consultation.answered or turn.pressed or turn.skipped)
