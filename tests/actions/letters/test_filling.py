"""Only what was told or judged stands in a letter; the rest is blank."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.letters.filling import texts
from actions.letters.model import FilledLetter, Heading, Is, Letter, Line, Listing, Paragraph, Part
from actions.letters.plain import as_text
from rules_engine import Rulebook
from tests.actions.letters.cases import RICH, random_facts
from tests.actions.letters.conftest import Pen

LETTERS = (
    "complaint_lender",
    "complaint_regulator",
    "credit_objection",
    "defence_points",
    "evidence_list",
    "negotiation",
    "payment_order_objection",
    "personal_information_request",
    "stop_third_party",
)
# Words in Latin letters that people in China read every day; everything else would be a code of ours.
READABLE = {"App", "GB"}


def template(*body: Part, **more: Any) -> Letter:
    day = date(2026, 1, 1)
    given_ = {"letter": "try", "title": "试", "use": "试", "to": "某某：", "reviewed": day, "review_by": day}
    return Letter(body=body, **{**given_, **more})


def said(letter: FilledLetter) -> str:
    return "\n".join(texts(letter.blocks))


@pytest.mark.parametrize("name", LETTERS)
@given(seed=st.integers(0, 2**32))
def test_no_brace_no_none_and_no_code_of_ours_reaches_a_letter(
    name: str, seed: int, pen: Pen, book: Rulebook
) -> None:
    letter = pen(name, random_facts(book, Random(seed)))
    text = "\n".join([said(letter), letter.title, *letter.cautions, *letter.blanks])
    assert not set("{}") & set(text)
    assert set(re.findall(r"[A-Za-z_]{2,}", text)) <= READABLE
    assert "你" not in said(letter)


@pytest.mark.parametrize("name", LETTERS)
@given(seed=st.integers(0, 2**32))
def test_the_person_is_blank_whatever_is_known(name: str, seed: int, pen: Pen, book: Rulebook) -> None:
    letter = pen(name, random_facts(book, Random(seed)))
    assert {"姓名", "提交日期"} <= set(letter.blanks)
    assert len(letter.blanks) == len(set(letter.blanks))


@pytest.mark.parametrize("name", LETTERS)
def test_with_nothing_told_no_sum_no_day_and_no_hardship_stands_in_a_letter(
    name: str, pen: Pen, book: Rulebook
) -> None:
    text = said(pen(name, {}))
    assert re.search(r"\d元|\d{4}年|\d日（周", text) is None
    hardships = book.quantities.facts["hardship"].values or {}
    assert [label for label in hardships.values() if label in text] == []
    assert "困难情况" not in text


def test_every_told_fact_of_the_loan_stands_in_the_request_to_negotiate(pen: Pen) -> None:
    text = said(pen("negotiation", RICH))
    for words in (
        "重庆某某消费金融有限公司：",
        "蚂蚁借呗",
        "2026年9月22日（周二）",
        "2025年3月4日（周二）",
        "32,000元",
        "30,000.50元",
        "日利率：0.05%",
        "1.5倍",
        "失业、生病",
        "打算先还2,000元",
    ):
        assert words in text, words


def test_the_sums_are_those_of_the_assessment_and_come_with_what_they_assume(pen: Pen) -> None:
    text = said(pen("negotiation", RICH))
    assert "逾期利息约1,395.02元" in text
    assert "没有算复利" in text
    without_multiple = {key: value for key, value in RICH.items() if key != "penalty_multiple"}
    assert "逾期利息约" not in said(pen("negotiation", without_multiple))


def test_a_rough_number_is_a_blank_with_what_was_said_beside_it(pen: Pen) -> None:
    letter = pen("negotiation", {"amount": 30000, "days_overdue": 45, "approx": True})
    assert "〔请填写：欠款金额；之前说的大约是30,000元〕" in said(letter)
    assert "〔请填写：逾期天数；之前说的大约是逾期45天〕" in said(letter)
    assert {"欠款金额", "逾期天数"} <= set(letter.blanks)


def test_a_rough_case_gives_no_sum_that_looks_exact(pen: Pen) -> None:
    assert "逾期利息约" not in said(pen("negotiation", {**RICH, "approx": True}))


@pytest.mark.parametrize(
    ("facts", "proof"),
    [
        ({"hardship": ["unemployed"]}, "解除劳动合同证明"),
        ({"hardship": ["family_illness"]}, "诊断证明"),
        ({"hardship": ["business_failed"]}, "停业或注销材料"),
        ({"hardship": ["disaster"]}, "受灾证明"),
    ],
)
def test_a_told_hardship_asks_for_its_real_proof_and_for_no_other(
    facts: Mapping[str, Any], proof: str, pen: Pen
) -> None:
    proofs = {"解除劳动合同证明", "诊断证明", "停业或注销材料", "受灾证明"}
    text = said(pen("negotiation", facts))
    assert "困难情况" in text
    assert {one for one in proofs if one in text} == {proof}


def test_asked_and_none_is_no_hardship(pen: Pen) -> None:
    assert "困难情况" not in said(pen("negotiation", {"hardship": []}))


def test_before_the_due_date_it_asks_for_an_extension_and_says_no_limitation_has_begun(pen: Pen) -> None:
    early, late = pen("negotiation", {"days_overdue": -3}), pen("negotiation", {"days_overdue": 3})
    assert "申请展期" in said(early) and "申请展期" not in said(late)
    assert any("还没有开始计算" in caution for caution in early.cautions)
    assert any("会重新计算" in caution for caution in late.cautions)


@pytest.mark.parametrize(
    "name",
    ["complaint_lender", "complaint_regulator", "stop_third_party", "payment_order_objection",
     "defence_points", "credit_objection", "personal_information_request", "evidence_list"],
)  # fmt: skip
def test_only_the_request_to_negotiate_says_how_much_is_owed(name: str, pen: Pen) -> None:
    text = said(pen(name, RICH))
    for sum_ in ("32,000", "30,000.50", "2,000元", "1,395.02"):
        assert sum_ not in text


def test_only_told_grounds_stand_in_an_objection_to_a_payment_order(pen: Pen) -> None:
    plain = said(pen("payment_order_objection", {}))
    assert "不是异议人办理的" not in plain and "受让了债权" not in plain
    assert "不是异议人办理的" in said(pen("payment_order_objection", {"concerns": ["not_my_loan"]}))
    assert "受让了债权" in said(pen("payment_order_objection", {"concerns": ["debt_assigned"]}))


def test_an_objection_says_why_lack_of_money_does_not_work_and_when_it_is_due(pen: Pen) -> None:
    letter = pen("payment_order_objection", RICH)
    assert "最后一天是2026年12月7日（周一）" in letter.cautions[0]
    assert any("只写没钱" in caution for caution in letter.cautions)
    assert any("签收记录" in caution for caution in letter.cautions)
    assert "civil_procedure_interpretation.art_436" in letter.basis
    assert "没钱" not in said(letter)


def test_a_last_day_that_is_gone_is_told_as_gone(pen: Pen) -> None:
    letter = pen("payment_order_objection", RICH, date(2026, 12, 8))
    assert "已经过了" in letter.cautions[0]


def test_a_paper_without_its_day_has_a_time_limit_without_a_last_day(pen: Pen) -> None:
    letter = pen("payment_order_objection", {"documents": [{"kind": "payment_order"}]})
    assert "收到支付令的日期" in letter.blanks
    assert letter.cautions[0].startswith("对支付令提出书面异议：有期限。")
    assert any("要先知道是哪天收到的" in caution for caution in letter.cautions)


def test_a_last_day_without_a_holiday_calendar_says_so(pen: Pen) -> None:
    facts = {"documents": [{"kind": "payment_order", "received": "2027-12-25"}]}
    letter = pen("payment_order_objection", facts, date(2027, 12, 26))
    assert any("节假日安排还没有收录" in caution for caution in letter.cautions)


def test_dates_in_a_letter_carry_their_year(pen: Pen) -> None:
    for name in LETTERS:
        text = said(pen(name, RICH))
        assert re.findall(r"(?<!\d{4}年)(?<!\d)\d{1,2}月\d{1,2}日", text) == []


def test_the_footer_says_version_day_and_that_it_is_no_official_form(pen: Pen, book: Rulebook) -> None:
    footer = pen("negotiation", RICH).footer
    assert book.version in footer
    assert "2026年11月23日" in footer
    assert "由用户自行核对" in footer and "不是官方格式" in footer


def test_headings_are_numbered_as_they_stand_and_none_stands_alone(pen: Pen) -> None:
    body = (
        Part(heading="甲"),
        Part(text="{lender}", needs=("lender",)),
        Part(heading="乙"),
        Part(text="有"),
        Part(heading="丙"),
        Part(items=(Line(text="{amount}", needs=("amount",)),)),
        Part(heading="丁"),
        Part(items=("一", "二")),
    )
    blocks = pen(template(*body), {}).blocks
    assert blocks == (
        Paragraph("某某：", "flush"),
        Heading("一、乙"),
        Paragraph("有"),
        Heading("二、丁"),
        Listing(("一", "二")),
    )


@pytest.mark.parametrize(
    ("part", "facts", "stands"),
    [
        (Part(text="x", needs=("amount",)), {"amount": 1}, True),
        (Part(text="x", needs=("amount",)), {}, False),
        (Part(text="x", lacks=("amount",)), {}, True),
        (Part(text="x", lacks=("amount",)), {"amount": 0}, False),
        (Part(text="x", needs=("document.judgment",)), {"documents": [{"kind": "judgment"}]}, False),
        (Part(text="x", when=(Is("product", ("借呗",)),)), {"product": "借呗"}, True),
        (Part(text="x", when=(Is("product", ("借呗",)),)), {"product": "花呗"}, False),
        (Part(text="x", when=(Is("product", ("借呗",)),)), {}, False),
        (Part(text="x", unless=(Is("product", ("借呗",)),)), {"product": "借呗"}, False),
        (Part(text="x", unless=(Is("product", ("借呗",)),)), {}, True),
        (Part(text="x", when=(Is("contact_kept", (True,)),)), {"contact_kept": False}, False),
        (Part(text="x", when=(Is("stage", ("before_due",)),)), {"days_overdue": -1}, True),
        (Part(text="x", needs=("third_party_contact",)), {"contacts": [{"recipient": "self"}]}, False),
        (Part(text="x", needs=("third_party_contact",)), {"contacts": [{"recipient": "friend"}]}, True),
        (Part(text="x", needs_finding=("insult",)), {"contacts": [{"acts": ["insult"]}]}, True),
        (Part(text="x", needs_finding=("threat",)), {"contacts": [{"acts": ["insult"]}]}, False),
    ],
)
def test_a_part_stands_when_all_its_conditions_hold(
    part: Part, facts: Mapping[str, Any], stands: bool, pen: Pen
) -> None:
    assert (Paragraph("x") in pen(template(part), facts).blocks) is stands


def test_a_part_whose_ground_is_not_in_force_is_left_out(pen: Pen) -> None:
    letter = template(Part(text="x", basis=("cba_guideline_2026.contact_hours",)))
    assert Paragraph("x") in pen(letter, {}, date(2026, 1, 30)).blocks
    before = pen(letter, {}, date(2026, 1, 29))
    assert Paragraph("x") not in before.blocks
    assert before.basis == ()


def test_what_a_person_typed_is_put_in_once_and_never_read_again(pen: Pen) -> None:
    typed = 'A{amount}\n#read("/x") *b* $c$\x00\u200b'
    block = pen(template(Part(text="{lender}|{amount}")), {"lender": typed, "amount": Decimal("9.5")}).blocks[
        1
    ]
    assert block == Paragraph('A{amount} #read("/x") *b* $c$|9.50元')


def test_a_letter_as_text_has_title_indents_and_footer(pen: Pen) -> None:
    lines = as_text(pen("stop_third_party", RICH)).splitlines()
    assert lines[0] == "停止联系第三人告知函"
    assert lines[2] == "重庆某某消费金融有限公司："
    assert lines[3].startswith("\u3000\u3000本人〔请填写：姓名〕")
    assert lines[lines.index("\u3000\u3000此致") + 1] == "敬礼"
    assert "不是官方格式" in lines[-1]
