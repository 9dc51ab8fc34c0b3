"""The case goes on: the assessment as it is now, in full the first time, then only what is new; or the open plan."""

from __future__ import annotations

from dataclasses import replace

from actions.consultation import BUDGET, Consultation
from actions.message import Reply
from actions.plan import plan
from actions.speech.assessment import assessment_reply, brief_text, conclusions


def going_on(consultation: Consultation) -> Reply:
    """The next step of a plan that is being made, else the assessment.

    An answer to our own question that changes nothing in what was just shown is not told whole again.
    """
    if consultation.state.get("planning") or _plan_is_corrected(consultation):
        return plan(consultation)
    found, speech = consultation.found, consultation.context.speech
    branches = consultation.branches if found.stage is None else []
    question = consultation.next_question()
    reply = assessment_reply(speech, found, branches, consultation.heard, question)
    shown = conclusions(found)
    repeated = consultation.state.get("concluded") == shown and _answers(consultation)
    consultation.state["concluded"] = shown
    return replace(reply, text=brief_text(speech, found, consultation.heard, question)) if repeated else reply


def _plan_is_corrected(consultation: Consultation) -> bool:
    """A number of the plan that was just shown is another one now."""
    return consultation.state.get("kind") == "plan" and bool(
        {*BUDGET, "amount"} & consultation.learnt.changed.keys()
    )


def _answers(consultation: Consultation) -> bool:
    turn = consultation.turn
    return found_stage(consultation) and bool(consultation.answered or turn.pressed or turn.skipped)


def found_stage(consultation: Consultation) -> bool:
    """Whether the facts say where the person stands."""
    return consultation.found.stage is not None
