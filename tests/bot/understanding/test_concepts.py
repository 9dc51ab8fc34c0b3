"""Concepts: what a message is made of, and in what order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.concepts import Concepts, default_concepts, read_concepts
from bot.understanding.lexicon import LexiconError
from bot.understanding.normalizer import normalize

SMALL = Concepts(
    {"还完": "paid_off", "还": "paying", "能不能": "may", "能": "may", "用": "using", "app": "platform"},
    {"paid_off": "已还清", "may": "能不能", "using": "使用", "paying": "还款", "platform": "平台"},
)


def written(folder: Path, text: str) -> Path:
    path = folder / "concepts.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_longest_word_wins_and_the_order_is_kept() -> None:
    assert SMALL.found("还完能不能用") == ["paid_off", "may", "using"]
    assert SMALL.found("能还吗") == ["may", "paying"]


def test_latin_words_are_found_in_any_case() -> None:
    assert SMALL.found("APP用不了") == ["platform", "using"]


def test_features_hold_order_neighbours_and_the_last_clause() -> None:
    features = SMALL.features("还完，能用")
    assert {"paid_off", "paid_off~may", "paid_off~using", "paid_off>may>using", "…may~using"} <= set(features)
    assert "may~paid_off" not in features
    assert "…paid_off" not in features


def test_the_order_of_two_concepts_matters() -> None:
    assert "may~paid_off" in SMALL.features("能还完")
    assert "paid_off~may" in SMALL.features("还完能")


def test_a_feature_is_told_in_chinese() -> None:
    assert SMALL.told("paid_off~using") == "已还清 … 使用"
    assert SMALL.told("…may~using") == "末句：能不能 … 使用"
    assert SMALL.told("paid_off>may>using") == "已还清、能不能、使用"


def test_without_concepts_nothing_is_found() -> None:
    assert Concepts({}, {}).features("还完能用吗") == []


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    concepts = default_concepts()
    assert set(concepts.found(text)) <= set(concepts.names)
    assert all(isinstance(concepts.told(feature), str) for feature in concepts.features(text))


def test_the_concepts_of_the_project_are_normal_and_each_can_be_told() -> None:
    concepts = default_concepts()
    assert len(concepts.names) >= 100
    assert [word for word in concepts.words if normalize(word).text.lower() != word] == []
    assert [each for each in concepts.names if not re.fullmatch(r"[a-z_]+", each)] == []
    assert set(concepts.words.values()) == set(concepts.names)


@pytest.mark.parametrize(
    ("one_way", "another"),
    [
        ("借呗还清了还能用吗", "借呗结清之后可以继续使用么"),
        ("逾期会不会坐牢", "超期会吗 判刑"),
    ],
)
def test_two_wordings_share_their_pairs(one_way: str, another: str) -> None:
    concepts = default_concepts()
    shared = set(concepts.features(one_way)) & set(concepts.features(another))
    assert any("~" in feature for feature in shared)


def test_every_problem_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "concepts:\n"
        "  - {id: a, name: 甲, words: [一, 二]}\n"
        "  - {id: a, name: 乙, words: [二]}\n"
        "  - {id: c, words: [三]}\n"
        "  - {id: d, name: 丁, words: [4]}\n",
    )
    with pytest.raises(LexiconError) as problems:
        read_concepts(path)
    told = str(problems.value).splitlines()
    assert [line.split(":")[1] for line in told] == ["3", "3", "4", "5"]
    assert "出现了两次" in told[0] and "“二”已经属于 a" in told[1]
