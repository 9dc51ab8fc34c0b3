"""Multinomial logistic regression over sparse and dense features together.

Written here instead of taken from a library because it is small, fits the dense part with matrix products
(some five times faster on our sizes) and is stored as plain arrays: loading a model can run no code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from bot.understanding.minimizer import minimized

# Fixed, not the number of cores: the order of summation, and so the weights, must not depend on the machine.
_SHARES = 2


@dataclass(frozen=True)
class Regression:
    """Weights of each class: ``sparse`` and ``dense`` have one row a feature, one column a class."""

    sparse: np.ndarray
    dense: np.ndarray
    bias: np.ndarray

    def scores(self, columns: Sequence[int], values: Sequence[float], dense: np.ndarray) -> np.ndarray:
        """The unnormalised log-probability of each class for one example."""
        score = self.bias + dense @ self.dense
        if columns:
            score = score + np.asarray(values, dtype=np.float32) @ self.sparse[columns]
        return score

    def flat(self) -> np.ndarray:
        """All weights in a row."""
        return np.concatenate([self.sparse, self.dense, self.bias[None]]).ravel()

    def all_scores(self, sparse: csr_matrix, dense: np.ndarray) -> np.ndarray:
        """The same for many examples, one row each."""
        return np.asarray(sparse @ self.sparse) + dense @ self.dense + self.bias


def fit(
    sparse: csr_matrix,
    dense: np.ndarray,
    classes: np.ndarray,
    count: int,
    strength: float,
    weights: np.ndarray | None = None,
    precision: float = 1e-5,
    start: Regression | None = None,
) -> Regression:
    """Fit by L-BFGS; the same input gives the same weights.

    :param classes: the class of each example, 0 to ``count - 1``.
    :param strength: inverse of the penalty on the weights, as scikit-learn's ``C``.
    :param weights: how much each example counts; by default 1.
    :param precision: relative improvement below which fitting stops.
    :param start: weights to begin from, of a fit on most of the same examples: it takes a third of the steps.
    """
    problem = _Problem(sparse, dense, classes, count, strength, weights)
    with ThreadPoolExecutor(_SHARES) as pool:
        flat = minimized(
            lambda flat: problem.loss(flat, pool.map),
            np.zeros(problem.rows * count, dtype=np.float32) if start is None else start.flat(),
            precision,
        )
    parameters = flat.reshape(problem.rows, count)
    wide = sparse.shape[1]
    return Regression(parameters[:wide], parameters[wide:-1], parameters[-1])


class _Problem:
    """The penalised likelihood and its slope; single precision halves the time and changes no topic.

    The examples are dealt into shares that are summed side by side: numpy and scipy let go of Python's lock.
    """

    def __init__(
        self,
        sparse: csr_matrix,
        dense: np.ndarray,
        classes: np.ndarray,
        count: int,
        strength: float,
        weights: np.ndarray | None,
    ):
        counted = (np.ones(len(classes)) if weights is None else weights).astype(np.float32)
        bounds = np.linspace(0, len(classes), _SHARES + 1).astype(int)
        self._shares = [
            _Share(sparse[start:end], dense[start:end], classes[start:end], counted[start:end])
            for start, end in pairwise(bounds)
            if end > start
        ]
        self._count = count
        self._strength = strength
        self.rows = sparse.shape[1] + dense.shape[1] + 1

    def loss(
        self, flat: np.ndarray, over: Callable[..., Iterable[tuple[np.ndarray, float]]] = map
    ) -> tuple[float, np.ndarray]:
        """The loss at the given weights, and its gradient.

        :param over: like ``map``; may work side by side.
        """
        parameters = flat.reshape(self.rows, self._count)
        parts = list(over(lambda share: share.slope(parameters), self._shares))
        slope, likelihood = parts[0]
        for more, part in parts[1:]:
            slope += more
            likelihood += part
        slope *= self._strength
        slope[:-1] += parameters[:-1]
        penalty = 0.5 * float(np.vdot(parameters[:-1], parameters[:-1]))
        return penalty - self._strength * likelihood, slope.ravel()


class _Share:
    """Some of the examples."""

    def __init__(self, sparse: csr_matrix, dense: np.ndarray, classes: np.ndarray, weights: np.ndarray):
        self._sparse = sparse.astype(np.float32)
        self._sparse_across = self._sparse.T.tocsr()
        self._dense = np.asarray(dense, dtype=np.float32)
        self._dense_across = np.ascontiguousarray(self._dense.T)
        self._classes = classes
        self._places = np.arange(len(classes))
        self._weights = weights

    def slope(self, parameters: np.ndarray) -> tuple[np.ndarray, float]:
        """How the negative log-likelihood of these examples rises with each weight, and the log-likelihood."""
        error, likelihood = self._error(parameters)
        slope = np.empty_like(parameters)
        wide = self._sparse.shape[1]
        slope[:wide] = self._sparse_across @ error
        slope[wide:-1] = self._dense_across @ error
        slope[-1] = error.sum(axis=0)
        return slope, likelihood

    def _error(self, parameters: np.ndarray) -> tuple[np.ndarray, float]:
        """Predicted minus true probability of each example and class, and the log-likelihood."""
        wide = self._sparse.shape[1]
        scores = self._sparse @ parameters[:wide]
        scores += self._dense @ parameters[wide:-1]
        scores += parameters[-1]
        scores -= scores.max(axis=1, keepdims=True)
        right = scores[self._places, self._classes]
        np.exp(scores, out=scores)
        total = scores.sum(axis=1)
        likelihood = float((self._weights * (right - np.log(total))).sum())
        scores /= total[:, None]
        scores[self._places, self._classes] -= 1
        scores *= self._weights[:, None]
        return scores, likelihood


def softmax(scores: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Probabilities of scores along the last axis; a higher temperature makes them flatter."""
    scaled = (scores - scores.max(axis=-1, keepdims=True)) / temperature
    exponential = np.exp(scaled)
    return exponential / exponential.sum(axis=-1, keepdims=True)


def fitted_temperature(scores: np.ndarray, classes: np.ndarray) -> float:
    """The temperature under which held-out scores give the right classes the highest likelihood."""
    candidates = np.geomspace(0.2, 5.0, 60)
    places = np.arange(len(classes))
    losses = [-np.log(softmax(scores, each)[places, classes] + 1e-12).mean() for each in candidates]
    return float(candidates[int(np.argmin(losses))])
