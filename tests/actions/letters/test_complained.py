"""Complaints list improper contacts only, each with its moment, and norms with their strength."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.letters.complained import as_own
from actions.letters.filling import texts
from actions.letters.model import FilledLetter, Heading, Letter, Line, Listing, Part, Table
from actions.letters.values import Case
from actions.phrases import Phrases
from rules_engine import Rulebook, assess, read_facts
from rules_engine.model.norms import FIRM_STRENGTHS
from rules_engine.model.sentences import text_of
from tests.actions.letters.cases import AS_OF, RICH, random_facts
from tests.actions.letters.conftest import Pen
from tests.actions.letters.test_filling import template

COMPLAINTS = ("complaint_lender", "complaint_regulator")


def under(letter: FilledLetter, heading: str) -> tuple[str, ...]:
    """The list below a heading; empty when there is none."""
    current = ""
    for block in letter.blocks:
        if isinstance(block, Heading):
            current = block.text.partition("、")[2]
        elif current == heading and isinstance(block, Listing):
            return block.items
    return ()


@pytest.mark.parametrize("name", COMPLAINTS)
def test_improper_contacts_are_listed_by_day_and_ordinary_ones_are_not(name: str, pen: Pen) -> None:
    letter = pen(name, RICH)
    first, second = under(letter, "事实经过")
    assert first.startswith("2026年11月18日（周三）〔请填写：几点几分〕，方式：电话，对象：家人")
    assert "被联系的人也要还这笔债：否" in first and "泄露欠款" in first
    assert second.startswith("2026年11月20日（周五）22:40，方式：电话，次数：3次，接通次数：1次")
    assert "11月21日" not in "".join(texts(letter.blocks))


@pytest.mark.parametrize("name", COMPLAINTS)
def test_every_ground_names_its_norm_with_its_strength_and_the_contacts_it_rests_on(
    name: str, pen: Pen
) -> None:
    grounds = under(pen(name, RICH), "对照的规定和要求")
    assert grounds
    for ground in grounds:
        assert re.search(r"（第[12](、2)?次联系）。.+依据：《.+》.*（.+）。$", ground), ground


@pytest.mark.parametrize("name", COMPLAINTS)
@given(seed=st.integers(0, 2**32))
def test_firm_words_in_a_ground_stand_on_law_alone(name: str, seed: int, pen: Pen, book: Rulebook) -> None:
    facts = random_facts(book, Random(seed))
    for ground in under(pen(name, facts), "对照的规定和要求"):
        basis = ground.rpartition("依据：")[2]
        if not any(strength in basis for strength in FIRM_STRENGTHS):
            assert "不得" not in ground and "违反" not in ground and "违法" not in ground
            assert "不具强制力" in ground


@pytest.mark.parametrize("name", COMPLAINTS)
@given(seed=st.integers(0, 2**32))
def test_no_contact_is_complained_of_that_the_assessment_does_not_call_improper(
    name: str, seed: int, pen: Pen, book: Rulebook
) -> None:
    facts = random_facts(book, Random(seed))
    found = assess(book, read_facts(book, facts), AS_OF)
    improper = [contact for contact in found.contacts if contact.verdict == "improper"]
    told = [entry for entry in under(pen(name, facts), "事实经过") if not entry.startswith("〔请填写：一次")]
    assert len(told) <= len(improper)
    if not improper:
        assert told == []
        assert under(pen(name, facts), "对照的规定和要求") == ()


def test_without_an_improper_contact_the_story_is_a_blank_and_the_person_is_told_why(pen: Pen) -> None:
    ordinary = {"contacts": [RICH["contacts"][0]]}
    letter = pen("complaint_lender", ordinary)
    (entry,) = under(letter, "事实经过")
    assert entry.startswith("〔请填写：一次写一条")
    assert any("一般投诉不成" in caution for caution in letter.cautions)
    assert "一般投诉不成" not in "".join(pen("complaint_lender", RICH).cautions)


def test_what_was_not_told_is_not_complained_of(pen: Pen) -> None:
    facts = {"contacts": [{"date": "2026-11-20", "time": "10:00", "channel": "phone", "acts": ["insult"]}]}
    text = "".join(texts(pen("complaint_lender", facts).blocks))
    assert "辱骂" in text
    for word in ("恐吓", "威胁", "跟踪", "张贴", "泄露", "夜间", "上门", "冒充", "财物", "代还"):
        assert word not in text, word


def test_what_rests_on_no_norm_is_told_as_a_fact_and_asked_about_but_no_ground(pen: Pen) -> None:
    letter = pen("complaint_lender", {"contacts": [{"date": "2026-11-20", "acts": ["personal_payment"]}]})
    assert len(under(letter, "事实经过")) == 1
    assert under(letter, "对照的规定和要求") == ()
    assert any("官方的还款账户" in request for request in under(letter, "请求"))


def test_what_the_case_leaves_open_is_told_once_before_the_letter(pen: Pen) -> None:
    facts = {"contacts": [{"date": "2026-11-20", "recipient": "family", "reachable": True}]}
    doubts = [caution for caution in pen("complaint_lender", facts).cautions if "担保人" in caution]
    assert len(doubts) == 1
    assert doubts[0].startswith("要看情况的（打得通本人却去找联系人、")


def test_every_act_a_rule_knows_has_a_request_to_the_lender(
    book: Rulebook, letters: dict[str, Letter]
) -> None:
    rules = [rule for table in ("conduct", "daily_calls") for rule in book.tables[table].rules]
    acts = {rule.then.act for rule in rules if "lender_complaint" in rule.then.remedy}
    lines = [item for part in letters["complaint_lender"].body for item in part.items]
    asked = {act for line in lines if isinstance(line, Line) for act in line.needs_finding}
    assert acts <= asked


def test_the_regulator_is_told_when_the_lender_was_complained_to(pen: Pen) -> None:
    told = "".join(texts(pen("complaint_regulator", RICH).blocks))
    assert "向放款机构投诉的日期：2026年11月22日（周日）" in told
    assert "向放款机构投诉的日期" in pen("complaint_regulator", {}).blanks


def test_the_list_of_evidence_is_in_the_order_of_days_with_undated_things_last(pen: Pen) -> None:
    facts = {**RICH, "contacts": [*RICH["contacts"], {"channel": "sms"}]}
    record = next(block for block in pen("evidence_list", facts).blocks if isinstance(block, Table))
    assert [row[0] for row in record.rows] == [str(number) for number in range(1, 8)]
    days = [row[1] for row in record.rows]
    assert days[:-1] == sorted(days[:-1])
    assert days[-1] == "〔请填写：哪一天〕"
    assert [row[2] for row in record.rows[:2]] == ["法院传票", "催收联系"]
    assert record.rows[0][3] == "开庭日期：2026年12月21日（周一）"


def test_what_a_rule_says_to_the_person_can_be_said_as_the_persons_own(
    book: Rulebook, phrases: Phrases
) -> None:
    case = Case({}, assess(book, read_facts(book, {}), AS_OF), book, phrases)
    rules = [rule for table in ("conduct", "daily_calls") for rule in book.tables[table].rules]
    for text in (text_of(text) for rule in rules for text in (rule.name, rule.then.says)):
        assert "你" not in as_own(case, text)
        assert "本人本人" not in as_own(case, text)


def test_papers_can_be_listed_by_day(pen: Pen) -> None:
    part = Part(each="document", text="{received}收到{kind}")
    letter = pen(template(part), {"documents": [*RICH["documents"], {"kind": "judgment"}]})
    assert letter.blocks[1] == Listing(
        (
            "2026年11月16日（周一）收到法院传票",
            "2026年11月20日（周五）收到支付令",
            "〔请填写：哪一天〕收到判决书",
        )
    )
