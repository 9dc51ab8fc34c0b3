"""advisor evaluate: what is counted, and when the gate closes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands import evaluate
from bot.commands.evaluate import Judged, LabelError, Labelled

JUDGED = [
    Judged(Labelled("甲", "a"), "a"),
    Judged(Labelled("乙", "a", ("b",)), "b"),
    Judged(Labelled("丙", "a"), "c"),
    Judged(Labelled("丁", "c"), None),
]


def test_a_topic_of_also_is_right() -> None:
    assert [each.right for each in JUDGED] == [True, True, False, False]


def test_the_summary_counts_what_was_right_and_what_was_taken_for_what() -> None:
    report = evaluate.summary(JUDGED)
    assert (report["right"], report["sentences"], report["accuracy"]) == (2, 4, 0.5)
    assert report["topics"]["a"] == {"sentences": 2, "precision": 1.0, "recall": 0.5}
    assert report["topics"]["b"] == {"sentences": 1, "precision": 1.0, "recall": 1.0}
    assert report["topics"]["c"] == {"sentences": 1, "precision": 0.0, "recall": 0.0}
    assert report["confusions"] == [
        {"topic": "a", "found": "c", "times": 1},
        {"topic": "c", "found": None, "times": 1},
    ]


def test_the_table_shows_accuracy_and_confusions() -> None:
    text = evaluate.table(evaluate.summary(JUDGED))
    assert "准确率 0.500（2 / 4）" in text
    assert "a → c" in text


def test_labelled_sentences_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(
        '{"text": "甲", "topic": "a", "also": ["b"]}\n\n{"text": "乙", "topic": "b"}\n', encoding="utf-8"
    )
    assert evaluate.read_labelled(path) == [Labelled("甲", "a", ("b",)), Labelled("乙", "b")]


@pytest.mark.parametrize("line", ["{", "[1]", '{"text": "甲"}', "3"])
def test_a_line_of_another_shape_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "甲", "topic": "a"}\n' + line, encoding="utf-8")
    with pytest.raises(LabelError, match="第 2 行"):
        evaluate.read_labelled(path)


def test_a_file_that_is_not_there_or_empty_ends_with_2(
    tmp_path: Path, as_of: date, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.jsonl").touch()
    assert evaluate.run(tmp_path / "nothing.jsonl", as_of) == 2
    assert evaluate.run(tmp_path / "empty.jsonl", as_of) == 2
    assert "empty.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(("wanted", "code"), [(None, 0), (0.5, 0), (0.51, 1)])
def test_the_gate_closes_below_the_wanted_accuracy(
    tmp_path: Path,
    as_of: date,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wanted: float | None,
    code: int,
) -> None:
    async def judged(*arguments: object) -> list[Judged]:
        return JUDGED

    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "甲", "topic": "a"}\n', encoding="utf-8")
    monkeypatch.setattr(evaluate, "ready_model", lambda stream: tmp_path)
    monkeypatch.setattr(evaluate, "_judged", judged)
    assert evaluate.run(path, as_of, True, wanted) == code
    assert json.loads(capsys.readouterr().out)["accuracy"] == 0.5
