"""Paying now beside waiting, by the real data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules_engine import LONGEST_WAIT, Course, Rulebook, WhatIf, assess, compare, read_facts

AS_OF = date(2026, 3, 31)
LOAN = {"days_overdue": 45, "principal": 20000, "daily_rate": 0.0005, "penalty_multiple": 1.5}


def compared(book: Rulebook, payment: str | int, days: int, **facts: Any) -> WhatIf:
    return compare(book, read_facts(book, facts), AS_OF, Decimal(payment), days)


def both(what_if: WhatIf) -> tuple[Course, Course]:
    assert what_if.now is not None and what_if.later is not None
    return what_if.now, what_if.later


def test_2000_now_or_in_30_days_differ_by_the_interest_on_what_it_pays_of_the_principal(
    real: Rulebook,
) -> None:
    what_if = compared(real, 2000, 30, **LOAN)
    now, later = both(what_if)
    # Now: 675.00 interest, 1,325.00 principal; 30 days on 18,675.00 bring 420.18 (a fraction dropped).
    assert (now.paid_on, now.to_interest, now.to_principal) == (AS_OF, 675, 1325)
    assert (now.accrued, now.left_principal, now.left_total) == (
        Decimal("420.18"),
        18675,
        Decimal("19095.18"),
    )
    # Later: 75 days of 15.00 are 1,125.00 interest, 875.00 are left for the principal.
    assert (later.paid_on, later.to_interest, later.to_principal) == (date(2026, 4, 30), 1125, 875)
    assert (later.accrued, later.left_interest, later.left_total) == (450, 0, 19125)
    assert what_if.difference == Decimal("29.82")


def test_a_small_sum_that_only_pays_interest_makes_no_difference_in_interest(real: Rulebook) -> None:
    what_if = compared(real, 500, 30, **LOAN)
    now, later = both(what_if)
    assert (now.to_principal, later.to_principal, what_if.difference) == (0, 0, 0)


def test_a_bills_interest_and_fees_are_paid_first(real: Rulebook) -> None:
    now, later = both(compared(real, 1000, 30, **LOAN, interest_owed=800, fees_owed=50))
    assert (now.to_fees, now.to_interest, now.to_principal) == (50, 800, 150)
    assert (later.to_fees, later.to_interest, later.to_principal) == (50, 950, 0)


def test_the_stage_goes_on_while_one_waits(real: Rulebook) -> None:
    what_if = compared(real, 2000, 30, **LOAN)
    assert what_if.stage_now is not None and what_if.stage_then is not None
    assert (what_if.stage_now.id, what_if.stage_then.id) == ("middle_overdue", "late_overdue")
    due = compared(real, 2000, 30, due_date="2026-03-30", principal=20000)
    assert due.stage_now is not None and due.stage_then is not None
    assert (due.stage_now.id, due.stage_then.id) == ("early_overdue", "middle_overdue")


def test_a_rough_count_of_days_stays_as_rough(real: Rulebook) -> None:
    facts = {"days_overdue": 60, "approx": True}
    later = compare(real, read_facts(real, facts), AS_OF, Decimal(0), 30)
    # About 90 days: surely past the 61st, while about 60 days may lie on either side of it.
    assert later.stage_now is None and later.stage_then is not None
    assert later.stage_then.since is None, "a date would claim too much"


def test_a_time_limit_that_ends_while_one_waits_is_named(real: Rulebook) -> None:
    papers = [{"kind": "payment_order", "received": "2026-03-28"}]
    passing = compared(real, 2000, 30, **LOAN, documents=papers).passing
    assert [(limit.id, limit.due) for limit in passing] == [("payment_order_objection", date(2026, 4, 13))]
    assert compared(real, 2000, 5, **LOAN, documents=papers).passing == ()
    gone = [{"kind": "payment_order", "received": "2026-02-02"}]
    assert compared(real, 2000, 30, **LOAN, documents=gone).passing == ()


def test_without_a_rate_only_what_is_paid_today_is_known(real: Rulebook) -> None:
    what_if = compared(real, 2000, 30, days_overdue=45, principal=20000, interest_owed=600)
    now, later = both(what_if)
    assert (now.to_interest, now.to_principal, now.left_principal) == (600, 1400, 18600)
    assert now.accrued is None and now.left_total is None
    assert later.to_principal is None and later.left_total is None
    assert what_if.difference is None


def test_without_an_amount_only_the_stage_is_told(real: Rulebook) -> None:
    what_if = compared(real, 2000, 30, days_overdue=45, daily_rate=0.0005)
    assert (what_if.now, what_if.later, what_if.difference) == (None, None, None)
    assert what_if.stage_then is not None and what_if.stage_then.id == "late_overdue"


def test_nobody_is_reckoned_a_payment_of_a_debt_that_is_paid_or_not_ones_own(real: Rulebook) -> None:
    paid = [{"kind": "settlement_certificate", "received": "2026-03-05"}]
    assert compared(real, 2000, 30, **LOAN, documents=paid).now is None
    assert compared(real, 2000, 30, **LOAN, concerns=["not_my_loan"]).now is None


def test_before_the_due_date_penalty_interest_waits_for_it(real: Rulebook) -> None:
    what_if = compared(real, 0, 30, **{**LOAN, "days_overdue": -10})
    now, later = both(what_if)
    # Twenty of the thirty days lie behind the due date.
    assert now.accrued == later.accrued == 300
    assert any("还款日之前" in text for text in what_if.assumptions)
    assert compared(real, 2000, 10, **{**LOAN, "days_overdue": -10}).difference == 0


def test_without_the_days_the_wait_alone_is_reckoned_and_that_is_said(real: Rulebook) -> None:
    what_if = compared(real, 2000, 30, principal=20000, daily_rate=0.0005, penalty_multiple=1.5)
    now, later = both(what_if)
    assert (now.to_principal, later.to_interest, what_if.difference) == (2000, 450, 45)
    assert any("没说逾期几天" in text for text in what_if.assumptions)


def test_what_is_assumed_rests_on_norms_in_force(real: Rulebook) -> None:
    what_if = compared(real, 2000, 30, days_overdue=45, amount=20000, daily_rate=0.0005)
    assert any("1.5倍举例" in text for text in what_if.assumptions)
    assert any("先抵实现债权的费用" in text for text in what_if.assumptions)
    assert any("诉讼时效" in text and "重新计算" in text for text in what_if.assumptions)
    assert {"contract_terms.penalty_clause", "civil_code.art_561"} <= set(what_if.basis)
    assert what_if.strength == "合同约定"


@pytest.mark.parametrize(
    ("payment", "days"), [("-1", 30), ("0.001", 30), ("10", -1), ("10", LONGEST_WAIT + 1)]
)
def test_what_cannot_be_is_refused(real: Rulebook, payment: str, days: int) -> None:
    with pytest.raises(ValueError, match="not a"):
        compared(real, payment, days, **LOAN)


FACTS = st.fixed_dictionaries(
    {
        "days_overdue": st.integers(-60, 600),
        "principal": st.integers(1, 100_000),
        "daily_rate": st.sampled_from([Decimal("0.0002"), Decimal("0.0005"), Decimal("0.00065")]),
        "penalty_multiple": st.sampled_from([Decimal(1), Decimal("1.5")]),
    },
    optional={
        "fees_owed": st.integers(0, 2000),
        "interest_owed": st.integers(0, 5000),
        "compounding_days": st.integers(7, 90),
    },
)
PAYMENTS = st.integers(0, 12_000_000).map(lambda fen: Decimal(fen) / 100)


@given(facts=FACTS, payment=PAYMENTS, days=st.integers(0, 400))
def test_every_fen_is_accounted_for_and_waiting_is_never_cheaper(
    real: Rulebook, facts: dict[str, Any], payment: Decimal, days: int
) -> None:
    what_if = compare(real, read_facts(real, facts), AS_OF, payment, days)
    for course in both(what_if):
        parts = (course.to_fees, course.to_interest, course.to_principal, course.beyond)
        left = (course.left_fees, course.left_interest, course.left_principal)
        assert all(part is not None and part >= 0 for part in (*parts, *left, course.accrued))
        assert sum(part for part in parts if part is not None) == payment
        assert sum(part for part in left if part is not None) == course.left_total
    now, later = both(what_if)
    assert what_if.difference is not None and what_if.difference >= 0
    # Waiting costs what one is worse off by on the later day, money paid too much counted back.
    assert now.left_total is not None and later.left_total is not None
    assert now.beyond is not None and later.beyond is not None
    assert (later.left_total - later.beyond) - (now.left_total - now.beyond) == what_if.difference


@given(facts=FACTS, days=st.integers(0, 400))
def test_paying_nothing_is_the_same_now_and_later_and_grows_as_the_estimate_does(
    real: Rulebook, facts: dict[str, Any], days: int
) -> None:
    stated = {name: value for name, value in facts.items() if name not in ("interest_owed", "fees_owed")}
    what_if = compare(real, read_facts(real, stated), AS_OF, Decimal(0), days)
    now, later = both(what_if)
    assert what_if.difference == 0 and now.left_total == later.left_total
    on = assess(
        real, read_facts(real, {**stated, "days_overdue": stated["days_overdue"] + days}), what_if.until
    )
    assert on.cost is not None and on.cost.accrued == now.left_interest


@given(facts=FACTS, payment=PAYMENTS)
def test_not_waiting_at_all_costs_nothing(real: Rulebook, facts: dict[str, Any], payment: Decimal) -> None:
    what_if = compare(real, read_facts(real, facts), AS_OF, payment, 0)
    now, later = both(what_if)
    assert what_if.difference == 0
    assert (now.to_interest, now.to_principal, now.left_total) == (
        later.to_interest,
        later.to_principal,
        later.left_total,
    )
