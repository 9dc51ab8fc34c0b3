"""The minimizer finds what scipy finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from bot.understanding.minimizer import minimized


def logistic(features: np.ndarray, signs: np.ndarray):  # type: ignore[no-untyped-def]
    """A penalised logistic regression with two classes, and its gradient."""

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (features @ point)
        slope = -(features * (signs / (1 + np.exp(margins)))[:, None]).sum(axis=0) + point
        return float(np.logaddexp(0, -margins).sum() + 0.5 * point @ point), slope

    return loss


@given(st.integers(0, 10_000), st.integers(1, 12), st.integers(2, 40))
def test_it_ends_where_scipy_ends(seed: int, wide: int, many: int) -> None:
    random = np.random.default_rng(seed)
    loss = logistic(random.normal(size=(many, wide)) * 3, random.choice([-1.0, 1.0], size=many))
    ours = minimized(loss, np.zeros(wide), 1e-9)
    theirs = minimize(loss, np.zeros(wide), jac=True, method="L-BFGS-B", options={"ftol": 1e-12})
    assert loss(ours)[0] == pytest.approx(theirs.fun, rel=1e-4, abs=1e-6)


def test_a_start_at_the_bottom_stays_there() -> None:
    point = minimized(lambda x: (float(x @ x), 2 * x), np.zeros(3, dtype=np.float32), 1e-6)
    assert point.tolist() == [0, 0, 0]


def test_single_precision_stays_single() -> None:
    point = minimized(lambda x: (float((x - 1) @ (x - 1)), 2 * (x - 1)), np.zeros(3, dtype=np.float32), 1e-9)
    assert point.dtype == np.float32
    assert point == pytest.approx([1, 1, 1], abs=1e-3)
