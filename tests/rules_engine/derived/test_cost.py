"""Penalty interest is exact to the 分, and says what it assumes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Assessment, Rulebook, assess, read_facts
from rules_engine.derived.cost import Terms


def assessed(book: Rulebook, today: date, **facts: Any) -> Assessment:
    return assess(book, read_facts(book, facts), today)


@given(
    fen=st.integers(0, 10**10),
    ppm=st.integers(0, 10_000),
    multiple=st.integers(10, 100),
    days=st.integers(-100, 4000),
    base=st.sampled_from([1, 360, 365]),
)
def test_penalty_interest_equals_the_fraction_rounded_down_once(
    fen: int, ppm: int, multiple: int, days: int, base: int
) -> None:
    terms = Terms(fen, Decimal(ppm) / 1_000_000, base, Decimal(multiple) / 10)
    exact = Fraction(fen) * Fraction(ppm, 1_000_000) * Fraction(multiple, 10) * max(days, 0) / base
    assert terms.accrued(days) == floor(exact)


def test_20000_at_5_per_10000_times_one_and_a_half_for_45_days_is_675(small: Rulebook, today: date) -> None:
    cost = assessed(
        small, today, days_overdue=45, principal=20000, daily_rate=0.0005, penalty_multiple=1.5
    ).cost
    assert cost is not None
    assert (cost.daily, cost.accrued) == (Decimal(15), Decimal(675))
    assert [(row.date, row.accrued, row.total) for row in cost.projection] == [
        (date(2026, 3, 31), Decimal(675), Decimal(20675)),
        (date(2026, 4, 30), Decimal(1125), Decimal(21125)),
        (date(2026, 6, 29), Decimal(2025), Decimal(22025)),
    ]
    assert cost.assumptions == ("不算复利", "不足一分舍去")


def test_money_in_the_json_is_a_plain_number(small: Rulebook, today: date) -> None:
    text = assessed(small, today, days_overdue=45, principal=10000.5, daily_rate=0.0005).to_json().decode()
    assert '"principal":10000.5,"daily":7.5,"accrued":337.51' in text


def test_an_annual_rate_keeps_its_day_count_and_says_so(small: Rulebook, today: date) -> None:
    cost = assessed(
        small, today, days_overdue=45, principal=20000, annual_rate=0.154, penalty_multiple=1.5
    ).cost
    assert cost is not None
    assert cost.accrued == Decimal("577.5")
    assert "一年360天" in cost.assumptions


def test_an_unknown_multiple_is_shown_by_example(small: Rulebook, today: date) -> None:
    found = assessed(small, today, days_overdue=45, amount=20000, daily_rate=0.0005)
    assert found.cost is not None
    assert found.cost.assumptions[:2] == ("欠款当本金", "按1.5倍举例")
    assert "penalty_multiple" in [missing.fact for missing in found.missing]


def test_without_a_rate_the_principal_stands_and_the_rate_is_asked(small: Rulebook, today: date) -> None:
    found = assessed(small, today, days_overdue=45, principal=20000)
    assert found.cost is not None
    assert (found.cost.principal, found.cost.daily, found.cost.accrued) == (Decimal(20000), None, None)
    assert found.cost.projection == ()
    assert "daily_rate" in [missing.fact for missing in found.missing]


def test_before_the_due_date_nothing_has_accrued_and_the_first_thirty_days_are_shown(
    small: Rulebook, today: date
) -> None:
    cost = assessed(small, today, days_overdue=-3, principal=20000, daily_rate=0.0005).cost
    assert cost is not None
    assert cost.accrued == 0
    assert (cost.projection[1].date, cost.projection[1].accrued) == (date(2026, 5, 3), Decimal(450))


def test_a_rough_number_makes_a_rough_result(small: Rulebook, today: date) -> None:
    cost = assessed(small, today, days_overdue=45, principal=20000, daily_rate=0.0005, approx=True).cost
    assert cost is not None
    assert cost.assumptions[-1] == "约数"


def test_without_an_amount_there_is_no_cost(small: Rulebook, today: date) -> None:
    found = assessed(small, today, days_overdue=45, daily_rate=0.0005)
    assert found.cost is None
    assert "amount" in [missing.fact for missing in found.missing]


def test_interest_on_interest_is_reckoned_only_with_its_period(small: Rulebook, today: date) -> None:
    terms = {"days_overdue": 60, "principal": 20000, "daily_rate": 0.0005, "penalty_multiple": 1.5}
    unsaid = assessed(small, today, **terms).cost
    told = assessed(small, today, **terms, compounding=True).cost
    reckoned = assessed(small, today, **terms, compounding=True, compounding_days=30).cost
    assert unsaid and told and reckoned
    assert unsaid.accrued == told.accrued == Decimal(900)
    assert "不算复利" in unsaid.assumptions and "复利周期不明" in told.assumptions
    # 30 days on 20,000.00 are 450.00; 30 days on 20,450.00 are 460.125, the fraction of a 分 dropped.
    assert reckoned.accrued == Decimal("910.12")
    assert "每30天计复利" in reckoned.assumptions


@given(days=st.integers(0, 2000), period=st.integers(1, 366))
def test_interest_on_interest_is_never_less_than_simple(days: int, period: int) -> None:
    simple = Terms(2_000_000, Decimal("0.0005"), 1, Decimal("1.5"))
    compound = Terms(2_000_000, Decimal("0.0005"), 1, Decimal("1.5"), period)
    # Each compounding drops less than one 分.
    assert compound.accrued(days) >= simple.accrued(days) - days // period - 1


def test_a_stated_day_count_and_grace_are_said_to_be_the_contracts(small: Rulebook, today: date) -> None:
    cost = assessed(
        small,
        today,
        days_overdue=5,
        principal=36500,
        annual_rate=0.1,
        penalty_multiple=1,
        day_count=365,
        grace_days=3,
    ).cost
    assert cost is not None and cost.daily == Decimal(10)
    assert "说的365天" in cost.assumptions and "宽限3天" in cost.assumptions
