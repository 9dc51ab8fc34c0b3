"""Access tokens: one fetch for all who ask, renewed in time, failures shared and forgotten."""

from __future__ import annotations

import asyncio

import pytest

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import TryLater
from bot.channels.messaging.tokens import EARLY, Tokens
from tests.bot.channels.messaging.conftest import Clock


class Platform:
    """Gives out ``t1``, ``t2`` …; as often as it should, it fails first."""

    def __init__(self, seconds: float = 7200, failures: int = 0) -> None:
        self.fetches, self.seconds, self.failures = 0, seconds, failures

    async def fetch(self) -> tuple[str, float]:
        self.fetches += 1
        await asyncio.sleep(0.01)
        if self.failures:
            self.failures -= 1
            raise TryLater("no token")
        return f"t{self.fetches}", self.seconds


async def test_many_who_ask_at_once_cause_one_fetch(passing: Mailroom) -> None:
    platform = Platform()
    tokens = Tokens(passing, "a:1", platform.fetch)
    assert set(await asyncio.gather(*(tokens.token() for _ in range(50)))) == {"t1"}
    assert platform.fetches == 1


async def test_many_who_were_refused_the_same_token_cause_one_fetch(passing: Mailroom) -> None:
    platform = Platform()
    tokens = Tokens(passing, "a:1", platform.fetch)
    refused = await tokens.token()
    assert set(await asyncio.gather(*(tokens.renewed(refused) for _ in range(50)))) == {"t2"}
    assert await tokens.renewed(refused) == "t2"
    assert platform.fetches == 2


async def test_a_token_is_shared_with_other_workers_and_renewed_before_its_end(
    passing: Mailroom, clock: Clock
) -> None:
    platform = Platform()
    assert await Tokens(passing, "a:1", platform.fetch).token() == "t1"
    clock.now += 7200 - EARLY - 1
    assert await Tokens(passing, "a:1", platform.fetch).token() == "t1"
    clock.now += 2
    assert await Tokens(passing, "a:1", platform.fetch).token() == "t2"


async def test_a_token_is_never_used_beyond_its_end(passing: Mailroom, clock: Clock) -> None:
    platform = Platform(seconds=30)
    tokens = Tokens(passing, "a:1", platform.fetch)
    await tokens.token()
    clock.now += 31
    assert await tokens.token() == "t2"


async def test_a_failure_is_one_fetch_for_all_who_wait_and_the_next_tries_again(passing: Mailroom) -> None:
    platform = Platform(failures=1)
    tokens = Tokens(passing, "a:1", platform.fetch)
    results = await asyncio.gather(*(tokens.token() for _ in range(20)), return_exceptions=True)
    assert {type(result) for result in results} == {TryLater}
    assert platform.fetches == 1
    assert await tokens.token() == "t2"


async def test_one_who_gives_up_does_not_end_the_fetch_for_the_others(passing: Mailroom) -> None:
    platform = Platform()
    tokens = Tokens(passing, "a:1", platform.fetch)
    first = asyncio.create_task(tokens.token())
    second = asyncio.create_task(tokens.token())
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "t1"
    with pytest.raises(asyncio.CancelledError):
        await first
