"""How fast the compiled rules decide, beside hand-written Python and other rule engines on the same rules.

    python -m benchmarks.rules [--rounds 15] [--cases 1000]

28 rows and an exact penalty over random cases of up to eleven contacts, every fact known. All run interleaved in
one process and one thread, by CPU time; each round compares with the hand-written function of that round. Single
figures move with the machine, the ratios hardly do. Every answer is first compared with the hand-written one.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import starmap
from pathlib import Path
from statistics import median

from msgspec import Struct

from benchmarks.rules_workload.cases import random_cases
from benchmarks.rules_workload.contestants import (
    DATA,
    HAND,
    OURS,
    OURS_TRACED,
    ZEN_LOADED,
    ZEN_TRACED,
    Contestant,
    contestants,
)
from rules_engine import check_rulebook, load_rulebook

PROJECT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 23)
# Each contestant gets about this many seconds a round: the slow ones part of the cases, the fast ones several turns.
A_TURN = 0.03

# Microseconds a case, one for each round.
Times = Mapping[str, Sequence[float]]


class Target(Struct, frozen=True):
    """What is to be reached; ``measured`` is None where a peer is not installed."""

    what: str
    measured: float | None
    limit: float
    at_most: bool
    unit: str = ""

    def __str__(self) -> str:
        wanted = f"{'<=' if self.at_most else '>='} {self.limit:g}{self.unit}"
        if self.measured is None:
            return f"{self.what:<46}{wanted:>12}   not measured"
        reached = self.measured <= self.limit if self.at_most else self.measured >= self.limit
        return f"{self.what:<46}{wanted:>12}{self.measured:>9.2f}{self.unit:<4}{'reached' if reached else 'MISSED'}"


def main() -> None:
    """Compare, measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--cases", type=int, default=1000)
    chosen = parser.parse_args()
    # Sorted by size, so that every n-th case makes a fair part of them.
    cases = sorted(
        random_cases(load_rulebook(DATA), chosen.cases), key=lambda case: len(case.facts["contacts"])
    )
    everyone, absent = contestants(cases)
    wrong = _wrong(everyone)
    times = _times(everyone, chosen.rounds)
    print(_table(everyone, times, wrong))
    for package in absent:
        print(f"{package} is not installed (`make bench-rules` installs it)")
    print("\n".join(["", *map(str, _targets(times))]))


def _wrong(everyone: Sequence[Contestant]) -> dict[str, int]:
    """How many cases each decides unlike the hand-written function."""
    hand = everyone[0]
    expected = [hand.run(*given) for given in hand.inputs]
    return {
        each.name: sum(
            each.read(each.run(*given)) != right for given, right in zip(each.inputs, expected, strict=True)
        )
        for each in everyone
    }


def _times(everyone: Sequence[Contestant], rounds: int) -> Times:
    turns = [_Turn(each) for each in everyone]
    times: dict[str, list[float]] = {each.name: [] for each in everyone}
    for number in range(rounds):
        for each, turn in zip(everyone, turns, strict=True):
            times[each.name].append(turn.microseconds(number))
    return times


class _Turn:
    """What one contestant does in a round, sized by what a first turn took."""

    def __init__(self, contestant: Contestant) -> None:
        self._run, self._inputs = contestant.run, contestant.inputs
        self._parts, self._repeats = 1, 1
        whole = self.microseconds(0) * len(self._inputs) / 1e6
        self._parts = max(1, min(round(whole / (4 * A_TURN)), len(self._inputs)))
        self._repeats = max(1, round(A_TURN / whole))

    def microseconds(self, number: int) -> float:
        """CPU time a case in round ``number``."""
        inputs = self._inputs[number % self._parts :: self._parts]
        gc.collect()
        gc.disable()
        spent = _cpu(lambda: self._go_through(inputs))
        gc.enable()
        return 1e6 * spent / (self._repeats * len(inputs))

    def _go_through(self, inputs: Sequence[tuple[object, ...]]) -> None:
        for _ in range(self._repeats):
            deque(starmap(self._run, inputs), maxlen=0)


def _cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _table(everyone: Sequence[Contestant], times: Times, wrong: Mapping[str, int]) -> str:
    lines = [f"{'':<52}{'µs':>9}{'x hand':>9}{'per s':>10}{'load ms':>9}{'wrong':>7}"]
    for each in everyone:
        spent = median(times[each.name])
        load = f"{1000 * median(_cpu(each.load) for _ in range(5)):.1f}" if each.load else ""
        ratio = _ratio(times, each.name, HAND)
        lines.append(
            f"{each.name:<52}{spent:>9.2f}{ratio:>9.2f}{1e6 / spent:>10,.0f}{load:>9}{wrong[each.name]:>7}"
        )
    return "\n".join(lines)


def _ratio(times: Times, name: str, other: str) -> float:
    """The median of the rounds' ratios."""
    return median(own / beside for own, beside in zip(times[name], times[other], strict=True))


def _targets(times: Times) -> list[Target]:
    """zen-engine is taken at its fastest with a static loader; its trace from the tables, for that of expressions
    names no row. Loading is timed in a fresh interpreter, as at a start.
    """
    data = PROJECT / "data"
    load = median(_fresh_load(data) for _ in range(9))
    check = median(_cpu(lambda: check_rulebook(data, DAY)) for _ in range(3))
    zen = min((_ratio(times, name, OURS) for name in ZEN_LOADED if name in times), default=None)
    traced = _ratio(times, ZEN_TRACED, OURS_TRACED) if ZEN_TRACED in times else None
    return [
        Target("ours / hand-written", _ratio(times, OURS, HAND), 1.5, at_most=True),
        Target("zen-engine, static loader, its fastest / ours", zen, 5, at_most=False),
        Target("zen-engine, tables, trace / ours", traced, 4, at_most=False),
        Target("load_rulebook(data)", load, 150, at_most=True, unit=" ms"),
        Target("check_rulebook(data)", check, 2, at_most=True, unit=" s"),
    ]


def _fresh_load(data: Path) -> float:
    """CPU milliseconds to load the rulebook in an interpreter that has only just imported the engine."""
    code = (
        "import sys, time; from pathlib import Path; from rules_engine import load_rulebook; "
        "started = time.process_time(); load_rulebook(Path(sys.argv[1])); "
        "print((time.process_time() - started) * 1000)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(data)], capture_output=True, text=True, check=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
