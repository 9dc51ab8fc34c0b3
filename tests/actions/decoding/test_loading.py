"""Patterns are read strictly: every problem with its file and line, nothing usable from what is wrong."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from actions.decoding.loading import load_patterns, overdue, read_patterns
from actions.decoding.model import KINDS, Patterns
from rules_engine import Rulebook, RulebookError
from rules_engine.loading.diagnostics import Problem

DATA = Path(__file__).parents[3] / "data"
ENTRY = """kind: unclear
reviewed: 2026-11-24
review_by: 2027-05-31
patterns:
  - id: pressing
    name: 催促
    regex: ['快点{gap4}还']
    unless: ['不会']
    says: 这是催促的话。
    basis: [project_judgement.practical_advice]
    verify: [lender]
    do: [check_lender]
    examples:
      hits: [快点把钱还了]
      near: [不会催你快点还]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real data with ``unclear.yml`` replaced by one small pattern."""
    data = tmp_path / "data"
    shutil.copytree(DATA / "messages", data / "messages")
    (data / "safety").mkdir()
    shutil.copy(DATA / "safety" / "hotlines.yml", data / "safety" / "hotlines.yml")
    (data / "messages" / "unclear.yml").write_text(ENTRY, encoding="utf-8")
    return data


def change(folder: Path, old: str, new: str, name: str = "unclear") -> None:
    path = folder / "messages" / f"{name}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path, book: Rulebook) -> list[Problem]:
    return list(read_patterns(folder, book).problems)


def test_the_real_data_are_in_order(book: Rulebook) -> None:
    found = read_patterns(DATA, book)
    assert found.problems == ()
    assert {pattern.kind for pattern in found.all} == set(KINDS)


def test_what_is_loaded_for_use_is_what_was_checked(book: Rulebook, patterns: Patterns) -> None:
    assert patterns.all == read_patterns(DATA, book).all


def test_every_step_and_every_word_has_a_use(patterns: Patterns) -> None:
    steps = patterns.sources["steps"].data
    used = {
        key: {advice.id for pattern in patterns.all for advice in getattr(pattern, key)}
        for key in ("do", "verify")
    }
    assert used == {key: set(steps[key]) for key in ("do", "verify")}
    written = "".join((DATA / "messages" / f"{kind}.yml").read_text(encoding="utf-8") for kind in KINDS)
    words = patterns.sources["words"].data["words"]
    assert [name for name in words if f"{{{name}}}" not in written] == []


def test_patterns_come_most_serious_kind_first(patterns: Patterns) -> None:
    ranks = [KINDS.index(pattern.kind) for pattern in patterns.all]
    assert ranks == sorted(ranks)


def test_the_small_folder_is_in_order(folder: Path, book: Rulebook) -> None:
    assert problems(folder, book) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("快点{gap4}还", "快点(还", 7, "E205"),
        ("快点{gap4}还", "快点.*还", 7, "E205"),
        ("快点{gap4}还", "(?:快点.{0,3}){0,3}还", 7, "E205"),
        ("快点{gap4}还", "{cuort}", 7, "E205"),
        ("unless: ['不会']", "unless: ['不(']", 8, "E205"),
        ("unless: ['不会']", "unles: ['不会']", 8, "E103"),
        ("    regex: ['快点{gap4}还']\n", "", 5, "E104"),
        ("says: 这是催促的话。", "says: 这样催是违法的。", 9, "E405"),
        ("says: 这是催促的话。", "says: 拨打12345问。", 9, "E406"),
        ("says: 这是催促的话。", f"says: {'长' * 61}", 9, "E111"),
        ("project_judgement.practical_advice", "project_judgment.practical_advice", 10, "E203"),
        ("project_judgement.practical_advice", "project_judgement.practical", 10, "E204"),
        ("[project_judgement.practical_advice]", "[public_hotlines.online_checks]", 10, "E402"),
        ("[project_judgement.practical_advice]", "[public_security_law_2012.art_42]", 10, "E401"),
        ("[project_judgement.practical_advice]", "[]", 5, "E403"),
        ("verify: [lender]", "verify: [lendor]", 11, "E207"),
        ("do: [check_lender]", "do: [check_lendor]", 12, "E207"),
        ("hits: [快点把钱还了]", "hits: [慢慢来]", 14, "E503"),
        ("near: [不会催你快点还]", "near: [快点还]", 15, "E503"),
        ("      hits: [快点把钱还了]\n", "", 13, "E501"),
        ("      near: [不会催你快点还]\n", "", 13, "E502"),
        ("kind: unclear", "kind: scam", 1, "E109"),
        ("kind: unclear", "kind: odd", 1, "E105"),
        ("id: pressing", "id: insult", 5, "E109"),
        ("id: pressing", "id: pressing\n    id: pressed", 6, "E102"),
        ("reviewed: 2026-11-24", "reviewed: soon", 2, "E105"),
    ],
)
def test_each_slip_is_told_with_file_and_line(
    folder: Path, book: Rulebook, old: str, new: str, line: int, code: str
) -> None:
    change(folder, old, new)
    found = [(problem.file, problem.line, problem.code) for problem in problems(folder, book)]
    assert ("data/messages/unclear.yml", line, code) in found


def test_several_slips_are_told_at_once(folder: Path, book: Rulebook) -> None:
    change(folder, "快点{gap4}还", "快点(还")
    change(folder, "verify: [lender]", "verify: [lendor]")
    assert {problem.code for problem in problems(folder, book)} == {"E205", "E207"}


def test_a_missing_and_a_stray_file_are_told(folder: Path, book: Rulebook) -> None:
    shutil.move(folder / "messages" / "scam.yml", folder / "messages" / "scams.yml")
    found = {(problem.file, problem.code) for problem in problems(folder, book)}
    assert ("data/messages/scam.yml", "E108") in found
    assert ("data/messages/scams.yml", "E109") in found


def test_steps_are_checked_as_patterns_are(folder: Path, book: Rulebook) -> None:
    change(folder, "basis: [public_hotlines.hotline_12368]", "basis: []", "steps")
    change(folder, "翻合同里的", "你必须翻合同里的", "steps")
    assert {problem.code for problem in problems(folder, book)} == {"E403", "E405"}


def test_what_cannot_be_used_is_refused_for_use(folder: Path, book: Rulebook) -> None:
    change(folder, "快点{gap4}还", "快点(还")
    with pytest.raises(RulebookError) as error:
        load_patterns(folder, book)
    assert [problem.code for problem in error.value.problems] == ["E205"]


def test_a_review_that_is_due_is_told_with_its_file(patterns: Patterns) -> None:
    assert overdue(patterns, date(2027, 5, 31)) == []
    late = overdue(patterns, date(2027, 6, 1))
    assert {problem.code for problem in late} == {"E404"}
    assert {f"data/messages/{kind}.yml" for kind in KINDS} <= {problem.file for problem in late}


def test_only_hotlines_somebody_looked_up_are_named(patterns: Patterns) -> None:
    known = {"110", "120", "12356", "12368", "12378", "95188", "96110"}
    texts = [
        text
        for pattern in patterns.all
        for text in (pattern.says, *(advice.text for advice in (*pattern.do, *pattern.verify)))
    ]
    named = {
        number for text in texts for number in re.findall(r"(?<!\d)\d{5}(?!\d)|(?<!\d)1[12]0(?!\d)", text)
    }
    assert named <= known and {"12368", "95188", "110"} <= named
