"""advisor parse."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.commands import parse
from bot.understanding.understanding import NOTHING, Understanding

PROJECT = Path(__file__).resolve().parents[3]


def test_a_record_has_the_four_fields_of_the_contract() -> None:
    read = Understanding("penalty_cost", 0.87654321, {"daily_rate": Decimal("0.0005")})
    assert parse.record("日息万五", read) == {
        "text": "日息万五",
        "topic": "penalty_cost",
        "confidence": 0.8765,
        "facts": {"daily_rate": Decimal("0.0005")},
    }


def test_an_empty_line_has_no_topic() -> None:
    assert parse.record("", NOTHING) == {"text": "", "topic": None, "confidence": 0.0, "facts": {}}


@pytest.mark.model
def test_each_line_is_answered_by_one_line_of_json(model: Path, as_of: date) -> None:
    code = (
        "import sys; from datetime import date; from bot.commands import parse\n"
        "sys.exit(parse.run(sys.stdin, sys.stdout, date(2026, 11, 23)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env={**os.environ, "PYTHONUTF8": "1"},
        input="催收说要上门\n\n/restart\r\n我不想活了",
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["text"] for line in lines] == ["催收说要上门", "", "/restart", "我不想活了"]
    assert [line["topic"] for line in lines][:2] == ["home_visit", None]
    assert lines[3]["topic"] == "crisis"
    assert "\\u" not in done.stdout


def test_without_a_model_the_reason_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], as_of: date
) -> None:
    def none(stream: io.TextIOBase) -> Path:
        raise parse.TrainingError("data/topics.yml 读不了")

    monkeypatch.setattr(parse, "ready_model", none)
    assert parse.run(["你好"], io.StringIO(), as_of) == 1
    assert "data/topics.yml 读不了" in capsys.readouterr().err
