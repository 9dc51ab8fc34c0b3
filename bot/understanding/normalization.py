"""First of the pipeline: puts the normal form on the message; the text the person typed stays as it is."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import METADATA
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.component import Reader, normalized


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class NormalizationComponent(Reader):
    """Everything behind it reads ``NORMALIZED``, never the raw text."""

    def read(self, message: Message) -> None:
        """Set ``NORMALIZED``."""
        normalized(message)

    def process(self, messages: list[Message]) -> list[Message]:
        """Read live messages, and let their metadata through to the actions."""
        for message in super().process(messages):
            message.set(METADATA, message.get(METADATA) or {}, add_to_output=True)
        return messages
