"""Files of labelled sentences."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from bot.evaluation.labelled import LabelError, Labelled, read_labelled


def write(folder: Path, text: str) -> Path:
    path = folder / "x.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def test_topics_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, '{"text": "甲", "topic": "a", "also": ["b"]}\n\n{"text": "乙", "topic": "b"}\n')
    assert read_labelled(path) == [Labelled("甲", "a", ("b",)), Labelled("乙", "b")]


def test_facts_are_read_with_exact_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, '{"text": "日息万五", "facts": {"daily_rate": 0.0005}}')
    (sentence,) = read_labelled(path)
    assert (sentence.topic, sentence.facts) == (None, {"daily_rate": Decimal("0.0005")})


@pytest.mark.parametrize("line", ["{", "[1]", '{"text": "甲"}', "3", '{"text": "甲", "facts": 3}'])
def test_a_line_of_another_shape_is_named(tmp_path: Path, line: str) -> None:
    path = write(tmp_path, '{"text": "甲", "topic": "a"}\n' + line)
    with pytest.raises(LabelError, match="第 2 行"):
        read_labelled(path)


def test_a_file_without_sentences_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="一条句子也没有"):
        read_labelled(write(tmp_path, "\n"))
