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


def test_the_explanation_tells_who_decided_and_what_spoke_for_it() -> None:
    reasons = ({"family": "words", "what": "罚息", "weight": 1.2345},)
    read = Understanding(
        "penalty_cost", 0.9, ranking=(("penalty_cost", 0.9), ("rate_legality", 0.05)), reasons=reasons
    )
    assert parse.explanation("罚息怎么算", read) == {
        "decided_by": "classifier",
        "unsure": False,
        "ranking": [
            {"topic": "penalty_cost", "confidence": 0.9},
            {"topic": "rate_legality", "confidence": 0.05},
        ],
        "reasons": [{"family": "words", "what": "罚息", "weight": 1.23}],
        "safety": [],
    }


def test_the_explanation_names_the_words_the_safety_screen_caught() -> None:
    finding = {"kind": "crisis", "entry": "wish_to_die", "start": 1, "end": 5}
    read = Understanding("crisis", 1.0, ranking=(("crisis", 1.0),), safety=(finding,))
    told = parse.explanation("/我不想活了", read)  # spans count in what is left of the line after cleaning
    assert told["decided_by"] == "safety"
    assert told["safety"] == [{"kind": "crisis", "entry": "wish_to_die", "text": "不想活了"}]


def test_a_finding_that_asks_for_no_care_leaves_the_decision_to_the_classifier() -> None:
    finding = {"kind": "court_paper", "entry": "payment_order", "start": 2, "end": 5}
    read = Understanding("summons_response", 1.0, ranking=(("summons_response", 1.0),), safety=(finding,))
    assert parse.explanation("收到支付令", read)["decided_by"] == "classifier"


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
