"""Words of the trade in a message, found by a spaCy pipeline that is built at training and lives in the
model.

The pipeline is a blank Chinese one that cuts by character (no statistical model, nothing fetched) with a
``span_ruler`` from the lexicon, longest match first. A term becomes an entity of the message (entity =
kind, value = canonical id, span in the original) and a feature of the topic classifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.understanding.component import Reader, normalized
from bot.understanding.lexicon import Lexicon, default_lexicon
from bot.understanding.normalizer import NormalizedText

TERMS = "terms"
"""Message property: the terms found, a list of ``TermMatch``."""

EXTRACTOR = "lexicon"

_PIPELINE = "pipeline"
_SPANS = "terms"


@dataclass(frozen=True)
class TermMatch:
    """A term in a text; ``start`` and ``end`` are a half-open span of the original."""

    id: str
    kind: str
    text: str
    start: int
    end: int


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class TermMatcher(Reader):
    """Sets ``TERMS`` and adds the terms to the entities of a live message."""

    def __init__(
        self,
        config: dict[str, Any],
        pipeline: Language,
        storage: ModelStorage | None,
        resource: Resource | None,
    ):
        """A matcher with the given pipeline."""
        super().__init__(config)
        self._pipeline = pipeline
        self._storage = storage
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TermMatcher:
        """A matcher of today's lexicon."""
        return cls(config, built_pipeline(default_lexicon()), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TermMatcher:
        """The matcher of a trained model."""
        with model_storage.read_from(resource) as folder:
            pipeline = spacy.load(Path(folder) / _PIPELINE)
        return cls(config, pipeline, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Write the pipeline into the model."""
        assert self._storage is not None and self._resource is not None
        with self._storage.write_to(self._resource) as folder:
            self._pipeline.to_disk(Path(folder) / _PIPELINE)
        return self._resource

    def read(self, message: Message) -> None:
        """Set the terms."""
        message.set(TERMS, matches(normalized(message), self._pipeline))

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the terms of live messages, and their entities."""
        for message in messages:
            self.read(message)
            found = [_entity(match) for match in message.get(TERMS)]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def built_pipeline(lexicon: Lexicon) -> Language:
    """A spaCy pipeline that marks the terms of a lexicon as spans."""
    pipeline = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "char"}}})
    ruler = pipeline.add_pipe(
        "span_ruler",
        config={
            "spans_key": _SPANS,
            "phrase_matcher_attr": "LOWER",
            "spans_filter": {"@misc": "spacy.first_longest_spans_filter.v1"},
        },
    )
    ruler.add_patterns(lexicon.spacy_patterns())
    return pipeline


def matches(text: NormalizedText, pipeline: Language) -> list[TermMatch]:
    """The terms of a text from left to right, none inside a longer one."""
    document = pipeline(text.text)
    return [
        TermMatch(span.id_, span.label_, span.text, *text.span(span.start_char, span.end_char))
        for span in document.spans[_SPANS]
        if _stands_alone(text.text, span.start_char, span.end_char)
    ]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the span does not cut a number or a Latin word: 110 is no hotline in 1100元."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(left: str, right: str) -> bool:
    return any(kind(left) and kind(right) for kind in (str.isdigit, lambda c: c.isascii() and c.isalpha()))


def _entity(match: TermMatch) -> dict[str, Any]:
    return {
        "entity": match.kind,
        "value": match.id,
        "start": match.start,
        "end": match.end,
        "extractor": EXTRACTOR,
    }
