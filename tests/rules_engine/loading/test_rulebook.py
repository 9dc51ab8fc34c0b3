"""The rulebook is quick to load and its version follows what the data say."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from rules_engine import RulebookError, load_answers, load_rulebook

REAL = Path(__file__).parents[3] / "data"


def test_the_version_follows_the_meaning_and_not_the_layout(small_folder: Path) -> None:
    before = load_rulebook(small_folder).version
    path = small_folder / "rules" / "channels.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# a comment\n" + text, encoding="utf-8")
    assert load_rulebook(small_folder).version == before
    path.write_text(text.replace("scope: 投诉", "scope: 申诉"), encoding="utf-8")
    assert load_rulebook(small_folder).version != before


def test_answers_are_loaded_by_topic_or_refused(small_folder: Path) -> None:
    book = load_rulebook(small_folder)
    assert set(load_answers(small_folder, book)) == {"waiting", "greet"}
    (small_folder / "answers" / "topics" / "waiting.yml").write_text("topic: waiting\n", encoding="utf-8")
    with pytest.raises(RulebookError) as error:
        load_answers(small_folder, book)
    assert {problem.code for problem in error.value.problems} == {"E104"}


def test_a_stray_file_among_the_rules_is_reported(small_folder: Path) -> None:
    (small_folder / "rules" / "stages.yml").write_text("table: stage\n", encoding="utf-8")
    with pytest.raises(RulebookError, match="你是想写 stage？"):
        load_rulebook(small_folder)


def test_loading_the_real_data_takes_well_under_a_second() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 0.5, "the C parser reads it in about a tenth of a second"


def _seconds() -> float:
    started = time.perf_counter()
    load_rulebook(REAL)
    return time.perf_counter() - started
