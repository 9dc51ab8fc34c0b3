"""Why a topic and not the next one: what in the text spoke for it, in log odds.

The classifier is linear, so the reasons are exact: with the bias they add up to the distance of the two scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from bot.understanding.topic_model import FAMILIES, Example, TopicModel

SENTENCE = "sentence"


@dataclass(frozen=True)
class Reason:
    """One feature: its family, what it is in words a reader knows, and how much it speaks for the topic."""

    family: str
    what: str
    weight: float


def reasons(model: TopicModel, example: Example, topic: str, against: str) -> list[Reason]:
    """What speaks for a topic against another, the strongest first; a negative weight speaks against it.

    :raises ValueError: the model does not know one of the topics.
    """
    first, second = model.topics.index(topic), model.topics.index(against)
    found = [*_sparse(model, example, first, second), _sentence(model, example, first, second)]
    return sorted(found, key=lambda reason: -abs(reason.weight))


def _sparse(model: TopicModel, example: Example, first: int, second: int) -> Iterator[Reason]:
    offset = 0
    for family, vocabulary in zip(FAMILIES, model.vocabularies, strict=True):
        items, columns, values = (
            list(vocabulary.columns),
            *vocabulary.row(example.family(family, model.concepts)),
        )
        told: Callable[[str], str] = model.concepts.told if family == "concepts" else str
        for column, value in zip(columns, values, strict=True):
            row = model.regression.sparse[offset + column]
            weight = value * model.settings.weight(family) * float(row[first] - row[second])
            yield Reason(family, told(items[column]), weight)
        offset += len(vocabulary)


def _sentence(model: TopicModel, example: Example, first: int, second: int) -> Reason:
    dense = model.encoder.encode_one(example.text) * np.float32(model.settings.sentence)
    weight = float(dense @ (model.regression.dense[:, first] - model.regression.dense[:, second]))
    return Reason(SENTENCE, "整句的意思", weight)
