"""A text may only name numbers that were looked up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rules_engine import Rulebook
from rules_engine.model.spoken import Spoken
from rules_engine.proofs.hotlines import Directory

REAL = Path(__file__).resolve().parents[3] / "data"
ON = date(2026, 11, 24)


def numbers(book: Rulebook, text: str) -> list[str]:
    return [message[:5] for _, _, message in Directory(REAL, book, ON).findings([Spoken((), text, ())])]


@pytest.mark.parametrize("text", ["打12348问", "报警119", "拨打96123"])
def test_a_number_nobody_looked_up_is_reported(real: Rulebook, text: str) -> None:
    assert len(numbers(real, text)) == 1


@pytest.mark.parametrize(
    "text",
    ["打12378投诉", "12356、120、110", "第118条", "120天", "12300元", "2026年110日", "12,345.67", "0.12345"],
)
def test_known_numbers_and_other_figures_pass(real: Rulebook, text: str) -> None:
    assert numbers(real, text) == []


def test_without_a_directory_nothing_is_held_against_a_text(real: Rulebook, tmp_path: Path) -> None:
    assert list(Directory(tmp_path, real, ON).findings([Spoken((), "打12399", ())])) == []


def test_a_line_past_its_review_is_reported(real: Rulebook) -> None:
    assert {problem.code for problem in Directory(REAL, real, date(2030, 1, 1)).problems} == {"E404"}
