"""Figures and judged contacts are told in words, and only those there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from actions.figures import figures
from actions.phrases import load_phrases
from rules_engine import assess, load_rulebook, read_facts

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK = load_rulebook(DATA)
PHRASES = load_phrases(DATA / "answers" / "phrases")


def told(**facts: Any) -> str:
    return figures(assess(BOOK, read_facts(BOOK, facts), date(2026, 3, 31)), PHRASES)


def test_nothing_told_is_nothing_said() -> None:
    assert told(days_overdue=45) == ""


def test_a_payment_is_told_in_the_order_it_is_used() -> None:
    text = told(days_overdue=45, principal=20000, daily_rate=0.0005, penalty_multiple=1.5, payment=2000)
    assert "先抵费用0元，再抵利息675元，再抵本金1,325元，还剩18,675元" in text
    assert "受理费约316.87元" in text


def test_added_interest_says_since_when() -> None:
    assert "从3月2日（周一）起每天加倍利息约3.50元，到今天约105元" in told(
        judgment_debt=20000, performance_due="2026-03-01"
    )


def test_a_lawful_contact_is_called_so_and_an_improper_one_gives_its_reason() -> None:
    day = {"date": "2026-03-10", "time": "10:00", "channel": "phone", "recipient": "self"}
    assert "没有发现不合规的地方" in told(contacts=[day])
    night = told(contacts=[{**day, "time": "23:00"}])
    assert "其中不合规的：" in night and "国家标准要求" in night


def test_a_plan_is_told_in_a_line_that_promises_nothing() -> None:
    kept = told(days_overdue=45, amount=20000, income=5000, necessary_spending=3000)
    assert "还款计划：每月能拿出2,000元，最短分12个月，每月1,666.67元；对方是否同意由对方决定。" in kept
    none = told(days_overdue=45, amount=20000, income=3000, necessary_spending=3000)
    assert "每月能拿出0元，现在没有做得到的分期，先请求暂停还款或延期。" in none
    assert "还款计划" not in told(days_overdue=45, amount=20000, income=5000)
