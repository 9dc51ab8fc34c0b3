"""Sparse features of a text for the topic classifier: weighted counts of what occurs in it.

A ``Vocabulary`` is learnt once from lists of strings (character n-grams, words, term ids) and then turns any
list into TF-IDF weights of unit length. Strings it has not seen are ignored. Stored as plain JSON and arrays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from scipy.sparse import csr_matrix

_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Vocabulary:
    """Known strings with their column, and the inverse document frequency of each column."""

    columns: dict[str, int]
    weights: np.ndarray

    @classmethod
    def of(cls, documents: Sequence[Iterable[str]], least: int = 1) -> Vocabulary:
        """Learn the strings that occur in at least ``least`` documents."""
        counts = Counter(item for document in documents for item in set(document))
        kept = sorted(item for item, count in counts.items() if count >= least)
        weights = [log((1 + len(documents)) / (1 + counts[item])) + 1 for item in kept]
        return cls({item: index for index, item in enumerate(kept)}, np.array(weights, dtype=np.float32))

    def __len__(self) -> int:
        return len(self.columns)

    def row(self, document: Iterable[str]) -> tuple[list[int], list[float]]:
        """Columns and weights of one document; the weights have length 1 (or there are none)."""
        counts = Counter(self.columns[item] for item in document if item in self.columns)
        columns = list(counts)
        values = [(1 + log(counts[column])) * float(self.weights[column]) for column in columns]
        length = sqrt(sum(value * value for value in values)) or 1.0
        return columns, [value / length for value in values]

    def matrix(self, documents: Sequence[Iterable[str]]) -> csr_matrix:
        """One row a document."""
        rows = [self.row(document) for document in documents]
        bounds = np.cumsum([0] + [len(columns) for columns, _ in rows])
        indices = np.array([column for columns, _ in rows for column in columns], dtype=np.int32)
        values = np.array([value for _, values in rows for value in values], dtype=np.float32)
        return csr_matrix((values, indices, bounds), shape=(len(rows), len(self)))


def character_ngrams(text: str, longest: int = 3) -> list[str]:
    """All runs of 1 to ``longest`` characters, the ends of the text marked; a number counts as one sign."""
    marked = f"^{masked(text)}$"
    return [
        marked[start : start + size]
        for size in range(1, longest + 1)
        for start in range(len(marked) - size + 1)
        if size > 1 or marked[start] not in "^$"
    ]


def masked(text: str) -> str:
    """The text in lower case, every number written as 0: how many days it is does not change the topic."""
    return _DIGITS.sub("0", text.lower())
