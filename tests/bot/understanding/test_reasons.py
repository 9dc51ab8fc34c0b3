"""Why a topic and not the next one."""

from __future__ import annotations

import numpy as np
import pytest
from lessons import TEXTS, TOPICS

from bot.understanding.concepts import Concepts
from bot.understanding.encoder import default_encoder
from bot.understanding.reasons import SENTENCE, reasons
from bot.understanding.topic_model import Example, Settings, TopicModel, trained

CONCEPTS = Concepts({"法庭": "court", "还钱": "paying"}, {"court": "法院", "paying": "还款"})


@pytest.fixture(scope="module")
def model() -> TopicModel:
    examples = [Example(text) for text in TEXTS]
    small = Settings(least_characters=1, least_words=1, least_concepts=1)
    return trained(examples, TOPICS, default_encoder(), small, CONCEPTS)


def test_what_is_told_speaks_for_the_topic(model: TopicModel) -> None:
    found = reasons(model, Example("法庭的文书"), "court", "pay")
    assert found[0].weight > 0
    assert ("concepts", "法院") in {(each.family, each.what) for each in found}
    weights = [abs(each.weight) for each in found]
    assert weights == sorted(weights, reverse=True)


def test_the_reasons_add_up_to_the_distance_of_the_scores(model: TopicModel) -> None:
    example = Example("去法庭还钱")
    probability = model.probabilities(example)
    court, pay = model.topics.index("court"), model.topics.index("pay")
    distance = model.temperature * float(np.log(probability[court] / probability[pay]))
    bias = float(model.regression.bias[court] - model.regression.bias[pay])
    total = sum(each.weight for each in reasons(model, example, "court", "pay"))
    assert total + bias == pytest.approx(distance, abs=1e-3)


def test_the_meaning_of_the_sentence_is_one_of_them(model: TopicModel) -> None:
    assert SENTENCE in {each.family for each in reasons(model, Example("还钱"), "pay", "court")}
