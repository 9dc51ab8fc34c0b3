"""From a text to the probability of each topic. Knows nothing of Rasa.

Features: character n-grams, words, terms of the lexicon, concepts and their order (each TF-IDF), and the sentence
vector of the encoder. A multinomial logistic regression weighs them; a temperature, fitted on examples that were held
out, makes its probabilities mean what they say. Stored as arrays and JSON: loading a model runs no code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bot.understanding.concepts import Concepts, default_concepts
from bot.understanding.encoder import Encoder, encoder_named
from bot.understanding.features import Vocabulary, character_ngrams, masked
from bot.understanding.regression import Regression, fit, fitted_temperature, softmax

_ARRAYS = "topics.npz"
_REST = "topics.json"
# Where fitting stops. At 1e-3 the topic of one sentence in fifty still hung on the order of the examples.
_ENOUGH = 3e-4
_FOR_TEMPERATURE = 1e-3
FAMILIES = ("characters", "words", "terms", "concepts")
"""Kinds of sparse features, in the order of their columns."""


@dataclass(frozen=True)
class Example:
    """A text as the components before the classifier read it."""

    text: str
    words: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

    def family(self, name: str, concepts: Concepts) -> list[str]:
        """The strings of one family of features."""
        if name == "characters":
            return character_ngrams(self.text)
        if name == "words":
            return [masked(word) for word in self.words]
        if name == "concepts":
            return concepts.features(self.text)
        return list(self.terms)


@dataclass(frozen=True)
class Settings:
    """What was chosen by cross-validation; the weights say how much a family of features counts."""

    strength: float = 8.0
    characters: float = 4.0
    words: float = 2.0
    terms: float = 2.0
    concepts: float = 3.0
    sentence: float = 3.0
    least_characters: int = 12
    least_words: int = 4
    least_terms: int = 1
    least_concepts: int = 6
    # One in so many examples of each topic is held out to fit the temperature; below 2 none is.
    held_out: int = 4

    def weight(self, family: str) -> float:
        """How much a family counts."""
        return float(getattr(self, family))

    def least(self, family: str) -> int:
        """In how many examples a string must occur to be a feature."""
        return int(getattr(self, f"least_{family}"))


@dataclass(frozen=True)
class TopicModel:
    """A trained classifier."""

    topics: tuple[str, ...]
    settings: Settings
    vocabularies: tuple[Vocabulary, ...]
    regression: Regression
    temperature: float
    encoder: Encoder
    concepts: Concepts

    def probabilities(self, example: Example) -> np.ndarray:
        """The probability of each topic, in the order of ``topics``."""
        columns: list[int] = []
        values: list[float] = []
        offset = 0
        for family, vocabulary in zip(FAMILIES, self.vocabularies, strict=True):
            found, weights = vocabulary.row(example.family(family, self.concepts))
            columns.extend(offset + column for column in found)
            values.extend(weight * self.settings.weight(family) for weight in weights)
            offset += len(vocabulary)
        dense = self.encoder.encode_one(example.text) * np.float32(self.settings.sentence)
        return softmax(self.regression.scores(columns, values, dense), self.temperature)

    def ranking(self, example: Example) -> list[tuple[str, float]]:
        """Topics with their probabilities, the likeliest first."""
        probability = self.probabilities(example)
        return [(self.topics[index], float(probability[index])) for index in np.argsort(-probability)]

    def save(self, folder: Path) -> None:
        """Write the model into a folder; weights in half precision, which changes no topic."""
        regression = self.regression
        arrays = {"sparse": regression.sparse, "dense": regression.dense, "bias": regression.bias}
        weights = {name: v.weights for name, v in zip(FAMILIES, self.vocabularies, strict=True)}
        np.savez_compressed(
            folder / _ARRAYS, **{name: array.astype(np.float16) for name, array in (arrays | weights).items()}
        )
        rest = {
            "topics": self.topics,
            "settings": asdict(self.settings),
            "temperature": self.temperature,
            "encoder": self.encoder.name,
            "concepts": asdict(self.concepts),
            "vocabularies": {
                name: list(vocabulary.columns)
                for name, vocabulary in zip(FAMILIES, self.vocabularies, strict=True)
            },
        }
        (folder / _REST).write_text(json.dumps(rest, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> TopicModel:
        """The model in a folder.

        :raises LookupError: the encoder it was trained with is not installed.
        """
        rest = json.loads((folder / _REST).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in stored.files}
        vocabularies = tuple(
            Vocabulary({item: index for index, item in enumerate(rest["vocabularies"][name])}, arrays[name])
            for name in FAMILIES
        )
        regression = Regression(arrays["sparse"], arrays["dense"], arrays["bias"])
        return cls(
            tuple(rest["topics"]),
            Settings(**rest["settings"]),
            vocabularies,
            regression,
            float(rest["temperature"]),
            encoder_named(rest["encoder"]),
            Concepts(**rest["concepts"]),
        )


def trained(
    examples: Sequence[Example],
    topics: Sequence[str],
    encoder: Encoder,
    settings: Settings | None = None,
    concepts: Concepts | None = None,
) -> TopicModel:
    """Train a classifier.

    :param topics: the topic of each example.
    :param concepts: by default those of the project.
    """
    chosen, known = settings or Settings(), concepts or default_concepts()
    names = tuple(sorted(set(topics)))
    classes = np.array([names.index(topic) for topic in topics])
    vocabularies = tuple(
        Vocabulary.of([example.family(family, known) for example in examples], chosen.least(family))
        for family in FAMILIES
    )
    sparse = _sparse(examples, vocabularies, chosen, known)
    dense = encoder.encode([example.text for example in examples]) * np.float32(chosen.sentence)
    held, count = _held_out(classes, chosen.held_out), len(names)
    regression, temperature = None, 1.0
    if held.any():
        inside, outside = np.flatnonzero(~held), np.flatnonzero(held)
        regression = fit(
            sparse[inside], dense[inside], classes[inside], count, chosen.strength, precision=_FOR_TEMPERATURE
        )
        temperature = fitted_temperature(
            regression.all_scores(sparse[outside], dense[outside]), classes[outside]
        )
    regression = fit(sparse, dense, classes, count, chosen.strength, precision=_ENOUGH, start=regression)
    return TopicModel(names, chosen, vocabularies, regression, temperature, encoder, known)


def _held_out(classes: np.ndarray, one_in: int) -> np.ndarray:
    """Which examples are held out: the last of each topic. In the files neighbours paraphrase each other."""
    held = np.zeros(len(classes), dtype=bool)
    if one_in < 2 or np.bincount(classes).min() < one_in:
        return held
    for each in np.unique(classes):
        places = np.flatnonzero(classes == each)
        held[places[len(places) - len(places) // one_in :]] = True
    return held


def _sparse(
    examples: Sequence[Example], vocabularies: Sequence[Vocabulary], settings: Settings, concepts: Concepts
) -> csr_matrix:
    parts = [
        vocabulary.matrix([example.family(family, concepts) for example in examples])
        * settings.weight(family)
        for family, vocabulary in zip(FAMILIES, vocabularies, strict=True)
    ]
    return hstack(parts).tocsr()
