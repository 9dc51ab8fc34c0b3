"""Logistic regression, checked against the library it replaces."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack

from bot.understanding.regression import fit, fitted_temperature, softmax


@pytest.fixture(scope="module")
def data() -> tuple[csr_matrix, np.ndarray, np.ndarray]:
    random = np.random.RandomState(7)
    classes = random.randint(0, 4, 160)
    centres = random.normal(size=(4, 6))
    dense = centres[classes] + random.normal(scale=1.5, size=(160, 6))
    sparse = csr_matrix((random.rand(160, 12) < 0.2) * random.rand(160, 12))
    return sparse, dense.astype(np.float32), classes


def test_it_agrees_with_scikit_learn(data: tuple[csr_matrix, np.ndarray, np.ndarray]) -> None:
    from sklearn.linear_model import LogisticRegression

    sparse, dense, classes = data
    ours = fit(sparse, dense, classes, 4, strength=2.0, precision=1e-9)
    theirs = LogisticRegression(C=2.0, multi_class="multinomial", max_iter=2000, tol=1e-8)
    theirs.fit(hstack([sparse, csr_matrix(dense)]).tocsr(), classes)
    expected = theirs.predict_proba(hstack([sparse, csr_matrix(dense)]).tocsr())
    assert softmax(ours.all_scores(sparse, dense)) == pytest.approx(expected, abs=0.01)


def test_one_example_scores_as_among_many(data: tuple[csr_matrix, np.ndarray, np.ndarray]) -> None:
    sparse, dense, classes = data
    model = fit(sparse, dense, classes, 4, strength=1.0)
    row = sparse[3]
    single = model.scores(list(row.indices), list(row.data), dense[3])
    assert single == pytest.approx(model.all_scores(sparse, dense)[3], abs=1e-4)


def test_fitting_twice_gives_the_same(data: tuple[csr_matrix, np.ndarray, np.ndarray]) -> None:
    sparse, dense, classes = data
    first, second = (fit(sparse, dense, classes, 4, strength=1.0) for _ in range(2))
    assert np.array_equal(first.sparse, second.sparse)
    assert np.array_equal(first.dense, second.dense)


def test_a_heavier_example_counts_like_its_copies(data: tuple[csr_matrix, np.ndarray, np.ndarray]) -> None:
    sparse, dense, classes = data
    weights = np.ones(len(classes))
    weights[0] = 2.0
    weighted = fit(sparse, dense, classes, 4, 1.0, weights, precision=1e-9)
    order = [0, *range(len(classes))]
    copied = fit(sparse[order], dense[order], classes[order], 4, 1.0, precision=1e-9)
    assert weighted.bias == pytest.approx(copied.bias, abs=0.02)


def test_probabilities_add_up_and_flatten_with_the_temperature() -> None:
    scores = np.array([[1.0, 2.0, 1000.0]])
    assert softmax(scores).sum() == pytest.approx(1.0)
    assert softmax(np.array([1.0, 2.0]), 5.0)[1] < softmax(np.array([1.0, 2.0]))[1]


def test_the_temperature_makes_boastful_scores_modest() -> None:
    random = np.random.RandomState(1)
    classes = random.randint(0, 2, 400)
    right = random.rand(400) < 0.75
    scores = np.zeros((400, 2))
    scores[np.arange(400), np.where(right, classes, 1 - classes)] = 6.0
    temperature = fitted_temperature(scores, classes)
    assert softmax(np.array([6.0, 0.0]), temperature)[0] == pytest.approx(0.75, abs=0.05)
