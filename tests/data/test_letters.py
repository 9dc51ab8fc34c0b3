"""The letters people get: nine of them, sound, and each says what it does to a debt and how to keep a receipt."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actions.letters.checking import check_letters
from actions.letters.loading import load_letters
from actions.letters.model import Letter, Line
from actions.letters.written import written
from rules_engine import Rulebook, load_rulebook

DATA = Path(__file__).resolve().parents[2] / "data"
NAMES = {
    "negotiation",
    "complaint_lender",
    "complaint_regulator",
    "stop_third_party",
    "credit_objection",
    "payment_order_objection",
    "defence_points",
    "evidence_list",
    "personal_information_request",
}
# What would say that a debt is owed, in a letter that is about something else.
ADMISSIONS = (
    "愿意还",
    "同意还",
    "承认",
    "认可欠",
    "我会还",
    "保证还",
    "{amount}",
    "{principal}",
    "{payment}",
)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(DATA)


@pytest.fixture(scope="module")
def letters(book: Rulebook) -> dict[str, Letter]:
    return load_letters(DATA, book)


def told(letter: Letter) -> list[str]:
    return [line.text if isinstance(line, Line) else line for line in letter.cautions]


def test_there_are_nine_letters_each_with_a_title_of_its_own(letters: dict[str, Letter]) -> None:
    assert letters.keys() == NAMES
    assert len({letter.title for letter in letters.values()}) == len(NAMES)


def test_nothing_is_wrong_with_them_until_they_are_to_be_reviewed(
    book: Rulebook, letters: dict[str, Letter]
) -> None:
    reviewed = max(letter.reviewed for letter in letters.values())
    assert [str(problem) for problem in check_letters(DATA, book, reviewed)] == []
    overdue = check_letters(DATA, book, date(2027, 6, 1))
    assert {problem.code for problem in overdue} == {"E404"}
    assert len(overdue) == len(NAMES)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_the_person_is_always_a_blank(name: str, letters: dict[str, Letter]) -> None:
    letter = letters[name]
    assert any("〔请填写：姓名〕" in line for line in letter.sign)
    assert any("〔请填写：提交日期〕" in line for line in letter.sign)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_before_each_letter_it_is_told_to_keep_the_receipt(name: str, letters: dict[str, Letter]) -> None:
    assert any("快递单" in caution and "签收记录" in caution for caution in told(letters[name]))


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_caution_names_its_ground(name: str, letters: dict[str, Letter]) -> None:
    assert all(isinstance(line, Line) and line.basis for line in letters[name].cautions)


@pytest.mark.parametrize("name", sorted(NAMES - {"negotiation"}))
def test_only_the_request_to_negotiate_admits_a_debt(name: str, letters: dict[str, Letter]) -> None:
    body = [text.text for text in written(letters[name]) if text.path[0] in ("to", "body", "closing")]
    assert [word for word in ADMISSIONS for text in body if word in text] == []


@pytest.mark.parametrize(
    ("name", "words", "ground"),
    [
        ("negotiation", "重新计算", "limitation_provisions.art_14"),
        ("stop_third_party", "重新计算", "limitation_provisions.art_14"),
        ("personal_information_request", "重新计算", "limitation_provisions.art_14"),
        ("payment_order_objection", "没钱", "civil_procedure_interpretation.art_436"),
        ("payment_order_objection", "15日", "civil_procedure_law.art_227"),
        ("defence_points", "缺席判决", "civil_procedure_law.art_147"),
        ("credit_objection", "真实的逾期不能", "credit_reporting_regulation.art_25"),
        ("complaint_regulator", "不能替你减免", "public_hotlines.hotline_12378"),
    ],
)
def test_what_must_be_known_before_a_letter_is_told_on_its_ground(
    name: str, words: str, ground: str, letters: dict[str, Letter]
) -> None:
    lines = [line for line in letters[name].cautions if isinstance(line, Line) and words in line.text]
    assert any(ground in line.basis for line in lines)


def test_nothing_promises(letters: dict[str, Letter]) -> None:
    promising = ("一定能", "保证能", "肯定会", "包过", "不用还")
    for name, letter in letters.items():
        for text in written(letter):
            assert not any(word in text.text for word in promising), (name, text.text)
