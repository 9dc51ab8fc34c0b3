"""`advisor rules` prints what an author or a reader asks for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands import rules


def test_check_prints_every_problem_and_a_summary(
    small_folder: Path, today: date, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules.check(small_folder, today, as_json=False) == 0
    assert capsys.readouterr().out.startswith("检查通过：0 个错误，0 个提醒，用时 ")
    (small_folder / "topics.yml").unlink()
    assert rules.check(small_folder, today, as_json=False) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first == "data/topics.yml:1: E108 缺少文件：话题都列在这里"
    assert last.startswith("检查没有通过：1 个错误")


def test_check_can_speak_json(small_folder: Path, today: date, capsys: pytest.CaptureFixture[str]) -> None:
    (small_folder / "calendar" / "2026.yml").unlink()
    rules.check(small_folder, today, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["errors"], report["warnings"]) == (1, 1)
    assert {"file", "line", "code", "message"} == report["problems"][0].keys()


def test_show_quotes_the_articles_of_a_rule(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.show(small_folder, "night_contact") == 0
    out = capsys.readouterr().out
    assert "conduct/night_contact  夜间催收（国家标准（推荐性））" in out
    assert "《小法》第1条（法律，2020-01-01 至 今，2027-01-01 前复核）" in out
    assert "2025-02-28 至 2026-01-29" in out
    assert "例：8点整" in out


def test_show_knows_norms_and_articles(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.show(small_folder, "small_law") == 0
    assert rules.show(small_folder, "small_law.art_3") == 0
    assert "2024-01-01 至 2024-12-31" in capsys.readouterr().out
    assert rules.show(small_folder, "nothing") == 1


def test_listing_names_every_rule_and_norm(small_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert rules.listing(small_folder) == 0
    out = capsys.readouterr().out
    assert "stage/early  初期  2015-01-01 至 今  平台惯例" in out
    assert "small_law  小法  2020-01-01 至 今  法律  2027-01-01 前复核" in out


def test_broken_data_are_named_instead_of_shown(
    small_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_folder / "rules" / "stage.yml").write_text("table: [", encoding="utf-8")
    assert rules.listing(small_folder) == 1
    assert "data/rules/stage.yml:" in capsys.readouterr().out


def test_coverage_counts_and_lists_what_nothing_tries(
    small_folder: Path, today: date, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules.coverage(small_folder, small_folder / "no_cases", today, as_json=True) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["rules"] == len(report["rules_without_case"]) > 0
    assert report["unexercised"] == []
    assert rules.coverage(small_folder, None, today, as_json=False) == 0
    assert "没有一条规则读的事实" in capsys.readouterr().out


def test_schema_writes_once_and_then_finds_nothing_to_do(
    small_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules.schema(small_folder) == 0
    assert json.loads((small_folder / "schema" / "stage.json").read_text(encoding="utf-8"))["$ref"]
    capsys.readouterr()
    assert rules.schema(small_folder) == 0
    assert capsys.readouterr().out == "都是最新的\n"
