"""The topics agree everywhere: list, training examples, rules, domain, and what a button leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "data"


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))


TOPICS: list[dict[str, str]] = load(DATA / "topics.yml")["topics"]
IDS = [topic["id"] for topic in TOPICS]
STEERING = {"nlu_fallback", "glossary", "what_if"} | {
    command["intent"] for command in load(DATA / "answers" / "commands.yml")["commands"]
} - set(IDS)


def ruled() -> list[str]:
    intents = []
    for rule in load(DATA / "dialogue" / "rules.yml")["rules"]:
        first = rule["steps"][0]
        intents += [step["intent"] for step in first.get("or", [first])]
    return intents


def test_there_are_61_topics_each_once() -> None:
    assert len(IDS) == len(set(IDS)) == 61


def test_every_topic_has_an_answer_with_a_title_of_its_own() -> None:
    titles = {
        path.stem: load(path)["title"]
        for folder in ("topics", "talk", "safety")
        for path in (DATA / "answers" / folder).glob("*.yml")
    }
    assert set(IDS) <= titles.keys()
    assert len(set(titles.values())) == len(titles)


def test_every_topic_has_a_file_of_examples_and_no_file_is_left_over() -> None:
    assert {path.stem for path in (DATA / "nlu").glob("*.yml")} == set(IDS)


def test_every_topic_has_one_rule() -> None:
    assert sorted(ruled()) == sorted([*IDS, *STEERING])


def test_the_domain_knows_the_same_topics_and_actions() -> None:
    domain = load(PROJECT / "bot" / "rasa" / "domain.yml")
    assert {next(iter(intent)) for intent in domain["intents"]} == {*IDS, *STEERING}
    actions = {rule["steps"][1]["action"] for rule in load(DATA / "dialogue" / "rules.yml")["rules"]}
    assert actions == set(domain["actions"])


def test_the_domain_knows_the_kinds_of_the_lexicon_and_the_facts() -> None:
    entities = set(load(PROJECT / "bot" / "rasa" / "domain.yml")["entities"])
    assert set(load(DATA / "lexicon" / "terms.yml")["kinds"]) <= entities
