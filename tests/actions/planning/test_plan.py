"""A plan is told as it is: what can be kept, what cannot, and that the other side decides."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.message import Reply
from actions.phrases import load_phrases
from actions.planning import plan_reply
from rules_engine import assess, load_rulebook, read_facts
from rules_engine.proofs.strength import firm_words

DATA = Path(__file__).resolve().parents[3] / "data"
BOOK = load_rulebook(DATA)
PHRASES = load_phrases(DATA / "answers" / "phrases")
LOAN = {"days_overdue": 45, "amount": 20000}
MONEY = st.integers(0, 20_000)


def told(**facts: Any) -> Reply:
    return plan_reply(assess(BOOK, read_facts(BOOK, facts), date(2026, 3, 31)), BOOK, PHRASES)


def test_the_answer_comes_first_then_what_to_do_with_dates_then_the_figures_and_the_basis() -> None:
    text = told(**LOAN, income=5000, necessary_spending=3000).text
    assert text.startswith(
        "按你说的数，每月能拿出2,000元。欠的20,000元，最短分12个月做得到，每月1,666.67元。对方是否同意由对方决定。"
    )
    places = [
        text.index(part) for part in ("现在先做：", "分几个月", "万一收入变差", "这样算的前提", "依据：")
    ]
    assert places == sorted(places)
    assert "1. 拿最近三个月的收支对一遍，留够吃住看病的钱，再定每月还多少（4月1日（周三）前）" in text
    assert "· 本项目的判断（平台惯例，不是法律规定）" in text


def test_the_offers_around_the_border_stand_under_each_other() -> None:
    text = told(**LOAN, income=5000, necessary_spending=3000).text
    rows = [line for line in text.splitlines() if "个月　每月" in line]
    assert rows == [
        "· \u20076个月　每月3,333.34元　做不到",
        "· 12个月　每月1,666.67元　做得到，剩3,333.33元过日子",
        "· 18个月　每月1,111.12元　做得到，剩3,888.88元过日子",
        "· 24个月　每月\u2007\u2007833.34元　做得到，剩4,166.66元过日子",
    ]


def test_a_worse_year_is_told_line_by_line() -> None:
    text = told(**LOAN, income=5000, necessary_spending=3000).text
    assert "· 收入少三成　　　　　能拿出\u2007\u2007\u2007\u2007\u2007500元　最短48个月" in text
    assert "想留一点余地，就按变差的那一行来提" in text
    poor = told(**LOAN, income=3500, necessary_spending=3000).text
    assert "没有做得到的" in poor


def test_where_nothing_can_be_kept_it_is_said_and_a_pause_is_advised_and_no_loan() -> None:
    little = told(**LOAN, income=5000, necessary_spending=3000, other_debts_monthly=1800)
    assert "就是分60个月，每月也要333.34元。现在没有做得到的分期。" in little.text
    short = told(**LOAN, income=3000, necessary_spending=3000, other_debts_monthly=500)
    assert "每月还差500元。现在没有做得到的分期。" in short.text
    even = told(**LOAN, income=3000, necessary_spending=3000)
    assert "没有多出来的钱" in even.text
    for reply in (little, short, even):
        assert "先请求暂停还款或延期" in reply.text and "不要借新的钱来还" in reply.text
        assert "做得到，剩" not in reply.text and "万一收入变差" not in reply.text


def test_who_could_pay_it_all_in_a_month_is_told_so() -> None:
    assert "一个月就够还清欠的20,000元" in told(**LOAN, income=30000, necessary_spending=5000).text


def test_interest_is_told_only_with_a_rate_and_as_an_if() -> None:
    assert "照合同计息" not in told(**LOAN, income=5000, necessary_spending=3000).text
    rated = told(**LOAN, income=5000, necessary_spending=3000, daily_rate=0.0005).text
    assert "如果分期期间还照合同计息：最短12个月做得到，利息约1,949.89元，最多的一个月约1,966.67元。" in rated
    dear = told(**LOAN, income=3350, necessary_spending=3000, daily_rate=0.0005).text
    assert "这些期数都做不到；谈的时候先问利息能不能停" in dear


def test_a_time_limit_that_runs_comes_before_the_plan() -> None:
    papers = [{"kind": "payment_order", "received": "2026-03-28"}]
    reply = told(**LOAN, income=5000, necessary_spending=3000, documents=papers)
    steps = reply.data["actions"]
    assert len(steps) == 3 and steps[0]["due"] == "2026-04-13"
    assert reply.text.index("4月13日（周一）前") < reply.text.index("2. ")


def test_without_the_figures_it_says_which_it_needs() -> None:
    reply = told(days_overdue=45)
    assert "每月收入、每月必要开支、一共欠多少" in reply.text
    assert reply.data == {"kind": "plan", "plan": None, "actions": [], "basis": []}


@settings(max_examples=30)
@given(income=MONEY, spending=MONEY, others=st.one_of(st.none(), MONEY), rate=st.booleans())
def test_no_plan_promises_or_speaks_firmly_and_all_of_it_is_data(
    income: int, spending: int, others: int | None, rate: bool
) -> None:
    facts = {**LOAN, "income": income, "necessary_spending": spending, "other_debts_monthly": others}
    reply = told(**facts, **({"daily_rate": 0.0005} if rate else {}))
    assert firm_words(reply.text, BOOK.firm_words) == []
    assert "对方是否同意由对方决定" in reply.text
    assert len(reply.data["actions"]) <= 3
    assert json.loads(json.dumps(reply.data))["actions"] == reply.data["actions"]
    assert reply.data["plan"]["owed"] == "20000"
    assert all(ref in BOOK.norms.references for ref in reply.data["basis"])
    assert "{" not in reply.text and "None" not in reply.text


@pytest.mark.parametrize("product", ["借呗", "花呗", "信用卡"])
def test_sixty_months_are_called_what_they_are(product: str) -> None:
    text = told(**LOAN, product=product, income=4000, necessary_spending=3600).text
    assert "“最长60期”的个性化分期是信用卡的规定" in text
    assert "《商业银行信用卡业务监督管理办法》第70条" in text
