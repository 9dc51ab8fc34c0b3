"""Safety in the pipeline: what it finds is told, and care is settled before any classifier."""

from __future__ import annotations

import pytest
from pipeline import Bench, read
from rasa.shared.nlu.constants import INTENT

from bot.understanding.safety_component import SAFETY, SafetyComponent


@pytest.mark.parametrize("text", ["真的不想活了", "我哥为网贷自杀了"])
def test_danger_and_death_are_answered_with_care(bench: Bench, text: str) -> None:
    message = read(bench.created(SafetyComponent), text)
    assert message.get(INTENT) == {"name": "crisis", "confidence": 1.0}
    assert message.get(SAFETY)[0]["kind"] in ("crisis", "bereavement")
    assert SAFETY in message.output_properties


def test_a_court_paper_is_told_and_leaves_the_topic_open(bench: Bench) -> None:
    message = read(bench.created(SafetyComponent), "收到法院的支付令了")
    assert message.get(INTENT) is None
    assert "court_paper" in [finding["kind"] for finding in message.get(SAFETY)]


def test_most_messages_hold_nothing(bench: Bench) -> None:
    message = read(bench.created(SafetyComponent), "罚息怎么算")
    assert message.get(SAFETY) == []
    assert message.get(INTENT) is None
