"""Last of the pipeline: a message nobody can place goes to ``nlu_fallback``, with the guesses kept beside it.

Confidence over sixty topics is flat, so a low first place alone throws away many right answers. A message
is given up only when the first topic is improbable *and* hardly ahead of the second. Both limits were set
on training examples that were held out: below them two first places in three are wrong, the right topic is among
the first three four times in five, and one message in fifteen falls there. The ranking stays as it was: whoever asks "是想问……吗" offers its first places,
and ``advisor parse`` still prints the best topic.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.classifier import RANKING
from bot.understanding.component import Reader

FALLBACK = "nlu_fallback"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Rejection(Reader):
    """Replaces an intent that is no more than a guess by ``nlu_fallback``."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``least``: a first place at or above it is kept; ``ahead``: so is one that leads by this much."""
        return {"least": 0.45, "ahead": 0.2}

    def read(self, message: Message) -> None:
        """Keep or give up the intent of one message."""
        ranking = message.get(RANKING) or []
        if not ranking:
            message.set(INTENT, {"name": FALLBACK, "confidence": 0.0}, add_to_output=True)
            return
        first = ranking[0]["confidence"]
        second = ranking[1]["confidence"] if len(ranking) > 1 else 0.0
        if first >= self.config["least"] or first - second >= self.config["ahead"]:
            return
        message.set(INTENT, {"name": FALLBACK, "confidence": 1.0 - first}, add_to_output=True)
