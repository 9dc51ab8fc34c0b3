"""Facts in the pipeline: read as of the day of the message, and never the reason for silence."""

from __future__ import annotations

import logging
import sys
from datetime import date
from types import ModuleType
from typing import Any

import pytest
from pipeline import Bench, read
from rasa.shared.nlu.constants import ENTITIES

from bot.understanding import facts_component
from bot.understanding.facts.results import Facts, FactSpan
from bot.understanding.facts_component import FACTS, FactsComponent


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date]]:
    calls: list[tuple[str, date]] = []

    def read_facts(text: Any, as_of: date) -> Facts:
        calls.append((text.text, as_of))
        if "坏" in text.text:
            raise ValueError(text.text)
        return Facts({"days_overdue": 45}, (FactSpan("days_overdue", 45, 2, 5),))

    grammar = ModuleType("bot.understanding.facts.extractor")
    grammar.read_facts = read_facts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bot.understanding.facts.extractor", grammar)
    return calls


def test_facts_and_their_places_are_told(bench: Bench, asked: list[tuple[str, date]]) -> None:
    message = read(bench.created(FactsComponent), "逾期45天", metadata={"as_of": "2026-11-23"})
    assert message.get(FACTS) == {"days_overdue": 45}
    assert message.get(ENTITIES) == [
        {"entity": "days_overdue", "value": 45, "start": 2, "end": 5, "extractor": "grammar"}
    ]
    assert asked == [("逾期45天", date(2026, 11, 23))]


@pytest.mark.parametrize("metadata", [None, {}])
def test_without_a_day_it_is_today(
    bench: Bench, asked: list[tuple[str, date]], metadata: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts_component, "today", lambda: date(2026, 1, 2))
    read(bench.created(FactsComponent), "逾期", metadata=metadata)
    assert asked[0][1] == date(2026, 1, 2)


def test_a_grammar_that_fails_costs_the_facts_only(
    bench: Bench, asked: list[tuple[str, date]], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        message = read(bench.created(FactsComponent), "坏了45天")
    assert message.get(FACTS) == {}
    assert "ValueError" in caplog.text
    assert "坏" not in caplog.text


def test_what_is_read_beside_the_facts_costs_nobody_the_facts_when_it_fails(
    bench: Bench,
    asked: list[tuple[str, date]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(text: Any, as_of: date) -> None:
        raise KeyError(text.text)

    readers = {"budget": broken, "loose": lambda text, as_of: {"number": 45}}
    monkeypatch.setattr(facts_component, "_beside", lambda: readers)
    message = read(bench.created(FactsComponent), "逾期45天")
    assert message.get(FACTS) == {"days_overdue": 45}
    assert (message.get("budget"), message.get("loose")) == (None, {"number": 45})
    assert "budget could not be read: KeyError" in caplog.text and "逾期" not in caplog.text
