"""Messages with duplicates, reordering and killed workers through the mailroom, and how fast that is.

``python -m benchmarks.messaging [--messages 10000] [--workers 2] [--url DATABASE]``: prints one line a figure. The
platform, the people and the workers are those of ``tests/bot/channels/messaging``.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from tests.bot.channels.messaging.storm import Seen, Storm, Weather


def main() -> int:
    """Run once; 1 when a message was lost, answered twice or overtaken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill-every", type=float, default=1.0, help="seconds")
    parser.add_argument("--url", help="a database; a fresh SQLite file by default")
    options = parser.parse_args()
    weather = Weather(
        options.messages, options.people, options.workers, kill_every=options.kill_every, patience=180
    )
    with tempfile.TemporaryDirectory(prefix="m") as folder:
        storm = Storm(weather, options.url or f"sqlite:///{folder}/mail.db", Path(folder))
        seen = asyncio.run(storm.blow())
    return report(weather, storm, seen)


def report(weather: Weather, storm: Storm, seen: Seen) -> int:
    """Print the figures."""
    answers, overtaken = seen.answers(), seen.overtaken(storm.people)
    lost = weather.messages - len(answers)
    twice = sum(count > 1 for count in answers.values())
    acknowledging = statistics.quantiles(seen.acknowledging, n=100)
    answering = statistics.quantiles(
        [seen.when[message] - seen.pushed[message] for message in answers], n=100
    )
    for name, figure in {
        "messages": weather.messages,
        "deliveries": seen.deliveries,
        "kills": seen.kills,
        "seconds": f"{seen.seconds:.1f}",
        "messages a second": f"{weather.messages / seen.seconds:.0f}",
        "acknowledged after, p50 ms": f"{acknowledging[49] * 1000:.0f}",
        "acknowledged after, p95 ms": f"{acknowledging[94] * 1000:.0f}",
        "answered after, p50 ms": f"{answering[49] * 1000:.0f}",
        "answered after, p95 ms": f"{answering[94] * 1000:.0f}",
        "payloads sent again under their key": sum(seen.taken.values()) - len(seen.taken),
        "answers": len(answers),
        "lost": lost,
        "twice": twice,
        "overtaken": len(overtaken),
    }.items():
        print(f"{name:36s} {figure}")
    return 1 if lost or twice or overtaken else 0


if __name__ == "__main__":
    sys.exit(main())
