"""What the real data say things cost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from rules_engine import Assessment, Rulebook, assess, read_facts

AS_OF = date(2026, 3, 31)
LOAN = {"days_overdue": 45, "principal": 20000, "daily_rate": 0.0005, "penalty_multiple": 1.5}


def found(book: Rulebook, **facts: Any) -> Assessment:
    return assess(book, read_facts(book, facts), AS_OF)


def test_2000_now_pays_the_interest_first(real: Rulebook) -> None:
    payment = found(real, **LOAN, payment=2000).payment
    assert payment is not None
    assert (payment.to_fees, payment.to_interest, payment.to_principal) == (0, 675, 1325)
    assert (payment.left_interest, payment.left_principal) == (0, 18675)
    assert payment.basis == ("civil_code.art_561",) and payment.strength == "法律"
    assert any("估算" in text for text in payment.assumptions), "that the interest is an estimate is said"


def test_a_bill_outranks_the_estimate(real: Rulebook) -> None:
    payment = found(real, **LOAN, payment=1000, interest_owed=800, fees_owed=50).payment
    assert payment is not None
    assert (payment.to_fees, payment.to_interest, payment.to_principal) == (50, 800, 150)
    assert not any("估算" in text for text in payment.assumptions)


def test_the_courts_fee_is_on_all_that_is_owed_today(real: Rulebook) -> None:
    fee = found(real, **LOAN).court_fee
    assert fee is not None
    # 50 + 2.5 % of what lies above 10,000.
    assert (fee.claim, fee.full, fee.halved) == (20675, Decimal("316.87"), Decimal("158.43"))
    assert fee.strength == "行政法规"


def test_no_fee_is_named_above_the_brackets_that_were_looked_up(real: Rulebook) -> None:
    assert found(real, principal=600000).court_fee is None


def test_added_interest_runs_from_the_day_after_the_last_day_to_perform(real: Rulebook) -> None:
    added = found(real, judgment_debt=20000, performance_due="2026-03-01").added_interest
    assert added is not None
    assert (added.since, added.days, added.daily, added.accrued) == (
        date(2026, 3, 2),
        30,
        Decimal("3.5"),
        105,
    )
    before = found(real, judgment_debt=20000, performance_due="2026-04-30").added_interest
    assert before is not None and before.accrued == 0


def test_once_it_is_paid_nothing_accrues(real: Rulebook) -> None:
    settled = found(
        real, **LOAN, payment=100, judgment_debt=20000, performance_due="2026-03-01",
        documents=[{"kind": "settlement_certificate", "received": "2026-03-05"}],
    )  # fmt: skip
    assert (settled.cost, settled.payment, settled.court_fee, settled.added_interest) == (None,) * 4
