"""Puts the topic of a message on it: the Rasa side of ``topic_model``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT_TOKENS
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from threadpoolctl import threadpool_limits

from bot.understanding.component import normalized
from bot.understanding.encoder import default_encoder
from bot.understanding.reasons import reasons
from bot.understanding.terms import TERMS
from bot.understanding.topic_model import Example, Settings, TopicModel, trained

RANKING = "intent_ranking"
"""Message property: topics with confidence, likeliest first, as ``{"name", "confidence"}``."""

WHY = "why"
"""Message property and flag in the metadata of a message: what spoke for the first topic against the second."""

_SHOWN = 5
_REASONS = 12


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets the intent and the ranking; an intent the safety screen has set stays."""

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
    ):
        """A classifier, trained when a model is given."""
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of the topic model that ``config.yml`` may change."""
        return dict(vars(Settings()))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        """An untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """A trained classifier."""
        with model_storage.read_from(resource) as folder:
            model = TopicModel.read(Path(folder))
        return cls(config, model_storage, resource, model)

    def train(self, training_data: TrainingData) -> Resource:
        """Train on the examples and write the model."""
        known = [message for message in training_data.intent_examples if message.get(INTENT)]
        settings = Settings(**{name: self._config[name] for name in vars(Settings())})
        # Encoding and fitting share their work between threads themselves.
        with threadpool_limits(limits=1, user_api="blas"):
            model = trained(
                [example_of(message) for message in known],
                [message.get(INTENT) for message in known],
                default_encoder(),
                settings,
            )
        with self._storage.write_to(self._resource) as folder:
            model.save(Path(folder))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set intent and ranking."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        if not normalized(message).text:
            return  # nothing was said: no topic is likelier than another
        assert self._model is not None
        ranking = [
            {"name": topic, "confidence": confidence}
            for topic, confidence in self._model.ranking(example_of(message))
        ]
        settled = message.get(INTENT)
        if settled and settled.get("name"):
            ranking = [settled] + [entry for entry in ranking if entry["name"] != settled["name"]]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set(RANKING, ranking[:_SHOWN], add_to_output=True)
        if (message.get(METADATA) or {}).get(WHY):
            message.set(WHY, self._why(message), add_to_output=True)

    def _why(self, message: Message) -> list[dict[str, Any]]:
        assert self._model is not None
        example = example_of(message)
        (first, _), (second, _), *_ = self._model.ranking(example)
        return [asdict(reason) for reason in reasons(self._model, example, first, second)[:_REASONS]]


def example_of(message: Message) -> Example:
    """What the components before the classifier read in a message."""
    terms = message.get(TERMS) or []
    return Example(
        normalized(message).text,
        tuple(token.text for token in message.get(TEXT_TOKENS) or []),
        tuple(name for term in terms for name in (term.id, f"kind:{term.kind}")),
    )
