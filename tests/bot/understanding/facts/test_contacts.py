"""Contacts are read in no time, whatever is said over and over: no pattern tries every split of a repeated word."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest

from bot.understanding.facts import read_facts
from bot.understanding.normalizer import normalize

TOLD_ON = date(2026, 11, 23)
QUICK = 2  # seconds; a pattern that tries every split needs hours
OFTEN = 30


@pytest.mark.parametrize(
    "says",
    [
        "昨天打给我妈，我妈" + "早就" * OFTEN + "说",
        "昨天打给我弟，我电话" + "一直都是" * OFTEN,
        "我找" + "通了" * OFTEN,
        "催收" + "今天早上又" * OFTEN + "再打我",
        "昨天上门，工作证" + "也都" * OFTEN,
        "我之前以前" * OFTEN + "同意他们晚上打，昨晚十点打我电话",
    ],
)
def test_a_word_said_over_and_over_costs_no_time(says: str) -> None:
    started = perf_counter()
    read_facts(normalize(says), TOLD_ON)
    assert perf_counter() - started < QUICK


@pytest.mark.parametrize(
    "field", ["visitors", "id_shown", "place", "reachable", "refused_before", "also_liable"]
)
def test_what_was_not_said_is_no_key(field: str) -> None:
    for says in ("昨天上门催收", "昨天打给我妈了", "昨晚九点打我电话"):
        contact = read_facts(normalize(says), TOLD_ON).values["contact"]
        assert isinstance(contact, dict)
        assert field not in contact
