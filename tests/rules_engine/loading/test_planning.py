"""The planning texts are refused where the engine could not say or find what they name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rules_engine import Rulebook, check_rulebook
from rules_engine.loading.planning import ASSUMPTIONS

SLIPS = [
    ("E104", "  rounding: {text: 进到分, basis: [small_habit.usual]}\n", "", "缺少 rounding", "assumptions:"),
    ("E103", "  rounding:", "  roundings:", "你是想写 rounding", "  roundings:"),
    ("E207", "每月{days}天", "每月{tage}天", "{tage} 没有人填", "  interest_if_charged:"),
    ("E109", "- {id: two_months_without_income", "- {id: income_half", "income_half 已在前面写过", None),
    ("E204", "living_first: {text: 先留开支, basis: [small_habit.usual]}",
     "living_first: {text: 先留开支, basis: [small_habit.usuel]}", "usual", None),
    ("E205", "offer_months: [3, 6, 12]", "stand_aside: [not_my_loan]\noffer_months: [3, 6, 12]", "concerns", None),
    ("E405", "{text: 核对账单, within_days: 1}", "{text: 必须核对账单, within_days: 1}", "写了“必须”", None),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "says", "line"), SLIPS, ids=[slip[3] for slip in SLIPS])
def test_a_slip_is_reported_at_its_line(
    small_folder: Path, today: date, code: str, old: str, new: str, says: str, line: str | None
) -> None:
    path = small_folder / "rules" / "planning.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    changed = text.replace(old, new)
    path.write_text(changed, encoding="utf-8")
    found = [problem for problem in check_rulebook(small_folder, today) if problem.is_error]
    assert any(problem.code == code and says in str(problem) for problem in found), found
    if line is not None:
        number = changed[: changed.index(line)].count("\n") + 1
        assert {problem.line for problem in found if problem.code == code} == {number}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("income_percent: 50", "income_percent: 150"),
        ("months_without: 2", "months_without: 13"),
        ("offer_months: [3, 6, 12]", "offer_months: [6, 3, 12]"),
        ("days_a_month: 30", "days_a_month: 0"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(small_folder: Path, today: date, old: str, new: str) -> None:
    path = small_folder / "rules" / "planning.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(problem.is_error for problem in check_rulebook(small_folder, today))


def test_without_the_file_there_is_no_rulebook(small_folder: Path, today: date) -> None:
    (small_folder / "rules" / "planning.yml").unlink()
    assert [problem.code for problem in check_rulebook(small_folder, today) if problem.is_error] == ["E108"]


def test_every_sentence_of_the_engine_has_a_ground(real: Rulebook) -> None:
    assert real.planning.assumptions.keys() == ASSUMPTIONS.keys()
    assert [name for name, text in real.planning.assumptions.items() if not text.basis] == []


def test_nothing_we_advise_is_to_borrow(real: Rulebook) -> None:
    steps = (*real.planning.steps.kept, *real.planning.steps.none, *real.planning.steps.waiting)
    assert any("不借新的钱" in step.text for step in real.planning.steps.none)
    assert [step.text for step in steps if "借新的钱" in step.text.replace("不借新的钱", "")] == []
