"""Sparse features."""

from __future__ import annotations

import numpy as np
import pytest

from bot.understanding.features import Vocabulary, character_ngrams, masked


@pytest.mark.parametrize(
    ("text", "result"), [("逾期35天", "逾期0天"), ("12,000.5元", "0元"), ("M1阶段", "m0阶段"), ("", "")]
)
def test_numbers_become_one_sign(text: str, result: str) -> None:
    assert masked(text) == result


def test_ngrams_know_where_a_text_begins_and_ends() -> None:
    assert character_ngrams("你好") == ["你", "好", "^你", "你好", "好$", "^你好", "你好$"]


def test_a_vocabulary_knows_what_is_frequent_enough() -> None:
    assert set(Vocabulary.of([["a", "b"], ["a"], ["a", "a"]], least=2).columns) == {"a"}


def test_a_row_has_length_one_and_ignores_the_unknown() -> None:
    vocabulary = Vocabulary.of([["a", "b"], ["b", "c"]])
    columns, values = vocabulary.row(["a", "b", "b", "x"])
    assert len(columns) == 2
    assert np.linalg.norm(values) == pytest.approx(1.0)
    assert vocabulary.row(["x"]) == ([], [])


def test_a_matrix_is_its_rows() -> None:
    vocabulary = Vocabulary.of([["a", "b"], ["b", "c"], []])
    matrix = vocabulary.matrix([["a", "b"], [], ["c"]]).toarray()
    assert matrix.shape == (3, 3)
    assert not matrix[1].any()
    for row, document in zip(matrix, [["a", "b"], [], ["c"]], strict=True):
        columns, values = vocabulary.row(document)
        assert row[columns] == pytest.approx(values)
