"""Many people, duplicates, reordering, and workers that are killed at any moment: one answer each, in order.

The full ten thousand are ``python -m benchmarks.messaging``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.actions.case.test_migrating import fresh_postgresql
from tests.bot.channels.messaging.storm import Seen, Storm, Weather


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is short enough for a socket."""
    with tempfile.TemporaryDirectory(prefix="m") as made:
        yield Path(made)


@pytest.fixture
def postgresql() -> Iterator[str]:
    yield from fresh_postgresql()


def assert_exactly_once(weather: Weather, storm: Storm, seen: Seen) -> None:
    answers = seen.answers()
    assert seen.kills > 2, "nothing was tried"
    assert len(answers) == weather.messages, f"lost: {weather.messages - len(answers)}"
    assert set(answers.values()) == {1}
    assert seen.overtaken(storm.people) == []
    assert all(text.removeprefix("答 ").startswith(f"{person}-") for person, text in seen.shown)


async def test_every_message_is_answered_once_whoever_is_killed(folder: Path) -> None:
    weather = Weather(messages=1000, people=100, kill_every=1.5)
    storm = Storm(weather, f"sqlite:///{folder}/mail.db", folder)
    assert_exactly_once(weather, storm, await storm.blow())


@pytest.mark.services
async def test_postgresql_keeps_the_same_promise(folder: Path, postgresql: str) -> None:
    weather = Weather(messages=400, people=60, workers=3, kill_every=0.8, seed=11)
    storm = Storm(weather, postgresql, folder)
    assert_exactly_once(weather, storm, await storm.blow())


async def test_where_twice_would_be_shown_twice_doubt_is_told_and_comes_when_asked_for(folder: Path) -> None:
    weather = Weather(messages=300, people=40, kill_every=0.6, idempotent=False, seed=5, slowest_turn=0.01)
    url = f"sqlite:///{folder}/mail.db"
    storm = Storm(weather, url, folder)
    doubtful: list[int] = []

    async def ask_again(storm: Storm) -> None:
        answers = storm.seen.answers()
        assert set(answers.values()) == {1}, "nothing is shown twice unless somebody asks for it"
        with create_engine(url).connect() as connection:
            states = dict(
                connection.execute(text("select state, count(*) from om_outbound group by state")).all()
            )
        doubtful.append(states.get("unsure", 0) + states.get("told", 0))
        missing = {
            person
            for person, messages in storm.people.items()
            for message in messages
            if message not in answers
        }
        assert weather.messages - len(answers) <= doubtful[0], "what is missing is known to be in doubt"
        for person in sorted(missing):
            await storm.push(person, f"again-{person}", "重发")
        await storm.until(lambda: len(storm.seen.answers()) == weather.messages)

    seen = await storm.blow(ask_again)
    assert len(seen.answers()) == weather.messages, "all of it came when it was asked for"
    assert seen.kills > 2
