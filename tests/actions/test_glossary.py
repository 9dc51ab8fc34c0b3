"""Hard words are found, asked for and explained; a glossary that says more than it may is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.glossary import Glossary, Term, glossary_question, glossary_reply, load_glossary
from actions.phrases import load_phrases
from rules_engine import RulebookError, load_rulebook
from rules_engine.model.sentences import Sentence

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK = load_rulebook(DATA)
PHRASES = load_phrases(DATA / "answers" / "phrases")
REAL = load_glossary(DATA / "answers" / "glossary.yml", BOOK)
GOOD = (
    "terms:\n  - {term: 罚息, also: [逾期利息], means: {text: 多收的利息。, basis: [civil_code.art_676]}}\n"
)


def term(word: str, *also: str) -> Term:
    return Term(word, Sentence("一句话。"), also)


SMALL = Glossary(
    [term("诉讼", "打官司"), term("小额诉讼"), term("诉讼时效", "时效"), term("M1"), term("12378")]
)


def names(text: str, glossary: Glossary = SMALL) -> list[str]:
    return [found.term for found in glossary.found(text)]


def refused(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "data" / "answers" / "glossary.yml"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RulebookError) as error:
        load_glossary(path, BOOK)
    assert all(problem.file == "data/answers/glossary.yml" for problem in error.value.problems)
    return [f"{problem.line} {problem.code}" for problem in error.value.problems]


# ── found in a text ──────────────────────────────────────────────────────────────────────────────────────


def test_the_longest_term_wins_over_the_one_inside_it() -> None:
    assert names("小额诉讼过了诉讼时效吗") == ["小额诉讼", "诉讼时效"]


def test_terms_come_once_and_in_the_order_of_the_text() -> None:
    assert names("时效、打官司、诉讼、诉讼时效") == ["诉讼时效", "诉讼"]


def test_full_width_and_lower_case_are_read_alike() -> None:
    assert names("ｍ１和１２３７８") == ["M1", "12378"]


@pytest.mark.parametrize("text", ["M12", "XM1", "123789", "0123 78"])
def test_a_term_of_letters_or_digits_is_no_part_of_a_longer_one(text: str) -> None:
    assert names(text) == []


def test_the_end_of_a_line_and_the_next_make_no_term() -> None:
    assert names("我起诉\n讼费多少") == []


def test_an_empty_glossary_finds_nothing() -> None:
    assert Glossary([]).found("罚息") == []


@given(st.lists(st.sampled_from(REAL.terms), unique_by=lambda term: term.term), st.data())
def test_every_spelling_of_every_term_is_found_in_a_list_of_them(
    terms: list[Term], data: st.DataObject
) -> None:
    written = [data.draw(st.sampled_from(term.words)) for term in terms]
    assert REAL.found("、".join(written)) == terms


# ── asked for ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("支付令是什么意思", "支付令"),
        ("支付令是什么？", "支付令"),
        ("什么叫停息挂账", "停息挂账"),
        ("啥叫罚息啊", "罚息"),
        ("什么是限高？", "限制消费"),
        ("M1是啥", "M1"),
        ("m2 是 啥意思", "M2"),
        ("罚息啥意思", "罚息"),
        ("请问“失信名单”是什么意思呀", "失信名单"),
        ("解释一下复利", "复利"),
        ("帮我解释下什么叫财产保全", "财产保全"),
        ("你说的老赖指的是什么", "失信名单"),
        ("12378是什么", "12378"),
    ],
)
def test_the_meaning_of_a_word_is_asked_in_many_ways(text: str, word: str) -> None:
    asked = glossary_question(text, REAL)
    assert asked is not None
    assert asked.term == word


@pytest.mark.parametrize(
    "text",
    [
        "支付令",
        "支付令是什么时候发的",
        "罚息怎么算",
        "收到支付令怎么办",
        "支付令和罚息是什么意思",
        "他说要发支付令是什么意思",
        "什么叫朋友",
        "借呗是什么意思",
        "解释一下为什么要还",
        "",
    ],
)
def test_other_questions_and_unknown_words_are_left_to_the_topics(text: str) -> None:
    assert glossary_question(text, REAL) is None


def test_a_meaning_of_the_law_is_told_with_its_norm() -> None:
    asked = REAL.term("支付令")
    assert asked is not None
    reply = glossary_reply(asked, BOOK, PHRASES)
    assert reply.text.splitlines() == [
        f"支付令：{asked.means.text}",
        "",
        "依据：",
        "· 《民事诉讼法》第227条（法律）",
    ]
    assert reply.data == {"kind": "term", "term": "支付令", "basis": ["civil_procedure_law.art_227"]}


def test_a_word_of_mere_use_is_told_without_a_norm() -> None:
    asked = REAL.term("m1")
    assert asked is not None
    reply = glossary_reply(asked, BOOK, PHRASES)
    assert reply.text == f"M1：{asked.means.text}"
    assert "不是法律规定" in reply.text


# ── loaded or refused ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("also", "als", ["2 E103"]),
        ("term: 罚息, ", "", ["2 E104"]),
        ("多收的利息。", "多" * 41, ["2 E111"]),
        ("多收的利息。", '""', ["2 E111"]),
        ("civil_code.art_676", "civil_code.art_999", ["2 E204"]),
        ("civil_code.art_676", "civil_cod.art_676", ["2 E203"]),
        ("多收的利息。, basis: [civil_code.art_676]", "必须多收的利息。", ["2 E405"]),
        ("terms:", "term:", ["1 E103", "1 E104"]),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, problems: list[str]) -> None:
    assert refused(tmp_path, GOOD.replace(old, new, 1)) == problems


def test_a_spelling_belongs_to_one_term(tmp_path: Path) -> None:
    content = f"{GOOD}  - {{term: 逾期利息, means: {{text: 也是它。}}}}\n"
    assert refused(tmp_path, content) == ["3 E109"]


def test_what_the_law_says_may_be_said_firmly(tmp_path: Path) -> None:
    path = tmp_path / "answers" / "glossary.yml"
    path.parent.mkdir()
    path.write_text(GOOD.replace("多收", "必须多付"), encoding="utf-8")
    assert names("逾期利息", load_glossary(path, BOOK)) == ["罚息"]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    content = GOOD.replace("art_676", "art_999").replace("多收的利息。", "多" * 41)
    assert refused(tmp_path, content) == ["2 E111", "2 E204"]


def test_a_glossary_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(RulebookError, match="E108"):
        load_glossary(tmp_path / "data" / "answers" / "glossary.yml", BOOK)
