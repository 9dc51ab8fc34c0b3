"""Waiting is told by what it costs, what passes meanwhile and where the person stands then."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from actions.message import Reply
from actions.phrases import load_phrases
from actions.planning import what_if_reply
from rules_engine import compare, load_rulebook, read_facts

DATA = Path(__file__).resolve().parents[3] / "data"
BOOK = load_rulebook(DATA)
PHRASES = load_phrases(DATA / "answers" / "phrases")
LOAN = {"days_overdue": 45, "principal": 20000, "daily_rate": 0.0005, "penalty_multiple": 1.5}


def told(payment: int, days: int, **facts: Any) -> Reply:
    found = compare(BOOK, read_facts(BOOK, facts), date(2026, 3, 31), Decimal(payment), days)
    return what_if_reply(found, BOOK, PHRASES)


def test_the_difference_comes_first_and_then_the_stage() -> None:
    text = told(2000, 30, **LOAN).text
    assert text.startswith(
        "等30天再还，比现在还2,000元大约多付29.82元利息。到4月30日（周四），如果别的都没变，"
    )
    assert "从“逾期中期（31–60天）”到“逾期后期（60天以上）”（平台惯例，不是法律规定）。" in text
    stays = told(2000, 5, **LOAN).text
    assert "到4月5日（周日），如果别的都没变，你大致还在“逾期中期（31–60天）”" in stays


def test_both_ways_stand_side_by_side() -> None:
    lines = told(2000, 30, **LOAN).text.splitlines()
    start = lines.index("到4月30日（周四）比一比（现在还｜等30天再还）：")
    assert [line.replace("\u2007", "").replace("\u3000", " ") for line in lines[start + 1 : start + 5]] == [
        "· 抵利息   675元｜1,125元",
        "· 抵本金   1,325元｜875元",
        "· 又生的利息 420.18元｜450元",
        "· 那天还欠  19,095.18元｜19,125元",
    ]
    assert len({line.index("｜") for line in lines[start + 1 : start + 5]}) == 1


def test_a_sum_too_large_says_what_is_paid_too_much() -> None:
    text = told(30000, 30, **LOAN).text
    assert "多付的" in text and "9,325元｜" in text.replace("\u2007", "")


def test_no_difference_is_said_to_be_none() -> None:
    assert told(500, 30, **LOAN).text.startswith("等30天再还和现在还500元，按这样算利息没有差别。")


def test_a_time_limit_that_passes_is_the_first_thing_to_do() -> None:
    reply = told(2000, 30, **LOAN, documents=[{"kind": "payment_order", "received": "2026-03-28"}])
    assert "等的这段时间里有期限：对支付令提出书面异议，最后一天是4月13日（周一），别错过。" in reply.text
    assert reply.data["actions"][0]["due"] == "2026-04-13" and len(reply.data["actions"]) == 3
    assert "《民事诉讼法》第227条" in reply.text


def test_without_a_rate_it_says_what_cannot_be_worked_out() -> None:
    text = told(2000, 30, days_overdue=45, principal=20000).text
    assert text.startswith("没说利率，等30天会多多少利息还算不出来。")
    assert "比一比" not in text


def test_without_an_amount_it_asks_and_still_names_the_time_limit() -> None:
    reply = told(2000, 30, documents=[{"kind": "payment_order", "received": "2026-03-28"}])
    assert "先告诉我欠多少" in reply.text and "4月13日（周一）" in reply.text
    assert [step["due"] for step in reply.data["actions"]] == ["2026-04-13"]
    assert told(2000, 30).data["actions"] == []


@settings(max_examples=30)
@given(
    payment=st.integers(0, 30_000),
    days=st.integers(0, 400),
    overdue=st.one_of(st.none(), st.integers(-60, 400)),
    rate=st.booleans(),
)
def test_no_comparison_has_holes_and_all_of_it_is_data(
    payment: int, days: int, overdue: int | None, rate: bool
) -> None:
    facts = {"days_overdue": overdue, "principal": 20000, **({"daily_rate": 0.0005} if rate else {})}
    reply = told(payment, days, **facts)
    assert "{" not in reply.text and "None" not in reply.text
    assert len(reply.data["actions"]) <= 3
    assert json.loads(json.dumps(reply.data))["actions"] == reply.data["actions"]
    assert reply.data["kind"] == "what_if"
    assert all(ref in BOOK.norms.references for ref in reply.data["basis"])
