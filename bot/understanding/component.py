"""What our components of Rasa's graph have in common.

A ``Reader`` looks at one message at a time and writes what it understood onto it. The same method serves
training examples and live messages, so that both are read alike.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.normalizer import NormalizedText, normalize

NORMALIZED = "normalized"
"""Message property: the ``NormalizedText`` of the message."""


class Reader(GraphComponent):
    """A component that reads messages one by one; subclasses say what they read in ``read``."""

    def __init__(self, config: dict[str, Any]):
        """Keep the settings of ``config.yml``, completed by the defaults."""
        self.config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Reader:
        """A component with nothing learnt yet."""
        return cls(config)

    def read(self, message: Message) -> None:
        """Write onto the message what this component understands."""
        raise NotImplementedError

    def process(self, messages: list[Message]) -> list[Message]:
        """Read live messages."""
        for message in messages:
            self.read(message)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Read the training examples."""
        for message in training_data.training_examples:
            self.read(message)
        return training_data


def normalized(message: Message) -> NormalizedText:
    """The normal form of a message, worked out when no component has left it there."""
    found = message.get(NORMALIZED)
    if found is None:
        found = normalize(message.get(TEXT) or "")
        message.set(NORMALIZED, found)
    return found
