"""A correction without the name of a fact is taken apart; whatever takes nothing back says nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.facts.amendment import read_amendment
from bot.understanding.normalizer import normalize

DAY = date(2026, 11, 23)


def read(text: str) -> dict[str, Any]:
    return read_amendment(normalize(text), DAY)


@pytest.mark.parametrize(
    ("says", "parts"),
    [
        ("不对，是前天", {"date": "2026-11-21"}),
        ("不是昨天，是前天", {"date": "2026-11-21"}),
        ("应该是11月18号签收的", {"date": "2026-11-18", "named": "document.received"}),
        ("记错了，前天收到的", {"date": "2026-11-21", "named": "document.received"}),
        ("不对，是晚上九点", {"time": "21:00"}),
        ("说错了，开庭是12月8号", {"date_ahead": "2026-12-08", "named": "document.hearing"}),
        ("不是支付令，是传票", {"papers": ["court_summons"], "not_papers": ["payment_order"]}),
        ("搞错了，是起诉状不是传票", {"papers": ["complaint_copy"], "not_papers": ["court_summons"]}),
        ("其实没收到律师函", {"not_papers": ["lawyer_letter"]}),
        ("逾期天数不对，应该是52", {"number": 52, "named": "days_overdue"}),
        ("还款日改成10号", {"date": "2026-11-10", "named": "due_date"}),
        ("他没骂人", {"not_acts": ["insult"]}),
    ],
)
def test_the_parts_of_a_correction_are_read(says: str, parts: dict[str, Any]) -> None:
    found = read(says)
    assert {name: found.get(name) for name in parts} == parts
    assert "mild" not in found


@pytest.mark.parametrize(
    ("says", "field", "value"),
    [
        ("不是打给我，是打给我妈", "recipient", "family"),
        ("说错了，是打给我单位的", "recipient", "employer"),
        ("不对，是打给我本人的", "recipient", "self"),
    ],
)
def test_who_was_called_is_read_from_what_is_affirmed(says: str, field: str, value: str) -> None:
    assert read(says)["contact"][field] == value


def test_what_a_grammar_takes_for_granted_corrects_nothing() -> None:
    contact = read("不对，打了三次")["contact"]
    assert contact == {"count": 3}, "neither who was called nor how was said"


def test_a_bare_is_says_that_it_is_mild() -> None:
    assert read("是晚上九点")["mild"] and read("是晚上九点")["time"] == "21:00"


def test_the_day_of_a_hearing_told_under_its_name_is_mild() -> None:
    found = read("上面写着12月15号开庭")
    assert found["named"] == "document.hearing" and found["date_ahead"] == "2026-12-15" and found["mild"]


@pytest.mark.parametrize(
    "says",
    [
        "借呗逾期45天了",
        "是的",
        "是不是",
        "怎么办",
        "收到支付令，昨天签收的",
        "",
        "昨天打了三次",
        "收到传票，12月15号开庭",
        "拖三年是不是就过期作废了",
        "信用报告登错了一个月",
        "收到驳回纠正失信申请的决定书，11月20号",
    ],
)
def test_whatever_takes_nothing_back_says_nothing(says: str) -> None:
    assert read(says) == {}


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    assert isinstance(read(text), dict)
