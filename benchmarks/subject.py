"""What a subject of ``benchmarks.nlu`` prints about itself, so that every subject is measured alike."""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Awaitable, Callable, Sequence

WARM_UP = 20


async def report(topic: Callable[[str], Awaitable[str | None]], sentences: Sequence[str]) -> None:
    """Ask for the topic of every sentence; print topics, milliseconds of a parse and the memory used."""
    for sentence in sentences[:WARM_UP]:
        await topic("先热身：" + sentence)
    topics, times = [], []
    for sentence in sentences:
        started = time.perf_counter()
        topics.append(await topic(sentence))
        times.append((time.perf_counter() - started) * 1000)
    print(
        json.dumps(
            {
                "topics": topics,
                "p50_ms": statistics.median(times),
                "p95_ms": sorted(times)[int(len(times) * 0.95)],
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )
