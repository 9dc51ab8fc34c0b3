"""How dates, sums, rates and facts are written for a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import wording
from rules_engine import load_rulebook

FACTS = load_rulebook(Path(__file__).resolve().parents[2] / "data").quantities.facts
MONDAY = date(2026, 11, 23)


def test_a_day_of_this_year_is_written_without_the_year() -> None:
    assert wording.day(date(2026, 12, 8), MONDAY) == "12月8日（周二）"


def test_a_day_of_another_year_is_written_with_it() -> None:
    assert wording.day(date(2027, 1, 3), MONDAY) == "2027年1月3日（周日）"


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("20000", "20,000元"),
        ("675.5", "675.50元"),
        ("0.01", "0.01元"),
        ("0", "0元"),
        ("1234567.89", "1,234,567.89元"),
    ],
)
def test_a_sum_is_written_with_separators(yuan: str, written: str) -> None:
    assert wording.money(Decimal(yuan)) == written


@given(st.integers(min_value=0, max_value=10**11))
def test_no_fen_is_lost_in_writing(fen: int) -> None:
    written = wording.money(Decimal(fen) / 100)
    assert Decimal(written.rstrip("元").replace(",", "")) * 100 == fen


@pytest.mark.parametrize(
    ("fraction", "written"), [("0.0005", "0.05%"), ("0.144", "14.4%"), ("0.18", "18%"), ("1", "100%")]
)
def test_a_rate_is_written_as_a_percentage(fraction: str, written: str) -> None:
    assert wording.rate(Decimal(fraction)) == written


@pytest.mark.parametrize(("days", "written"), [(45, "逾期45天"), (0, "今天到期"), (-3, "还有3天到期")])
def test_days_are_written_by_the_side_of_the_due_date_they_are_on(days: int, written: str) -> None:
    assert wording.fact_value(FACTS["days_overdue"], days, MONDAY) == written


def test_papers_and_contacts_are_written_with_the_words_of_the_dictionary() -> None:
    paper = {"kind": "payment_order", "received": "2026-11-20"}
    assert wording.document(paper, FACTS["documents"], MONDAY) == "支付令（11月20日（周五）收到）"
    contact = {
        "date": "2026-11-22",
        "time": "16:00",
        "channel": "phone",
        "recipient": "family",
        "count": 3,
        "connected": 1,
        "acts": ["threat"],
    }
    assert (
        wording.contact(contact, FACTS["contacts"], MONDAY)
        == "11月22日（周日） 16:00 电话 家人 3次 接通1次 威胁恐吓"
    )
