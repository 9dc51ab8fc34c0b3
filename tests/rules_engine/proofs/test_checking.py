"""Every way the data can be wrong is reported, at its line, with what would be right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rules_engine import Problem, RulebookError, check_rulebook, load_rulebook
from rules_engine.loading.diagnostics import CODES

BREAKS: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).parent.parent / "data" / "breaks.yml")[
    "breaks"
]


def make(folder: Path, mistake: dict[str, Any]) -> int:
    """Make the mistake in the folder; returns the line on which it has to be reported."""
    path = folder / mistake["file"]
    if mistake["old"] is None:
        path.unlink()
        return 1
    text = path.read_text(encoding="utf-8")
    at = text.index(mistake["old"])
    for change in (mistake, mistake.get("more")):
        if change is not None:
            text = text.replace(change["old"], change["new"], 1)
    path.write_text(text, encoding="utf-8")
    return text[: text.index(mistake["line"]) if "line" in mistake else at].count("\n") + 1


@pytest.mark.parametrize(
    "mistake", BREAKS, ids=[f"{mistake['code']}-{mistake['says']}" for mistake in BREAKS]
)
def test_a_mistake_is_reported_at_its_line(small_folder: Path, today: date, mistake: dict[str, Any]) -> None:
    line = make(small_folder, mistake)
    problems = check_rulebook(small_folder, today)
    found = [
        problem for problem in problems if problem.code == mistake["code"] and mistake["says"] in str(problem)
    ]
    assert found, f"not reported; instead: {[*map(str, problems)]}"
    assert found[0].file == f"data/{mistake.get('report_in', mistake['file'])}"
    assert found[0].line == line, str(found[0])
    if mistake.get("only"):
        assert problems == found, [*map(str, problems)]


def test_every_code_has_a_mistake_that_shows_it() -> None:
    # W003 needs schemas beside the data: tests/rules_engine/authoring/test_schemas.py.
    assert {mistake["code"] for mistake in BREAKS} == set(CODES) - {"W003"}


def test_the_small_rulebook_is_without_problems(small_folder: Path, today: date) -> None:
    assert check_rulebook(small_folder, today) == []


def test_all_problems_are_reported_at_once(small_folder: Path, today: date) -> None:
    stage = small_folder / "rules" / "stage.yml"
    text = stage.read_text(encoding="utf-8")
    text = text.replace("    name: 初期", "    nmae: 初期").replace("within_days: 3", "within_days: 三")
    text = text.replace("at_most: 0}]", "at_most: 0, in: 3}]").replace("says: 逾期久了, ", "")
    stage.write_text(text, encoding="utf-8")
    channels = small_folder / "rules" / "channels.yml"
    channels.write_text(
        channels.read_text(encoding="utf-8").replace("small_habit", "smal_habit"), encoding="utf-8"
    )
    (small_folder / "norms" / "small_standard.yml").write_text("id: [", encoding="utf-8")
    problems = check_rulebook(small_folder, today)
    in_stage = sorted(problem.code for problem in problems if problem.file == "data/rules/stage.yml")
    assert in_stage == ["E103", "E104", "E104", "E105", "E105"]
    assert any(problem.file == "data/norms/small_standard.yml" for problem in problems)


def test_references_are_checked_although_another_file_is_unreadable(small_folder: Path, today: date) -> None:
    (small_folder / "norms" / "small_standard.yml").write_text("id: [", encoding="utf-8")
    make(small_folder, {"file": "rules/channels.yml", "old": "small_habit.usual", "new": "smal_habit.usual"})
    codes = {(problem.file, problem.code) for problem in check_rulebook(small_folder, today)}
    assert ("data/rules/channels.yml", "E203") in codes
    assert ("data/norms/small_standard.yml", "E101") in codes
    assert ("data/rules/conduct.yml", "E203") not in codes, "a norm that cannot be read is not a missing norm"


def test_loading_refuses_what_cannot_be_used(small_folder: Path) -> None:
    make(small_folder, {"file": "rules/channels.yml", "old": 'contact: "10000"', "new": "contact: 10000"})
    with pytest.raises(RulebookError) as error:
        load_rulebook(small_folder)
    assert [problem.code for problem in error.value.problems] == ["E105"]
    assert "data/rules/channels.yml:" in str(error.value)


def test_a_problem_reads_as_file_line_code_and_remedy() -> None:
    problem = Problem("data/rules/stage.yml", 31, "E103", "whne；你是想写 when？")
    assert str(problem) == "data/rules/stage.yml:31: E103 没有这个键：whne；你是想写 when？"
