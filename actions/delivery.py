"""How a reply leaves an action: introduced once, its question and buttons remembered, handed to the dispatcher."""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.cards.card import carded
from actions.case.store import CaseStoreError
from actions.consultation import Consultation
from actions.message import Choice, Reply
from actions.returning import welcome_back

log = logging.getLogger(__name__)

#: What may be said to any answer, for channels that offer it beside each.
AFFORDANCES = ("expand", "why", "simpler", "helpful_button", "wrong_button")
#: Kinds of replies after which no earlier question is open any more.
_CLOSING = ("paused", "confirm_delete", "which_fact")
_ASSESSED = ("assessment", "branches")


def deliver(
    dispatcher: CollectingDispatcher, consultation: Consultation, reply: Reply
) -> list[dict[str, Any]]:
    """Hand a reply over and remember what it asked, showed and offered."""
    state = dict(consultation.state)
    reply = _framed(consultation, reply, state)
    asked = reply.data.get("asked")
    state["put_again"] = asked if asked and asked == state.get("asked") else None
    if asked or reply.data.get("kind") in _CLOSING:
        state["open"] = asked
    state.update(introduced=True, asked=asked, last_day=consultation.turn.as_of.isoformat())
    state["choices"] = [choice.payload for choice in reply.choices]
    state["basis"] = list(reply.data.get("basis") or ())
    state["shown"] = (
        "assessment" if reply.data.get("kind") in _ASSESSED else reply.data.get("topic") or state.get("shown")
    )
    state["kind"] = reply.data.get("kind")
    try:
        consultation.case.set_state(state)
    except CaseStoreError as error:
        log.error("the case store failed while writing: %s", type(error.__cause__).__name__)
    utter(dispatcher, reply)
    return []


def _framed(consultation: Consultation, reply: Reply, state: dict[str, Any]) -> Reply:
    """The reply with what stands around it: welcome back, introduction, the offer to be remembered."""
    say = consultation.context.speech.phrases.say
    before, after, choices = [], [], list(reply.choices)
    last_day = state.get("last_day")
    if last_day and date.fromisoformat(last_day) < consultation.turn.as_of:
        before.append(welcome_back(consultation))
    if not state.get("introduced"):
        after.append(say("introduction"))
    if consultation.case.unsaved and (consultation.learnt.new or consultation.learnt.changed):
        after.append(say("unsaved"))
    elif _may_offer(consultation, state):
        state["consent_offered"] = [*state.get("consent_offered", ()), _offer(consultation)]
        after.append(say("consent_offer", days=consultation.context.cases.retention.days))
        choices.append(Choice(say("consent_button"), say("consent_button")))
    data = {**reply.data, "affordances": [say(each) for each in AFFORDANCES]}
    notices = [carded("notice", text) for text in after]
    return replace(reply, choices=tuple(choices), data=data).around(before, notices)


def _may_offer(consultation: Consultation, state: dict[str, Any]) -> bool:
    """Once for the facts and once for the ledger, unless the person agreed or declined."""
    if consultation.case.remembered or state.get("declined"):
        return False
    told = set(consultation.learnt.new) - {"product", "approx", "concerns"}
    return bool(told) and _offer(consultation) not in state.get("consent_offered", ())


def _offer(consultation: Consultation) -> str:
    return "ledger" if "contacts" in consultation.learnt.new else "facts"


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Give a reply to the dispatcher in Rasa's terms."""
    dispatcher.utter_message(
        text=reply.text,
        buttons=[asdict(choice) for choice in reply.choices],
        json_message=reply.plain_data(),
    )
