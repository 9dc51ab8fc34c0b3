"""Instalments come to what is owed, and what can be kept follows the month's money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.derived.budget import (
    Budget,
    Instalments,
    instalments,
    interest_on,
    left_in,
    offers,
    shortest_kept,
    spare_in,
)
from rules_engine.derived.cost import Terms
from rules_engine.model.planning_texts import StressCase

MONTHS = (3, 6, 12, 18, 24, 36, 48, 60)
FEN = st.integers(0, 10**10)
BUDGETS = st.builds(Budget, FEN, FEN, FEN)
CASES = st.builds(
    StressCase,
    id=st.just("case"),
    name=st.just("case"),
    income_percent=st.integers(0, 100),
    months_without=st.integers(0, 12),
)


def test_20000_over_12_months_is_1666_67_and_a_last_1666_63() -> None:
    assert instalments(2_000_000, 12) == Instalments(12, 166_667, 166_663)


def test_what_three_months_pay_is_not_spread_over_sixty() -> None:
    # 60 x 0.02 would be 1.20 where 1.00 is owed.
    assert instalments(100, 60) is None
    assert [each.months for each in offers(100, MONTHS)] == [3, 6, 12]


@given(owed=st.integers(1, 10**10), months=st.integers(1, 120))
def test_instalments_come_to_the_debt_exactly_and_the_last_is_no_greater(owed: int, months: int) -> None:
    found = instalments(owed, months)
    if found is None:
        assert -(-owed // months) * (months - 1) >= owed, "fewer months would have paid it"
        return
    assert found.total == found.monthly * (months - 1) + found.last == owed
    assert 0 < found.last <= found.monthly < Fraction(owed, months) + 1


@given(budget=BUDGETS)
def test_a_month_has_something_spare_or_lacks_something_and_never_both(budget: Budget) -> None:
    assert min(budget.spare, budget.lacking) == 0
    assert budget.spare - budget.lacking == budget.income - budget.spending - budget.other_debts


@given(budget=BUDGETS, more=st.integers(0, 10**9), owed=st.integers(1, 10**10))
def test_who_has_more_to_spare_can_keep_no_longer_a_plan(budget: Budget, more: int, owed: int) -> None:
    richer = Budget(budget.income + more, budget.spending, budget.other_debts)
    found = offers(owed, MONTHS)
    poor, rich = shortest_kept(budget, found), shortest_kept(richer, found)
    assert poor is None or (rich is not None and rich <= poor)


@given(budget=BUDGETS, case=CASES, months=st.sampled_from(MONTHS), owed=st.integers(10**6, 10**10))
def test_a_worse_year_leaves_no_more_and_nothing_below_nought(
    budget: Budget, case: StressCase, months: int, owed: int
) -> None:
    assert 0 <= spare_in(budget, case, months) <= budget.spare
    plan = instalments(owed, months)
    assert plan is not None and left_in(budget, case, plan) >= 0
    worse, ordinary = shortest_kept(budget, (plan,), case), shortest_kept(budget, (plan,))
    assert worse is None or ordinary is not None


def test_two_months_without_income_take_two_twelfths_of_the_years_income() -> None:
    month = Budget(500_000, 300_000, 0)
    case = StressCase("gap", "gap", months_without=2)
    # 10 x 5,000 less 12 x 3,000 over twelve months.
    assert spare_in(month, case, 12) == 116_666
    # In a plan of three months both fall into it: one income, three months of spending.
    assert spare_in(month, case, 3) == 0
    assert spare_in(month, case, 60) == spare_in(month, case, 12)


def test_interest_runs_on_what_the_instalments_leave_of_the_principal() -> None:
    # 12,000 in 3 months at 1 % a month: on 12,000, on 8,000, on 4,000.
    terms = Terms(1_200_000, Decimal("0.01"), 30, Decimal(1))
    plan = instalments(1_200_000, 3)
    assert plan is not None
    interest = interest_on(plan, terms, 30)
    assert interest.total == 12_000 + 8_000 + 4_000
    assert interest.highest == 400_000 + 12_000


def test_interest_and_fees_among_what_is_owed_bear_no_interest() -> None:
    terms = Terms(800_000, Decimal("0.01"), 30, Decimal(1))
    plan = instalments(1_200_000, 3)
    assert plan is not None
    # The first 4,000 pay what is no principal: 8,000 bear interest in the first month and in the second.
    assert interest_on(plan, terms, 30).total == 8_000 + 8_000 + 4_000


@given(owed=st.integers(10**4, 10**9), months=st.sampled_from(MONTHS), ppm=st.integers(0, 10_000))
def test_interest_is_never_more_than_on_the_whole_for_the_whole_time(
    owed: int, months: int, ppm: int
) -> None:
    terms = Terms(owed, Decimal(ppm) / 1_000_000, 1, Decimal(1))
    plan = instalments(owed, months)
    assert plan is not None
    interest = interest_on(plan, terms, 30)
    assert 0 <= interest.total <= terms.simple(owed, 30 * months)
    assert interest.highest >= plan.monthly
