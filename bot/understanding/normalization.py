"""First of the pipeline: puts the normal form on the message; the text the person typed stays as it is."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.component import Reader, normalized


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class NormalizationComponent(Reader):
    """Everything behind it reads ``NORMALIZED``, never the raw text."""

    def read(self, message: Message) -> None:
        """Set ``NORMALIZED``."""
        normalized(message)
