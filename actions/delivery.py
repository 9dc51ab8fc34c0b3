"""How a reply leaves an action: introduced once, its question remembered, handed to the dispatcher."""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.case.store import CaseStoreError
from actions.consultation import Consultation
from actions.message import Reply

log = logging.getLogger(__name__)


def deliver(
    dispatcher: CollectingDispatcher, consultation: Consultation, reply: Reply
) -> list[dict[str, Any]]:
    """Hand a reply over and remember what it asked and what it showed."""
    state = dict(consultation.state)
    if not state.get("introduced"):
        introduction = consultation.context.speech.phrases.say("introduction")
        reply = replace(reply, text=f"{reply.text}\n\n{introduction}")
    asked = reply.data.get("asked")
    state["put_again"] = asked if asked and asked == state.get("asked") else None
    state.update(introduced=True, asked=asked)
    if reply.data.get("kind") in ("assessment", "branches"):
        state["shown"] = "assessment"
    elif reply.data.get("topic"):
        state["shown"] = reply.data["topic"]
    try:
        consultation.context.cases.set_state(consultation.turn.sender, state)
    except CaseStoreError as error:
        log.error("the case store failed while writing: %s", type(error.__cause__).__name__)
    utter(dispatcher, reply)
    return []


def utter(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Give a reply to the dispatcher in Rasa's terms."""
    dispatcher.utter_message(
        text=reply.text,
        buttons=[asdict(choice) for choice in reply.choices],
        json_message=dict(reply.data),
    )
