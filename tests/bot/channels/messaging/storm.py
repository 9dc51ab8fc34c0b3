"""A platform, its people and a killer of workers: thousands of messages with duplicates and reordering, and what was
shown to whom at the end."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from actions.case.keys import Keys, new_keys
from tests.bot.channels.messaging import worker as workers

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([workers.__name__])


@dataclass(frozen=True)
class Weather:
    """How bad it is."""

    messages: int
    people: int
    workers: int = 2
    repeated: float = 0.2  # of the messages are delivered twice or three times
    reordered: float = 0.1  # of them come together with the next
    busy: float = 0.02  # of the payloads are refused at first
    kill_every: float = 1.0  # seconds
    at_once: int = 30  # people who write at a time
    slowest_turn: float = 0.02  # seconds
    idempotent: bool = True
    patience: float = 60.0  # seconds after the last callback for everything to be answered
    seed: int = 7


@dataclass
class Seen:
    """What the platform knows."""

    pushed: dict[str, float] = field(default_factory=dict)  # message → when it was first delivered
    acknowledged: dict[str, float] = field(default_factory=dict)
    acknowledging: list[float] = field(default_factory=list)  # seconds
    shown: list[tuple[str, str]] = field(default_factory=list)  # person, answer; as it was shown
    when: dict[str, float] = field(default_factory=dict)  # message → when its answer was shown
    taken: Counter[str] = field(default_factory=Counter)  # key of a payload → how often it was sent
    deliveries: int = 0
    kills: int = 0
    seconds: float = 0.0

    def answers(self) -> Counter[str]:
        """How often each message was answered."""
        return Counter(text.removeprefix("答 ") for _, text in self.shown if text.startswith("答 "))

    def overtaken(self, people: dict[str, list[str]]) -> list[tuple[str, str]]:
        """Pairs of a person's messages, the first acknowledged before the second was written, answered the other way
        round."""
        place = {text.removeprefix("答 "): number for number, (_, text) in reversed([*enumerate(self.shown)])}
        return [
            (first, second)
            for theirs in people.values()
            for first, second in itertools.combinations(theirs, 2)
            if self.acknowledged[first] < self.pushed[second]
            and first in place
            and second in place
            and place[first] > place[second]
        ]


class Storm:
    """One run.

    :param folder: for the sockets; its path must be short.
    """

    def __init__(self, weather: Weather, url: str, folder: Path, keys: Keys | None = None) -> None:
        self.weather, self.seen = weather, Seen()
        self.keys = keys or new_keys()
        self.people: dict[str, list[str]] = defaultdict(list)
        self._url, self._folder = url, folder
        self._random = random.Random(weather.seed)
        self._numbers = itertools.count()
        self._entrances: dict[str, BaseProcess] = {}
        for number in range(weather.messages):
            person = f"p{number % weather.people}"
            self.people[person].append(f"{person}-{number}")

    async def blow(self, afterwards: Callable[[Storm], Awaitable[None]] | None = None) -> Seen:
        """Everything written, everything answered that will be; workers are gone at the end.

        :param afterwards: what is done while the workers still run.
        """
        platform = await asyncio.start_unix_server(self._taking, str(self._folder / "platform"))
        for _ in range(self.weather.workers):
            self._new_worker()
        begun = time.monotonic()
        killer = asyncio.create_task(self._killing())
        try:
            places = asyncio.Semaphore(self.weather.at_once)
            await asyncio.gather(*(self._writes(person, places) for person in self.people))
            killer.cancel()
            await self._quiet()
            self.seen.seconds = time.monotonic() - begun
            if afterwards:
                await afterwards(self)
        finally:
            killer.cancel()
            for entrance in list(self._entrances):
                self._end(entrance)
            platform.close()
        return self.seen

    async def push(self, person: str, message: str, text: str | None = None) -> None:
        """Deliver a message until a worker acknowledges it."""
        self.seen.pushed.setdefault(message, time.monotonic())
        while True:
            began = time.monotonic()
            if await self._delivered(person, message, message if text is None else text):
                now = time.monotonic()
                self.seen.acknowledged.setdefault(message, now)
                self.seen.acknowledging.append(now - began)
                return
            await asyncio.sleep(0.05)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something the platform sees, for so long as is reasonable."""
        end = time.monotonic() + self.weather.patience
        while not condition() and time.monotonic() < end:
            await asyncio.sleep(0.05)

    # People

    async def _writes(self, person: str, places: asyncio.Semaphore) -> None:
        async with places:
            late: list[asyncio.Task[None]] = []
            left = list(self.people[person])
            while left:
                together = 2 if self._random.random() < self.weather.reordered else 1
                now, left = left[:together], left[together:]
                self._random.shuffle(now)
                pushes = [self.push(person, message) for message in now]
                for message in now:
                    if self._random.random() < self.weather.repeated:
                        if self._random.random() < 0.5:
                            pushes.append(self.push(person, message))
                        else:
                            late.append(asyncio.create_task(self._late(person, message)))
                await asyncio.gather(*pushes)
            await asyncio.gather(*late)

    async def _late(self, person: str, message: str) -> None:
        await asyncio.sleep(self._random.random() * 2)
        await self.push(person, message)

    async def _delivered(self, person: str, message: str, text: str) -> bool:
        entrance = self._random.choice(list(self._entrances))
        push = {"number": next(self._numbers), "key": message, "user": person, "text": text}
        self.seen.deliveries += 1
        try:
            reader, writer = await asyncio.open_unix_connection(entrance)
        except OSError:  # just killed, or not listening yet
            return False
        try:
            writer.write(json.dumps(push).encode() + b"\n")
            answer = await asyncio.wait_for(reader.readline(), 5)
            return bool(answer) and json.loads(answer)[1] == 200
        except (OSError, asyncio.TimeoutError):
            return False
        finally:
            writer.close()

    # The platform

    async def _taking(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                letter = json.loads(line)
                if self._random.random() < self.weather.busy:
                    writer.write(b"busy\n")
                    continue
                self.seen.taken[letter["key"]] += 1
                if not self.weather.idempotent or self.seen.taken[letter["key"]] == 1:
                    self.seen.shown.append((letter["user"], letter["text"]))
                    self.seen.when.setdefault(letter["text"].removeprefix("答 "), time.monotonic())
                writer.write(b"taken\n")
        writer.close()

    async def _quiet(self) -> None:
        """Every message is answered, or nothing happens for longer than any lease."""
        end = time.monotonic() + self.weather.patience
        while len(self.seen.answers()) < self.weather.messages and time.monotonic() < end:
            before = len(self.seen.shown)
            await asyncio.sleep(0.2)
            if len(self.seen.shown) == before and not self.weather.idempotent:
                await asyncio.sleep(6)
                if len(self.seen.shown) == before:
                    return

    # Workers

    def _new_worker(self) -> None:
        entrance = str(self._folder / f"w{next(self._numbers)}")
        weather = self.weather
        task = workers.Task(
            self._url,
            self.keys,
            entrance,
            str(self._folder / "platform"),
            weather.idempotent,
            weather.slowest_turn,
        )
        process = _PROCESSES.Process(target=workers.work, args=(task,), daemon=True)
        process.start()
        self._entrances[entrance] = process

    def _end(self, entrance: str) -> None:
        process = self._entrances.pop(entrance)
        if process.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        process.join()

    async def _killing(self) -> None:
        while True:
            await asyncio.sleep(self.weather.kill_every * (0.5 + self._random.random()))
            self._end(self._random.choice(list(self._entrances)))
            self.seen.kills += 1
            self._new_worker()
