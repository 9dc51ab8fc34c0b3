"""Builds a component the way Rasa's graph does, with a storage in a folder of the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

Component = TypeVar("Component", bound=GraphComponent)


class Bench:
    """A place to create, train and load one component."""

    def __init__(self, folder: Path):
        self._storage = LocalModelStorage(folder)
        self._resource = Resource("component")
        self._context = ExecutionContext(GraphSchema({}))

    def created(self, kind: type[Component], **settings: Any) -> Component:
        config = {**kind.get_default_config(), **settings}
        return kind.create(config, self._storage, self._resource, self._context)  # type: ignore[return-value]

    def loaded(self, kind: type[Component], **settings: Any) -> Component:
        config = {**kind.get_default_config(), **settings}
        return kind.load(config, self._storage, self._resource, self._context)  # type: ignore[return-value]


def said(text: str, **properties: Any) -> Message:
    """A live message."""
    return Message({"text": text, **properties})


def read(component: Any, text: str, **properties: Any) -> Message:
    """A live message after one component has read it."""
    (message,) = component.process([said(text, **properties)])
    return message


def taught(examples: dict[str, list[str]]) -> TrainingData:
    """Training data with examples by intent."""
    return TrainingData(
        [Message({"text": text, "intent": intent}) for intent, texts in examples.items() for text in texts]
    )
