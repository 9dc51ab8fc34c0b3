"""Terms: found by the spaCy pipeline, placed in the original, the same after the way through a model."""

from __future__ import annotations

import pytest
from pipeline import Bench, read, taught
from rasa.shared.nlu.constants import ENTITIES

from bot.understanding.terms import TERMS, TermMatcher


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> TermMatcher:
    return Bench(tmp_path_factory.mktemp("model")).created(TermMatcher)


def ids(matcher: TermMatcher, text: str) -> list[str]:
    return [term.id for term in read(matcher, text).get(TERMS)]


def test_a_term_is_an_entity_with_its_kind_its_id_and_its_place(matcher: TermMatcher) -> None:
    text = "我的 借 呗 逾期"
    first, *_ = read(matcher, text).get(ENTITIES)
    assert first == {
        "entity": "product",
        "value": "ant_cash_loan",
        "start": 3,
        "end": 6,
        "extractor": "lexicon",
    }
    assert text[first["start"] : first["end"]] == "借 呗"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("個性化分期", ["personalised_installment"]),
        ("打12378有用吗", ["financial_hotline"]),
        ("欠了1100元", []),
        ("尾号123456", []),
        ("ＬＰＲ是多少", ["four_times_lpr"]),
        ("lpr是多少", ["four_times_lpr"]),
        ("失信被执行人名单", ["dishonest_list"]),
        ("", []),
        ("😀", []),
    ],
)
def test_the_longest_term_wins_and_numbers_are_not_cut(
    matcher: TermMatcher, text: str, found: list[str]
) -> None:
    assert ids(matcher, text) == found


def test_entities_found_before_are_kept(matcher: TermMatcher) -> None:
    earlier = {"entity": "amount", "value": 1, "start": 0, "end": 1}
    message = read(matcher, "借呗", entities=[earlier])
    assert message.get(ENTITIES)[0] == earlier
    assert len(message.get(ENTITIES)) == 2


def test_training_examples_get_terms_but_no_entities(matcher: TermMatcher) -> None:
    (example,) = matcher.process_training_data(taught({"greet": ["借呗在吗"]})).training_examples
    assert [term.id for term in example.get(TERMS)] == ["ant_cash_loan"]
    assert not example.get(ENTITIES)


def test_the_pipeline_survives_the_way_through_the_model(bench: Bench, matcher: TermMatcher) -> None:
    bench.created(TermMatcher).train(taught({}))
    loaded = bench.loaded(TermMatcher)
    for text in ("借呗逾期，催收爆通讯录，打12378", "收到传票和律师函", "没有术语的一句话"):
        assert read(loaded, text).get(TERMS) == read(matcher, text).get(TERMS)
