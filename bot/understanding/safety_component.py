"""The safety screen in the pipeline: it speaks before the classifier, which does not overrule it."""

from __future__ import annotations

from dataclasses import asdict

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from actions.care import CARE
from bot.understanding.component import Reader, normalized
from bot.understanding.safety import default_screen

SAFETY = "safety"
"""Message property: the findings, most urgent first, each ``{"kind", "entry", "start", "end"}``."""

CRISIS = "crisis"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SafetyComponent(Reader):
    """Sets ``SAFETY``, and the intent where care comes first."""

    def read(self, message: Message) -> None:
        """Screen one message."""
        findings = default_screen()(normalized(message))
        message.set(SAFETY, [asdict(finding) for finding in findings], add_to_output=True)
        if any(finding.kind in CARE for finding in findings):
            message.set(INTENT, {"name": CRISIS, "confidence": 1.0}, add_to_output=True)
