"""A letter that cannot be used is refused, with every problem, its file and its line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from actions.letters.checking import check_letters
from actions.letters.loading import load_letters, read_letters
from rules_engine import Rulebook, RulebookError

VALID = """\
letter: small
title: 小信
use: 试一试
to: "{lender}："
blanks:
  lender: 放款人的名称
body:
  - heading: 情况
  - text: "欠款{amount}。"
    needs: [amount]
    when: [{fact: product, in: [借呗]}]
  - items:
      - 一句话
      - {text: "{hardship}", needs: [hardship], basis: [civil_code.art_678]}
  - each: finding
    remedy: lender_complaint
    text: "{name}（{contacts}）"
    otherwise: 没有
  - each: evidence
    only: [contract]
    table: [{title: 材料, text: "{what}"}]
closing: [此致]
sign: [签名]
cautions:
  - text: 展期应当由贷款人同意
    basis: [civil_code.art_678]
deadlines: [defence]
reviewed: 2026-11-28
review_by: 2027-05-31
"""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Put a letter into a data folder of its own."""

    def write_(text: str) -> Path:
        folder = tmp_path / "data"
        (folder / "letters").mkdir(parents=True, exist_ok=True)
        (folder / "letters" / "small.yml").write_text(text, encoding="utf-8")
        return folder

    return write_


def test_a_valid_letter_has_no_problem(write: Write, book: Rulebook) -> None:
    letters = read_letters(write(VALID), book)
    assert letters.problems == ()
    assert letters.by_id["small"].title == "小信"
    assert load_letters(write(VALID), book).keys() == {"small"}


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"),
    [
        ("letter: small", "letter: other", 1, "E109", "应和文件名一样写 small"),
        ("title: 小信", "title: 小信\ntitel: 大信", 3, "E103", "title"),
        ("use: 试一试\n", "use: 试一试\nuse: 再试\n", 4, "E102", "use"),
        ("title: 小信", "title: " + "长" * 21, 2, "E111", "最多 20 个"),
        ("reviewed: 2026-11-28\n", "", 1, "E104", "reviewed"),
        ("review_by: 2027-05-31", "", 1, "E104", "review_by"),
        ("  lender: 放款人的名称", "  lendr: 放款人的名称", 6, "E201", "lender"),
        ('"欠款{amount}。"', '"欠款{amont}。"', 9, "E207", "amount"),
        ('"欠款{amount}。"', '"欠款{amount。"', 9, "E207", "大括号"),
        ('"欠款{amount}。"', '"{contacts}"', 9, "E207", "contacts"),
        ('"{name}（{contacts}）"', '"{nam}"', 17, "E207", "name"),
        ("needs: [amount]", "needs: [amont]", 10, "E201", "amount"),
        ("{fact: product, in: [借呗]}", "{fact: produkt, in: [借呗]}", 11, "E201", "product"),
        ("{fact: product, in: [借呗]}", "{fact: amount, in: [借呗]}", 11, "E201", "amount"),
        ("{fact: product, in: [借呗]}", "{fact: product, in: [借贝]}", 11, "E205", "借呗"),
        ("{fact: product, in: [借呗]}", "{fact: stage, in: [early]}", 11, "E205", "early_overdue"),
        ("    needs: [amount]", "    needs_finding: [insul]", 10, "E207", "insult"),
        ("remedy: lender_complaint", "remedy: lender_complain", 16, "E207", "lender_complaint"),
        ("only: [contract]", "only: [contrakt]", 20, "E207", "contract"),
        ("each: finding", "each: findings", 15, "E105", "finding"),
        ("deadlines: [defence]", "deadlines: [defense]", 27, "E207", "defence"),
        ("text: 展期应当由贷款人同意", "text: 你{x}", 25, "E207", "{x}"),
        ("[civil_code.art_678]}", "[civil_cod.art_678]}", 14, "E203", "civil_code"),
        ("    basis: [civil_code.art_678]\n", "    basis: [civil_code.art_6789]\n", 26, "E204", "art_678"),
        ("    basis: [civil_code.art_678]\n", "", 25, "E405", "应当"),
        ("basis: [civil_code.art_678]\ndead", "basis: [alipay_service.hotline_95188]\ndead", 25, "E405", "平台惯例"),
        ("  - heading: 情况\n", "  - heading: 情况\n    text: 两样\n", 8, "E107", "只写一样"),
        ("    only: [contract]", "    only: [contract]\n    text: 两样", 19, "E107", "二选一"),
        ("title: 小信", "title: 小信\nsuits: [{needs: [amont]}]", 3, "E201", "amount"),
        ("    needs: [amount]", "    otherwise: 没有", 10, "E107", "只和 each"),
    ],
)  # fmt: skip
def test_each_slip_is_told_with_its_line(
    old: str, new: str, line: int, code: str, words: str, write: Write, book: Rulebook
) -> None:
    assert VALID.count(old) == 1 or old.startswith("    basis")
    problems = read_letters(write(new.join(VALID.rsplit(old, 1))), book).problems
    found = [(problem.file, problem.line, problem.code) for problem in problems]
    assert ("data/letters/small.yml", line, code) in found, "\n".join(map(str, problems))
    assert any(words in problem.message for problem in problems if problem.code == code)


def test_all_slips_are_told_at_once(write: Write, book: Rulebook) -> None:
    broken = (
        VALID.replace("{amount}", "{amont}")
        .replace("defence", "defense")
        .replace("letter: small", "letter: x")
    )
    with pytest.raises(RulebookError) as refused:
        load_letters(write(broken), book)
    assert [(problem.line, problem.code) for problem in refused.value.problems] == [
        (1, "E109"),
        (9, "E207"),
        (27, "E207"),
    ]


def test_a_file_that_is_no_yaml_is_told_and_the_others_are_read(
    write: Write, book: Rulebook, tmp_path: Path
) -> None:
    folder = write(VALID)
    (folder / "letters" / "torn.yml").write_text("letter: [", encoding="utf-8")
    letters = read_letters(folder, book)
    assert [problem.file for problem in letters.problems] == ["data/letters/torn.yml"]
    assert letters.by_id.keys() == {"small"}


def test_on_a_day_reviews_are_overdue_and_grounds_out_of_force(write: Write, book: Rulebook) -> None:
    folder = write(VALID)
    assert check_letters(folder, book, date(2027, 5, 31)) == []
    assert [problem.code for problem in check_letters(folder, book, date(2027, 6, 1))] == ["E404"]
    before = check_letters(folder, book, date(2020, 12, 31))
    assert {(problem.line, problem.code) for problem in before} == {(14, "E401"), (26, "E401")}


def test_a_number_that_was_not_looked_up_is_told(
    write: Write, book: Rulebook, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    folder = write(VALID.replace("一句话", "请打12399"))
    (folder / "safety").mkdir()
    shutil.copy(pytestconfig.rootpath / "data" / "safety" / "hotlines.yml", folder / "safety")
    assert [(p.line, p.code) for p in check_letters(folder, book, date(2026, 11, 28))] == [(13, "E406")]
