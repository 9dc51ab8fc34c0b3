"""The words of the trade: the file is sound, and its mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.understanding.lexicon import LexiconError, default_lexicon, read_lexicon
from bot.understanding.normalizer import normalize

KINDS = "kinds: {product: 产品, court: 法院}\nterms:\n"


def test_the_lexicon_of_the_project_is_large_and_sound() -> None:
    lexicon = default_lexicon()
    assert len(lexicon.terms) >= 200
    assert len(list(lexicon.forms)) >= 1000
    assert {term.kind for term in lexicon.terms} == set(lexicon.kinds)


def test_every_form_is_in_normal_form_so_that_a_message_can_contain_it() -> None:
    assert [form for form, _ in default_lexicon().forms if normalize(form).text.lower() != form] == []


@pytest.mark.parametrize(
    ("form", "term", "kind"),
    [
        ("借呗", "ant_cash_loan", "product"),
        ("停息挂账", "suspend_interest", "negotiation"),
        ("12378", "financial_hotline", "hotline"),
    ],
)
def test_a_form_leads_to_its_term(form: str, term: str, kind: str) -> None:
    (found,) = (term for each, term in default_lexicon().forms if each == form)
    assert (found.id, found.kind) == (term, kind)


def test_a_dictionary_line_is_form_and_kind_and_leaves_out_what_is_not_chinese() -> None:
    lines = default_lexicon().jieba_dictionary().splitlines()
    assert "借呗 product" in lines
    assert not any(line.startswith("12378") for line in lines)


def test_a_pattern_carries_kind_form_and_id() -> None:
    assert {
        "label": "product",
        "pattern": "花呗",
        "id": "ant_credit_pay",
    } in default_lexicon().spacy_patterns()


def test_all_mistakes_are_told_at_once_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "terms.yml"
    entries = (
        "  - {id: a, kind: product, word: 甲}\n"
        "  - {id: a, kind: loan, word: 乙}\n"
        "  - {id: b, kind: court, word: 甲}\n"
        "  - {id: c, kind: court, word: 12378}\n"
        "  - {id: d, word: 丙}\n"
    )
    path.write_text(KINDS + entries, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_lexicon(path)
    assert str(caught.value).splitlines() == [
        "terms.yml:4: 没有 loan 这个类别，可用的有 product、court",
        "terms.yml:4: a 出现了两次",
        "terms.yml:5: “甲”已经属于 a",
        "terms.yml:6: c 的写法要是文字，数字请加引号",
        "terms.yml:7: 词条要有 id、kind、word",
    ]
