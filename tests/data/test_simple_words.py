"""What is written for people who are tired, frightened or read poorly is short, plain and no firmer than its ground."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest

from actions.glossary import Term, load_glossary
from rules_engine import load_answers, load_rulebook
from rules_engine.model.norms import FIRM_STRENGTHS
from rules_engine.model.sentences import basis_of, text_of
from rules_engine.proofs.strength import firm_words

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK = load_rulebook(DATA)
ANSWERS = load_answers(DATA, BOOK)
GLOSSARY = load_glossary(DATA / "answers" / "glossary.yml", BOOK)
TOPICS = sorted(path.stem for path in (DATA / "answers" / "topics").glob("*.yml"))
STAGES = {rule.id: rule for rule in BOOK.tables["stage"].rules}

LENGTH = 26
MEDIAN = 18
#: So many characters in a row of a meaning explain its word.
EXPLAINS = 4
_HARD = re.compile(r"[（）()《》]|第[\d一二三四五六七八九十百]+条")


def sentences(text: str) -> list[str]:
    return [sentence for sentence in text.split("。") if sentence]


#: Where each sentence stands, its words and its ground.
SIMPLE: list[tuple[str, str, tuple[str, ...]]] = [
    *((topic, sentence.text, sentence.basis) for topic in TOPICS for sentence in ANSWERS[topic].simple),
    *(
        (stage, f"{sentence}。", basis_of(rule.then.simple) or rule.versions[-1].basis)
        for stage, rule in STAGES.items()
        for sentence in sentences(text_of(rule.then.simple))
    ),
]
each_sentence = pytest.mark.parametrize(
    ("where", "text", "basis"), SIMPLE, ids=[f"{w}: {t}" for w, t, _ in SIMPLE]
)


def explained(term: Term, text: str) -> bool:
    """Whether the text has enough of the meaning beside the word."""
    means = term.means.text
    return any(means[at : at + EXPLAINS] in text for at in range(len(means) - EXPLAINS + 1))


@each_sentence
def test_a_simple_sentence_is_short(where: str, text: str, basis: tuple[str, ...]) -> None:
    assert len(text) <= LENGTH


@each_sentence
def test_a_simple_sentence_has_no_brackets_and_no_articles(
    where: str, text: str, basis: tuple[str, ...]
) -> None:
    assert _HARD.findall(text) == []


@each_sentence
def test_a_hard_word_stands_only_where_it_is_explained(where: str, text: str, basis: tuple[str, ...]) -> None:
    assert [term.term for term in GLOSSARY.found(text) if not explained(term, text)] == []


@each_sentence
def test_a_simple_sentence_is_no_firmer_than_its_ground(
    where: str, text: str, basis: tuple[str, ...]
) -> None:
    assert basis
    if BOOK.norms.strength(basis) not in FIRM_STRENGTHS:
        assert firm_words(text, BOOK.firm_words) == []


@pytest.mark.parametrize("topic", TOPICS)
def test_simple_is_shorter_than_what_it_replaces_sentence_and_whole(topic: str) -> None:
    answer = ANSWERS[topic]
    said = [len(sentence.text) for sentence in answer.say]
    simple = [len(sentence.text) for sentence in answer.simple]
    assert max(simple) < max(said)
    assert sum(simple) < sum(said)


@pytest.mark.parametrize("topic", TOPICS)
def test_simple_rests_on_nothing_its_answer_does_not_rest_on(topic: str) -> None:
    answer = ANSWERS[topic]
    own = {
        ref for part in (answer.say, answer.do, answer.more) for sentence in part for ref in sentence.basis
    }
    assert {ref for sentence in answer.simple for ref in sentence.basis} <= own


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_in_simple_words_is_shorter(stage: str) -> None:
    then = STAGES[stage].then
    assert len(text_of(then.simple)) < len(text_of(then.says))


def test_the_median_is_short() -> None:
    median = statistics.median(len(text) for _, text, _ in SIMPLE)
    print(f"median of {len(SIMPLE)} simple sentences: {median} characters")  # shown by pytest -rP
    assert median <= MEDIAN, f"the median is {median} characters"


@pytest.mark.parametrize("term", GLOSSARY.terms, ids=lambda term: term.term)
def test_a_meaning_uses_no_other_hard_word(term: Term) -> None:
    assert [other.term for other in GLOSSARY.found(term.means.text) if other is not term] == []
    assert _HARD.findall(term.means.text) == []


@pytest.mark.parametrize("term", GLOSSARY.terms, ids=lambda term: term.term)
def test_a_meaning_is_one_sentence(term: Term) -> None:
    assert term.means.text.endswith("。") and term.means.text.count("。") == 1
    assert term.term not in term.means.text
