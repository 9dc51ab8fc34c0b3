"""The shape all our actions share: take the turn up, answer it, hand the answer over."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.consultation import Consultation, consult
from actions.delivery import deliver
from actions.message import Reply
from actions.turn import Turn


class ConsultingAction(Action):
    """An action that answers from the case; a subclass names itself and says what it replies."""

    action_name: str | None = None

    def name(self) -> str | None:
        """The name in the domain; none for this base, which Rasa then leaves alone."""
        return self.action_name

    def reply(self, consultation: Consultation) -> Reply:
        """The answer to a turn."""
        raise NotImplementedError

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the latest message."""
        consultation = consult(Turn.read(tracker))
        return deliver(dispatcher, consultation, self.reply(consultation))
