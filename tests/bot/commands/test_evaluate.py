"""advisor evaluate: what is printed, and when a gate closes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.commands import evaluate
from bot.commands.evaluate import Gates
from bot.evaluation.judged import Judged
from bot.evaluation.labelled import Labelled

JUDGED = [
    Judged(Labelled("甲", "a"), "a", 0.9),
    Judged(Labelled("乙", "a", ("b",)), "b", 0.8),
    Judged(Labelled("丙", "a"), "c", 0.4),
    Judged(Labelled("丁", "c"), None),
]
FACTS = [Judged(Labelled("日息万五", None, (), {"daily_rate": Decimal("0.0005")}), None)]


@pytest.fixture
def labelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose sentences are judged as ``JUDGED``, without a model."""
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "甲", "topic": "a"}\n', encoding="utf-8")
    monkeypatch.setattr(evaluate, "ready_model", lambda stream: tmp_path)
    judge_as(monkeypatch, JUDGED)
    return path


def judge_as(monkeypatch: pytest.MonkeyPatch, judged: Sequence[Judged]) -> None:
    async def found(*arguments: object) -> Sequence[Judged]:
        return judged

    monkeypatch.setattr(evaluate, "_judged", found)


def test_the_table_shows_accuracy_and_confusions() -> None:
    text = evaluate.table(evaluate.summary(JUDGED))
    assert "准确率 0.500（2 / 4）" in text
    assert "a → c" in text


def test_the_table_of_facts_names_what_is_missing() -> None:
    text = evaluate.table(evaluate.summary(FACTS))
    assert "事实全对 0.000（0 / 1）" in text
    assert "日息万五  漏：daily_rate" in text


def test_sentences_may_be_labelled_with_both() -> None:
    report = evaluate.summary([*JUDGED, *FACTS])
    assert (report["sentences"], report["facts"]["sentences"]) == (4, 1)


def test_a_file_that_is_not_there_or_empty_ends_with_2(
    tmp_path: Path, as_of: date, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.jsonl").touch()
    assert evaluate.run(tmp_path / "nothing.jsonl", as_of) == 2
    assert evaluate.run(tmp_path / "empty.jsonl", as_of) == 2
    assert "empty.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("gates", "code"),
    [(None, 0), (Gates(accuracy=0.5), 0), (Gates(accuracy=0.51), 1), (Gates(topic=1.0), 0)],
)
def test_a_gate_closes_when_a_figure_is_below_it(
    labelled: Path, as_of: date, capsys: pytest.CaptureFixture[str], gates: Gates | None, code: int
) -> None:
    assert evaluate.run(labelled, as_of, True, gates) == code
    assert json.loads(capsys.readouterr().out)["accuracy"] == 0.5


def test_each_gate_says_what_is_not_kept() -> None:
    outside, ours = Labelled("天气", "out_of_scope"), Labelled("催收", "a")
    report = evaluate.summary(
        [Judged(outside, "a")] + 4 * [Judged(ours, "out_of_scope")] + 5 * [Judged(ours, "a")]
    )
    broken = list(Gates(accuracy=0.9, topic=0.8, scope_recall=0.9, turned_away=0.04).broken(report))
    assert [each.split()[0] for each in broken] == ["准确率", "a", "范围外的认出", "范围内的被推开"]
    assert list(Gates().broken(report)) == []


def test_the_gate_of_accuracy_holds_for_facts_too() -> None:
    report = evaluate.summary(FACTS)
    assert list(Gates(topic=0.9, turned_away=0.0).broken(report)) == []
    assert len(list(Gates(accuracy=0.9).broken(report))) == 1


def test_a_picture_is_written_where_it_is_wanted(labelled: Path, as_of: date, tmp_path: Path) -> None:
    assert evaluate.run(labelled, as_of, picture=tmp_path / "page.html") == 0
    assert "<table>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_picture_that_cannot_be_written_or_drawn_ends_with_2(
    labelled: Path,
    as_of: date,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert evaluate.run(labelled, as_of, picture=tmp_path / "nowhere" / "page.html") == 2
    judge_as(monkeypatch, FACTS)
    assert evaluate.run(labelled, as_of, picture=tmp_path / "page.html") == 2
    assert "没有话题可画" in capsys.readouterr().err
