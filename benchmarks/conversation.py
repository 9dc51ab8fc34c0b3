"""A long conversation: are its last turns as fast as its first?

    python -m benchmarks.conversation [--turns 300] [--senders 3]

One person tells facts, corrects them, notes contacts, asks and digresses for 300 turns, kept on disk and sealed. The
median of the last 50 turns is set beside that of the first 50; the target is a ratio of at most 1.5. Uses a state
folder of its own.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

DAY = date(2026, 11, 23)
TARGET = 1.5
BLOCK = 50
#: One round of a conversation; {n} makes each round another one.
ROUND = (
    "逾期{n}天了",
    "会不会上征信",
    "不对，是{m}天",
    "记一下，11月{d}号晚上十点半催收打我电话",
    "欠{n}00块",
    "为什么",
    "催收能上门吗",
    "看我的情况",
    "罚息怎么算",
    "能不能晚几天还",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--turns", type=int, default=300)
    parser.add_argument("--senders", type=int, default=3)
    options = parser.parse_args()
    from bot import training

    model = training.train(lambda step, share: print(f"{share:4.0%} {step}", file=sys.stderr))
    with tempfile.TemporaryDirectory() as state:
        os.environ["ADVISOR_DATABASE_URL"] = f"sqlite:///{state}/cases.db"
        os.environ["ADVISOR_KEY_FILE"] = f"{state}/keys.json"
        asyncio.run(_measured(model, options.turns, options.senders))


async def _measured(model: Path, turns: int, senders: int) -> None:
    from actions.context import context
    from bot.assistant import Assistant
    from bot.desk import Desk

    desk = Desk(await Assistant.load(model))
    await desk.respond("warm", "会不会上门", DAY)
    print(f"{'':<10}{'first ' + str(BLOCK):>12}{'last ' + str(BLOCK):>12}{'ratio':>8}   (medians, ms)")
    for number in range(senders):
        sender = f"benchmark:{number}"
        await desk.respond(sender, "借呗逾期45天了", DAY)
        await desk.respond(sender, "记住我的情况", DAY)
        times = [await _timed(desk, sender, turn) for turn in range(turns)]
        first, last = statistics.median(times[:BLOCK]), statistics.median(times[-BLOCK:])
        print(f"person {number + 1:<3}{first:>12.1f}{last:>12.1f}{last / first:>8.2f}")
    contacts = len(context().cases.facts("benchmark:0", DAY).get("contacts", ()))
    print(f"{turns} turns each, {contacts} contacts in the ledger at the end; target: ratio at most {TARGET}")


async def _timed(desk: object, sender: str, turn: int) -> float:
    said = ROUND[turn % len(ROUND)].format(n=20 + turn % 60, m=21 + turn % 60, d=1 + turn // 10 % 22)
    started = time.perf_counter()
    await desk.respond(sender, said, DAY)  # type: ignore[attr-defined]
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
