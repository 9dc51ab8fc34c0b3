"""A month's money is read where it is told outright, and nothing where one would have to guess."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.understanding.facts.budget import read_budget
from bot.understanding.facts.extractor import read_facts
from bot.understanding.normalizer import normalize

FILE = YAML(typ="safe").load(Path(__file__).parent / "budget_cases.yml")
CASES: list[dict[str, Any]] = FILE["cases"]
DAY: date = FILE["as_of"]
KEYS = {"income", "necessary_spending", "other_debts_monthly", "payment", "monthly_offer", "wait_days"}


def read(says: str) -> dict[str, int | Decimal]:
    return read_budget(normalize(says), DAY)


@pytest.mark.parametrize("case", CASES, ids=[case["says"] for case in CASES])
def test_a_sentence_gives_exactly_what_it_says(case: dict[str, Any]) -> None:
    wanted = {name: Decimal(str(value)) for name, value in case["reads"].items()}
    assert {name: Decimal(value) for name, value in read(case["says"]).items()} == wanted


def test_there_are_enough_sentences_and_enough_that_say_nothing() -> None:
    assert len(CASES) >= 60 and sum(not case["reads"] for case in CASES) >= 30
    assert {name for case in CASES for name in case["reads"]} == KEYS


def test_money_is_exact_and_days_are_whole() -> None:
    found = read("月收入3200.55元，现在还1000，还是等30天再还")
    assert found == {"income": Decimal("3200.55"), "payment": 1000, "wait_days": 30}
    assert [type(value) for value in found.values()] == [Decimal, int, int]


@pytest.mark.parametrize(
    "says", ["我每月工资5000，房租吃饭要3000", "每月能还800", "先还两千", "房贷3000，车贷2000"]
)
def test_what_is_earned_spent_or_offered_is_not_what_is_owed(says: str) -> None:
    assert "amount" not in read_facts(normalize(says), DAY).values


# In fifties: 119 and 12345 are numbers one calls.
SUMS = st.integers(4, 400).map(lambda fifties: fifties * 50)


@given(
    income=SUMS,
    spending=SUMS,
    others=SUMS,
    gap=st.sampled_from(["，", " ", "。", "；"]),
)
def test_whatever_the_sums_they_stay_with_their_words(
    income: int, spending: int, others: int, gap: str
) -> None:
    says = f"每月工资{income}{gap}房租吃饭要{spending}{gap}别的贷款一个月还{others}"
    assert read(says) == {
        "income": income,
        "necessary_spending": spending,
        "other_debts_monthly": others,
    }


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert read(text).keys() <= KEYS


PIECES = st.sampled_from(
    ["工资", "收入", "房租", "吃饭", "每月", "一个月", "别的贷款", "还", "能", "先", "现在", "等", "再", "天", "5000", "30",
     "三千", "，", "。", " ", "了", "欠", "没有", "到手", "开销", "其中", "房贷", "下个月", "最多", "就"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_mixture_of_its_own_words_gives_a_sum_below_nought(text: str) -> None:
    found = read(text)
    assert found.keys() <= KEYS
    assert all(value >= 0 for value in found.values())


@pytest.mark.parametrize("piece", ["了", "每月", "就", "吃", "能", "我", "大概", "要", "借呗", "也就"])
def test_a_word_said_over_and_over_is_read_as_quickly(piece: str) -> None:
    started = time.process_time()
    read(f"工资{piece * 30}x3000，每月{piece * 30}3000，房租{piece * 30}x3000，现在{piece * 30}还x3000")
    assert time.process_time() - started < 1
