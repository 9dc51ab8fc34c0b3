"""What must hold of the real data, beyond what the check proves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rules_engine import Rulebook, assess, check_rulebook, read_facts
from rules_engine.derived.legal_step import STEP_OF_PAPER, STEPS

REAL = Path(__file__).parents[2] / "data"
WRITTEN_ON = date(2026, 11, 24)
PAPER_OF_STEP = {step: paper for paper, step in STEP_OF_PAPER.items()}


def test_the_real_data_pass_the_check_on_the_day_they_were_written() -> None:
    assert [str(problem) for problem in check_rulebook(REAL, WRITTEN_ON) if problem.is_error] == []


def test_every_legal_step_of_the_engine_is_in_the_dictionary(real: Rulebook) -> None:
    assert set(real.quantities["legal_step"].codes) == set(STEPS)
    assert set(STEP_OF_PAPER) <= set(real.quantities["document.kind"].codes)


@pytest.mark.parametrize("step", [step for step in STEPS if step != "none"])
def test_each_legal_step_gives_one_stage_whatever_the_days(real: Rulebook, step: str) -> None:
    documents = [{"kind": PAPER_OF_STEP[step]}]
    stages = {stage(real, days, documents) for days in (-400, -1, 0, 1, 30, 31, 60, 61, 365, 4000)}
    assert len(stages) == 1


def test_every_day_without_a_paper_gives_exactly_one_stage(real: Rulebook) -> None:
    stages = [stage(real, days, []) for days in range(-400, 4001, 1)]
    assert [stages.index(name) - 400 for name in dict.fromkeys(stages)] == [-400, 1, 31, 61]


def stage(book: Rulebook, days: int, documents: list[dict[str, str]]) -> str:
    found = assess(book, read_facts(book, {"days_overdue": days, "documents": documents}), WRITTEN_ON)
    fired = [row.rule for row in found.trace if row.table == "stage" and row.verdict == "fires"]
    assert len(fired) == 1, (days, documents)
    assert found.stage is not None
    return found.stage.id
