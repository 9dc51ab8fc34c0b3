"""Care first: the answer to signs of suicide or self-harm."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.care import CARE, static_reply
from actions.delivery import utter
from actions.turn import Turn


class ActionCrisis(Action):
    """Care and the numbers that help, before anything else; nothing is learnt from such a message."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_crisis"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the care text of the kind of danger found."""
        kind = next((kind for kind in Turn.read(tracker).safety if kind in CARE), "crisis")
        utter(dispatcher, static_reply(kind))
        return []


class ActionSafe(Action):
    """Somebody says they are safe: gently, and without hurrying on."""

    def name(self) -> str:
        """The name in the domain."""
        return "action_safe"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the text for afterwards."""
        utter(dispatcher, static_reply("after_care"))
        return []
