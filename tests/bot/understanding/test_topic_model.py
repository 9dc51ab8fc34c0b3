"""The topic model: learns, keeps, and is honest about what it does not know."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from lessons import TEXTS, TOPICS

from bot.understanding.encoder import Encoder, NoEncoder, default_encoder
from bot.understanding.topic_model import Example, Settings, TopicModel, trained

EXAMPLES = [Example(text) for text in TEXTS]
SMALL = Settings(least_characters=1, least_words=1)


@pytest.fixture(scope="module", params=[NoEncoder, default_encoder], ids=["words alone", "with sentences"])
def model(request: pytest.FixtureRequest) -> TopicModel:
    encoder: Encoder = request.param()
    return trained(EXAMPLES, TOPICS, encoder, SMALL)


@pytest.mark.parametrize(
    ("text", "topic"), [("钱要怎么还", "pay"), ("法庭的文书", "court"), ("你好啊", "hello")]
)
def test_a_new_sentence_gets_its_topic(model: TopicModel, text: str, topic: str) -> None:
    assert model.ranking(Example(text))[0][0] == topic


def test_probabilities_add_up_to_one_and_the_ranking_falls(model: TopicModel) -> None:
    confidences = [confidence for _, confidence in model.ranking(Example("还钱给法庭"))]
    assert sum(confidences) == pytest.approx(1.0, abs=1e-4)
    assert confidences == sorted(confidences, reverse=True)


def test_a_kept_model_answers_as_before(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = TopicModel.read(tmp_path)
    assert again.topics == model.topics
    assert again.settings == model.settings
    for text in ("钱要怎么还", "收到文书", "", "没见过的话"):
        assert again.probabilities(Example(text)) == pytest.approx(
            model.probabilities(Example(text)), abs=0.01
        )


def test_a_kept_model_holds_arrays_and_text_only(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["topics.json", "topics.npz"]
    json.loads((tmp_path / "topics.json").read_text(encoding="utf-8"))
    with np.load(tmp_path / "topics.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)


def test_words_and_terms_count_as_well(tmp_path: Path) -> None:
    examples = [Example("甲", ("短信",), ("t1",)), Example("乙", ("电话",), ("t2",))] * 6
    model = trained(examples, ["sms", "call"] * 6, NoEncoder(), SMALL)
    assert model.ranking(Example("丙", ("短信",), ("t1",)))[0][0] == "sms"
    assert model.ranking(Example("丙", ("电话",), ("t2",)))[0][0] == "call"


def test_training_is_repeatable() -> None:
    first, second = (trained(EXAMPLES, TOPICS, NoEncoder(), SMALL) for _ in range(2))
    assert np.array_equal(first.regression.sparse, second.regression.sparse)
    assert first.temperature == second.temperature
