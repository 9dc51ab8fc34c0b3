"""advisor train."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot import training
from bot.commands import train


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def task(progress: training.Progress) -> Path:
    for step, share in (("读数据", 0.1), ("学习", 0.3), ("学习", 0.4), ("完成", 1.0)):
        progress(step, share)
    return Path("model")


def test_off_a_terminal_each_step_is_one_plain_line() -> None:
    stream = io.StringIO()
    assert train.with_progress(task, stream) == Path("model")
    assert stream.getvalue().splitlines() == [
        "训练：读数据（10%）",
        "训练：学习（30%）",
        "训练：完成（100%）",
    ]


def test_on_a_terminal_there_is_a_bar() -> None:
    assert train.with_progress(task, Terminal()) == Path("model")


def test_a_broken_file_is_told_and_the_exit_code_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(progress: training.Progress) -> Path:
        raise training.TrainingDataError("data/nlu/greet.yml 读不了")

    monkeypatch.setattr(training, "train", broken)
    assert train.run() == 1
    printed = capsys.readouterr()
    assert "data/nlu/greet.yml 读不了" in printed.err
    assert printed.out == ""


def test_forcing_trains_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "train", lambda progress: pytest.fail("not forced"))
    monkeypatch.setattr(training, "retrain", lambda progress: Path("model"))
    assert train.run(force=True) == 0
