"""How often somebody may ask."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.limits import Limiter


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_allowed_up_to_the_limit_and_told_how_long_to_wait_after_it() -> None:
    clock = Clock()
    limiter = Limiter(3, 60, clock)
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 0]
    assert 19 <= limiter.wait("a") <= 21
    clock.now = 21
    assert limiter.wait("a") == 0
    assert limiter.wait("a") > 0


def test_one_who_asks_too_often_takes_nothing_from_another() -> None:
    limiter = Limiter(1, 60, Clock())
    assert limiter.wait("a") == 0 and limiter.wait("a") > 0
    assert limiter.wait("b") == 0


def test_who_has_been_away_long_enough_is_forgotten() -> None:
    clock = Clock()
    limiter = Limiter(2, 10, clock)
    for name in range(100):
        limiter.wait(str(name))
    clock.now = 11
    limiter.wait("new")
    assert len(limiter._buckets) == 1


@given(st.lists(st.floats(0, 20), max_size=60))
def test_in_any_stretch_of_time_no_more_pass_than_burst_and_refill(pauses: list[float]) -> None:
    clock = Clock()
    limiter = Limiter(5, 60, clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        passed += limiter.wait("a") == 0
    assert passed <= 5 + clock.now * 5 / 60 + 1e-6
