"""How long a person waits: start, one turn, understanding alone; beside a bare classifier as the floor.

    python -m benchmarks.turn [--turns 300]

Prints a table. Single figures move with the machine; the ratios to the bare classifier hardly do. Uses a state
folder of its own, so that nobody's conversation is touched; the model is the one of today's data.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

DAY = date(2026, 11, 23)
SENTENCES = (
    "借呗逾期会不会上征信",
    "逾期四十多天，欠一万八",
    "催收天天打我妈电话怎么办",
    "能不能只还本金",
    "收到律师函了",
    "会不会上门",
    "你好",
    "工作丢了有什么政策吗",
    "罚息怎么算",
    "法院的短信是真的吗",
)
FIRST_ANSWER = """
import asyncio, sys
from datetime import date
from pathlib import Path
from bot.assistant import Assistant
async def first():
    assistant = await Assistant.load(Path(sys.argv[1]))
    await assistant.respond("benchmark", "会不会上门", date(2026, 11, 23))
asyncio.run(first())
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=300)
    turns = parser.parse_args().turns
    from bot import training

    model = training.train(lambda step, share: print(f"{share:4.0%} {step}", file=sys.stderr))
    with tempfile.TemporaryDirectory() as state:
        cache = model.parent.parent / "cache"
        if cache.exists():
            shutil.copytree(cache, Path(state) / "cache")
        os.environ["ADVISOR_HOME"] = state
        os.environ.pop("ADVISOR_DATABASE_URL", None)
        start = _start(model)
        print(_table(start, *asyncio.run(_measured(model, turns))))


def _start(model: Path) -> float:
    """Seconds from the start of a process to its first answer; the better of two runs."""

    def once() -> float:
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_ANSWER, str(model)], check=True)
        return time.perf_counter() - started

    return min(once(), once())


async def _measured(model: Path, turns: int) -> tuple[dict[str, list[float]], float]:
    from bot.assistant import Assistant

    assistant = await Assistant.load(model)
    await assistant.respond("warm", SENTENCES[0], DAY)
    ready = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform == "linux" else 1024**2
    )

    async def turn(text: str) -> None:
        await assistant.respond("benchmark", text, DAY)

    async def parse(text: str) -> None:
        await assistant.parse(text, DAY)

    times = {
        "bare classifier": _bare(model, turns),
        "parse": await _times(parse, turns),
        "turn, one client": await _times(turn, turns),
    }
    return times, ready


async def _times(work: Callable[[str], Awaitable[None]], count: int) -> list[float]:
    times = []
    for number in range(count):
        text = _unlike(number)
        started = time.perf_counter()
        await work(text)
        times.append(1000 * (time.perf_counter() - started))
    return times


def _unlike(number: int) -> str:
    """A sentence that no cache has seen."""
    return f"{SENTENCES[number % len(SENTENCES)]}{'啊呀呢吧嘛'[number % 5]}{number}"


def _bare(model: Path, count: int) -> list[float]:
    """The topic model without Rasa around it."""
    from bot.understanding.topic_model import Example, TopicModel

    with tempfile.TemporaryDirectory() as folder:
        shutil.unpack_archive(model, folder)
        (place,) = {path.parent for path in Path(folder).rglob("topics.npz")}
        topics = TopicModel.read(place)
    times = []
    for number in range(count):
        example = Example(f"{_unlike(number)}。")
        started = time.perf_counter()
        topics.ranking(example)
        times.append(1000 * (time.perf_counter() - started))
    return times


def _table(start: float, times: dict[str, list[float]], ready: float) -> str:
    floor = statistics.median(times["bare classifier"])
    lines = [f"{'':<20}{'p50 ms':>10}{'p95 ms':>10}{'ratio':>8}"]
    for name, each in times.items():
        middle, high = statistics.median(each), statistics.quantiles(each, n=20)[-1]
        lines.append(f"{name:<20}{middle:>10.1f}{high:>10.1f}{middle / floor:>8.1f}")
    lines += ["", f"start to first answer {start:.1f} s", f"memory when ready {ready:.0f} MB"]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
