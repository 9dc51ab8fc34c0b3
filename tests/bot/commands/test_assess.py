"""`advisor assess` tells what follows, and why a rule did or did not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands import assess

AS_OF = date(2026, 11, 24)


def test_the_json_says_of_every_rule_why_it_did_or_did_not_apply(capsys: pytest.CaptureFixture[str]) -> None:
    assert assess.run(None, {"days_overdue": "45"}, AS_OF, as_json=True) == 0
    trace = {
        row["rule"]: row for row in json.loads(capsys.readouterr().out)["trace"] if row["table"] == "stage"
    }
    fired, silent = trace["middle_overdue"], trace["late_overdue"]
    assert fired["gave"] == ["middle_overdue"] and fired["basis"] == ["collection_practice.stages_by_days"]
    assert fired["because"] == ["法律程序是没有", "逾期天数在31天到60天"]
    assert silent["because"] == ["逾期天数在61天以上（含）"]


def test_why_shows_condition_fact_and_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert assess.run(None, {"days_overdue": "45"}, AS_OF, as_json=False, why="late_overdue") == 0
    out = capsys.readouterr().out
    assert "逾期后期（60天以上）：不成立" in out
    assert "条件：逾期天数在61天以上（含） → 不成立（days_overdue=45）" in out
    assert "依据：《催收常见做法》（平台惯例）" in out


def test_why_of_an_unknown_rule_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert assess.run(None, {}, AS_OF, as_json=False, why="no_such_rule") == 1
    assert "没有叫 no_such_rule 的规则" in capsys.readouterr().err


def test_why_of_a_rule_about_contacts_without_any_says_what_to_tell(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert assess.run(None, {}, AS_OF, as_json=False, why="conduct/night_contact") == 0
    assert "哪天、怎么联系的" in capsys.readouterr().out


def test_a_contact_that_lacks_its_time_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "facts.json"
    told.write_text('{"contacts": [{"date": "2026-03-10", "channel": "phone"}]}', encoding="utf-8")
    assert assess.run(str(told), {}, AS_OF, as_json=False, why="night_contact") == 0
    out = capsys.readouterr().out
    assert "（第1条）：还定不了" in out and "还要知道：contact.time" in out
