"""The training examples: every topic has enough, none stands twice, none comes from an evaluation set."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

DATA = Path(__file__).resolve().parents[2] / "data"
EVALUATION = Path(__file__).resolve().parents[3] / "shared" / "eval"
LEAST = 25

TOPICS = [
    topic["id"]
    for topic in YAML(typ="safe").load((DATA / "topics.yml").read_text(encoding="utf-8"))["topics"]
]


def examples(topic: str) -> list[str]:
    content = YAML(typ="safe").load((DATA / "nlu" / f"{topic}.yml").read_text(encoding="utf-8"))
    (entry,) = content["nlu"]
    assert entry["intent"] == topic
    return [line[2:].strip() for line in entry["examples"].splitlines()]


def bare(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


def all_examples() -> list[tuple[str, str]]:
    return [(topic, text) for topic in TOPICS for text in examples(topic)]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_has_enough_examples(topic: str) -> None:
    assert len(examples(topic)) >= LEAST


def test_there_are_no_files_beside_the_topics() -> None:
    assert sorted(path.stem for path in (DATA / "nlu").glob("*.yml")) == sorted(TOPICS)


def test_no_example_stands_twice() -> None:
    seen = Counter(bare(text) for _, text in all_examples() if bare(text))
    assert [text for text, count in seen.items() if count > 1] == []


def test_no_example_comes_from_an_evaluation_set() -> None:
    if not EVALUATION.is_dir():
        pytest.skip("the evaluation sets are not beside the repository")
    known = {
        bare(json.loads(line)["text"])
        for path in EVALUATION.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    }
    # Very short lines (你好, 45天) are everybody's; from seven characters on the same line is a copy.
    copied = [text for _, text in all_examples() if len(bare(text)) >= 7 and bare(text) in known]
    assert copied == []


def test_no_example_is_a_light_rewording_of_an_evaluation_sentence() -> None:
    if not EVALUATION.is_dir():
        pytest.skip("the evaluation sets are not beside the repository")
    known = [
        bare(json.loads(line)["text"])
        for path in EVALUATION.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    long = [(text, pieces(text)) for text in known if len(text) >= 14]
    near = []
    for _, example in all_examples():
        own = pieces(bare(example))
        if len(own) < 10:
            continue
        near += [example for _, other in long if len(own & other) / len(own | other) > 0.75]
    assert near == []


def pieces(text: str) -> set[str]:
    return {text[index : index + 3] for index in range(len(text) - 2)}
