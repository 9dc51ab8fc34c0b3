"""The shape all our actions share: take the turn up, answer it, hand the answer over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.care import REFUSED, WARNED, static_reply
from actions.consultation import Consultation
from actions.corrected import corrected_reply, is_correction, noted, refused_question
from actions.delivery import deliver
from actions.intake import consult
from actions.message import Reply
from actions.turn import Turn


class ConsultingAction:
    """What makes an ``Action`` answer from the case; whoever uses it names itself and says what it replies.

    No ``Action`` itself: rasa_sdk would register it as one.
    """

    action_name: str

    def name(self) -> str:
        """The name in the domain."""
        return self.action_name

    def reply(self, consultation: Consultation) -> Reply:
        """The answer to a turn."""
        raise NotImplementedError

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the latest message."""
        consultation = consult(Turn.read(tracker))
        return deliver(dispatcher, consultation, _guarded(consultation, self))


def _guarded(consultation: Consultation, action: ConsultingAction) -> Reply:
    """The action's reply, unless the message asks for what is never helped, or comes from somebody in danger."""
    kinds = consultation.turn.safety
    if any(kind in REFUSED for kind in kinds):
        return static_reply(next(kind for kind in kinds if kind in REFUSED))
    reply = _answered(consultation, action)
    warned = next((kind for kind in kinds if kind in WARNED), None)
    if warned is None:
        return reply
    return reply.around([static_reply(warned).text])


def _answered(consultation: Consultation, action: ConsultingAction) -> Reply:
    """What a message says by its form comes before what its topic looks like: a correction, a contact to be noted,
    an answer that cannot be."""
    if is_correction(consultation):
        return corrected_reply(consultation)
    if consultation.turn.notes and consultation.turn.told.get("contacts"):
        return noted(consultation, "contact_logged")
    if question := refused_question(consultation):
        return question
    return action.reply(consultation)
