"""The lowest point of a smooth convex function of millions of numbers: limited-memory BFGS in single precision.

scipy's L-BFGS-B keeps bounds and double precision for every number, which is more work than our functions
themselves; without both the same steps take half the time. Nocedal and Wright, Numerical Optimization, algorithm 7.5.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np

Function = Callable[[np.ndarray], tuple[float, np.ndarray]]
"""The value at a point, and the gradient there."""

_MEMORY = 6
_FEWEST = 5  # the first steps are short because nothing is known of the scale: they prove nothing
_MOST = 300
_SHORTEST = 1e-8


def minimized(function: Function, start: np.ndarray, precision: float) -> np.ndarray:
    """Where the function is lowest; the same start gives the same point.

    :param precision: relative improvement of a step below which the search stops.
    """
    point, (value, slope) = start, function(start)
    past: deque[tuple[np.ndarray, np.ndarray]] = deque(maxlen=_MEMORY)
    for count in range(_MOST):
        found = _step(function, point, value, _direction(slope, past), slope)
        if found is None:
            return point
        there, lower, slope_there = found
        moved, turned = there - point, slope_there - slope
        if float(moved @ turned) > 0:
            past.append((moved, turned))
        gain = (value - lower) / max(abs(value), abs(lower), 1.0)
        point, value, slope = there, lower, slope_there
        if count >= _FEWEST and gain <= precision:
            return point
    return point


def _direction(slope: np.ndarray, past: deque[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Downhill, bent by what earlier steps taught of the curvature."""
    if not past:
        return -slope / (float(np.linalg.norm(slope)) or 1.0)
    direction, shares = -slope, []
    for moved, turned in reversed(past):
        share = float(moved @ direction) / float(moved @ turned)
        direction = direction - share * turned
        shares.append(share)
    moved, turned = past[-1]
    direction = direction * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), share in zip(past, reversed(shares), strict=True):
        back = float(turned @ direction) / float(moved @ turned)
        direction = direction + (share - back) * moved
    return direction


def _step(
    function: Function, point: np.ndarray, value: float, direction: np.ndarray, slope: np.ndarray
) -> tuple[np.ndarray, float, np.ndarray] | None:
    """The first point along the direction, halving the way, that is low enough; None at the bottom."""
    expected, way = float(slope @ direction), 1.0
    while way > _SHORTEST:
        there = point + np.float32(way) * direction
        lower, slope_there = function(there)
        if lower <= value + 1e-4 * way * expected:
            return there, lower, slope_there
        way /= 2
    return None
