"""The safety screen in the pipeline: it speaks before the classifier, which does not overrule it."""

from __future__ import annotations

from dataclasses import asdict

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.component import Reader, normalized
from bot.understanding.safety import default_screen

SAFETY = "safety"
"""Message property: the findings, most urgent first, each ``{"kind", "entry", "start", "end"}``."""

CRISIS = "crisis"

# Someone has died: the reply is care and the numbers, as for a person in danger.
_ANSWERED_AS_CRISIS = frozenset({"crisis", "bereavement"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SafetyComponent(Reader):
    """Sets ``SAFETY``, and the intent where care comes first."""

    def read(self, message: Message) -> None:
        """Screen one message."""
        findings = default_screen()(normalized(message))
        message.set(SAFETY, [asdict(finding) for finding in findings], add_to_output=True)
        if any(finding.kind in _ANSWERED_AS_CRISIS for finding in findings):
            message.set(INTENT, {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
