"""How often somebody may ask: a bucket of permissions that fills again with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Bucket:
    left: float
    seen: float


class Limiter:
    """Permissions by name (an address, a session), kept in memory.

    :param most: how many at once.
    :param seconds: how long an empty bucket takes to be full again.
    :param clock: seconds that never run backwards.
    """

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._rate = most / seconds
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def wait(self, name: str) -> int:
        """0 and one permission less, or the whole seconds until there is one again."""
        now = self._clock()
        bucket = self._buckets.setdefault(name, _Bucket(self._most, now))
        self._buckets.move_to_end(name)
        bucket.left = min(self._most, bucket.left + (now - bucket.seen) * self._rate)
        bucket.seen = now
        self._forget(now)
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return max(1, round((1 - bucket.left) / self._rate + 0.5))

    def _forget(self, now: float) -> None:
        """Drop what is full again: it says no more than no bucket at all."""
        full = self._most / self._rate
        while self._buckets and now - next(iter(self._buckets.values())).seen > full:
            self._buckets.popitem(last=False)
