"""Sets of whole numbers as sorted, disjoint, closed ranges."""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]
Ranges = tuple[Range, ...]


def union(ranges: Iterable[Range]) -> Ranges:
    """All numbers of ``ranges``, with empty ones dropped and touching ones joined."""
    joined: list[Range] = []
    for low, high in sorted(ranges):
        if low > high:
            continue
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return tuple(joined)


def intersect(left: Ranges, right: Ranges) -> Ranges:
    """The numbers in both."""
    return union((max(a, c), min(b, d)) for a, b in left for c, d in right)


def subtract(left: Ranges, right: Ranges) -> Ranges:
    """The numbers of ``left`` that are not in ``right``."""
    rest = list(left)
    for low, high in right:
        rest = [part for a, b in rest for part in ((a, min(b, low - 1)), (max(a, high + 1), b))]
    return union(rest)


def contains(ranges: Ranges, low: int, high: int) -> bool:
    """Whether every number from ``low`` to ``high`` is in ``ranges``."""
    return any(a <= low and high <= b for a, b in ranges)


def touches(ranges: Ranges, low: int, high: int) -> bool:
    """Whether any number from ``low`` to ``high`` is in ``ranges``."""
    return any(a <= high and low <= b for a, b in ranges)
