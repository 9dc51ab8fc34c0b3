"""The classifier in the pipeline."""

from __future__ import annotations

import pytest
from pipeline import Bench, read, taught
from rasa.shared.nlu.constants import INTENT

from bot.understanding.classifier import RANKING, WHY, TopicClassifier

LESSONS = {
    "pay": ["怎么把钱还上", "在哪里还钱", "还钱的入口在哪", "钱怎么还"],
    "court": ["法庭寄来了文书", "收到法庭的通知", "法庭让我过去", "法庭文书怎么看"],
}
SMALL = {"least_characters": 1, "held_out": 2}


@pytest.fixture
def classifier(bench: Bench) -> TopicClassifier:
    bench.created(TopicClassifier, **SMALL).train(taught(LESSONS))
    return bench.loaded(TopicClassifier, **SMALL)


def test_intent_and_ranking_are_set(classifier: TopicClassifier) -> None:
    message = read(classifier, "要怎么还钱")
    assert message.get(INTENT)["name"] == "pay"
    assert message.get(RANKING)[0] == message.get(INTENT)
    assert {INTENT, RANKING} <= message.output_properties


def test_an_intent_that_safety_has_set_stays_first(classifier: TopicClassifier) -> None:
    settled = {"name": "crisis", "confidence": 1.0}
    message = read(classifier, "要怎么还钱", intent=settled)
    assert message.get(INTENT) == settled
    assert [entry["name"] for entry in message.get(RANKING)] == ["crisis", "pay", "court"]


def test_reasons_are_given_only_when_asked_for(classifier: TopicClassifier) -> None:
    assert read(classifier, "要怎么还钱").get(WHY) is None
    asked = read(classifier, "要怎么还钱", metadata={WHY: True}).get(WHY)
    assert {"family", "what", "weight"} == set(asked[0])


def test_nothing_said_is_no_topic(classifier: TopicClassifier) -> None:
    assert read(classifier, " ").get(INTENT) is None
