"""The training examples: every topic has enough, none stands twice, none comes from an evaluation set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.understanding import examples
from bot.understanding.examples import TrainingSentence, read_examples

DATA = Path(__file__).resolve().parents[2] / "data"
EVALUATION = Path(__file__).resolve().parents[3] / "shared" / "eval"

TOPICS = [
    topic["id"]
    for topic in YAML(typ="safe").load((DATA / "topics.yml").read_text(encoding="utf-8"))["topics"]
]


@pytest.fixture(scope="module")
def sentences() -> list[TrainingSentence]:
    return read_examples(DATA / "nlu")


@pytest.fixture(scope="module")
def held_out() -> list[str]:
    if not EVALUATION.is_dir():
        pytest.skip("the evaluation sets are not beside the repository")
    return [
        json.loads(line)["text"]
        for path in sorted(EVALUATION.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def test_there_is_a_file_for_every_topic_and_no_other(sentences: list[TrainingSentence]) -> None:
    assert sorted(path.stem for path in (DATA / "nlu").glob("*.yml")) == sorted(TOPICS)
    assert {each.place.split(".")[0] for each in sentences} == set(TOPICS)
    assert [each.place for each in sentences if each.place.split(".")[0] != each.topic] == []


def test_every_topic_has_enough_examples(sentences: list[TrainingSentence]) -> None:
    assert list(examples.uneven(sentences)) == []


def test_no_example_stands_twice(sentences: list[TrainingSentence]) -> None:
    assert list(examples.repeated(sentences)) == []


def test_no_two_topics_claim_nearly_the_same_sentence(sentences: list[TrainingSentence]) -> None:
    assert list(examples.contradictory(sentences)) == []


def test_no_example_comes_from_an_evaluation_set_or_is_a_light_rewording(
    sentences: list[TrainingSentence], held_out: list[str]
) -> None:
    assert list(examples.leaked(sentences, held_out)) == []
