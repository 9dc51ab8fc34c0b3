"""Living costs first: what can be kept each month, by the real data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rules_engine import Plan, Rulebook, assess, read_facts

AS_OF = date(2026, 3, 31)
LOAN = {"days_overdue": 45, "amount": 20000}
MONEY = st.integers(0, 30_000)


def found(book: Rulebook, **facts: Any) -> Plan | None:
    return assess(book, read_facts(book, facts), AS_OF).plan


def plan(book: Rulebook, **facts: Any) -> Plan:
    made = found(book, **facts)
    assert made is not None
    return made


def test_5000_less_3000_to_live_on_keeps_twelve_months_of_a_debt_of_20000(real: Rulebook) -> None:
    made = plan(real, **LOAN, income=5000, necessary_spending=3000)
    assert (made.owed, made.spare, made.lacking) == (20000, 2000, 0)
    assert [(offer.months, offer.monthly, offer.can_be_kept) for offer in made.offers] == [
        (3, Decimal("6666.67"), False),
        (6, Decimal("3333.34"), False),
        (12, Decimal("1666.67"), True),
        (18, Decimal("1111.12"), True),
        (24, Decimal("833.34"), True),
        (36, Decimal("555.56"), True),
        (48, Decimal("416.67"), True),
        (60, Decimal("333.34"), True),
    ]
    assert made.shortest == 12
    assert made.best is not None and made.best.last == Decimal("1666.63")
    assert made.best.left_for_living == Decimal("3333.33")


def test_other_debts_are_kept_before_this_one(real: Rulebook) -> None:
    made = plan(real, **LOAN, income=5000, necessary_spending=3000, other_debts_monthly=1500)
    assert (made.other_debts, made.spare, made.shortest) == (1500, 500, 48)


def test_unknown_other_debts_count_as_none_and_that_is_said(real: Rulebook) -> None:
    unknown = plan(real, **LOAN, income=5000, necessary_spending=3000)
    none = plan(real, **LOAN, income=5000, necessary_spending=3000, other_debts_monthly=0)
    assert unknown.offers == none.offers
    assert any("别的债" in text and "没说" in text for text in unknown.assumptions)
    assert not any("没说每月还要还" in text for text in none.assumptions)


def test_without_income_spending_or_an_amount_there_is_no_plan(real: Rulebook) -> None:
    whole = {**LOAN, "income": 5000, "necessary_spending": 3000}
    for lacking in ("amount", "income", "necessary_spending"):
        assert found(real, **{name: value for name, value in whole.items() if name != lacking}) is None


def test_no_plan_is_made_for_a_debt_that_is_paid_or_is_not_ones_own(real: Rulebook) -> None:
    whole = {**LOAN, "income": 5000, "necessary_spending": 3000}
    paid = [{"kind": "settlement_certificate", "received": "2026-03-05"}]
    assert found(real, **whole, documents=paid) is None
    assert found(real, **whole, concerns=["not_my_loan"]) is None
    assert found(real, **whole, concerns=["borrower_died"]) is None
    assert found(real, **whole, concerns=["jail"]) is not None


def test_who_lacks_money_to_live_on_is_told_no_offer_and_to_ask_for_a_pause(real: Rulebook) -> None:
    made = plan(real, **LOAN, income=3000, necessary_spending=3000, other_debts_monthly=500)
    assert (made.spare, made.lacking, made.shortest, made.best) == (0, 500, None, None)
    assert not any(offer.can_be_kept for offer in made.offers)
    assert any("暂停还款或延期" in step.text for step in made.steps)
    assert [(case.shortest, case.still_kept, case.left_for_living) for case in made.stress] == [
        (None, None, None)
    ] * 4


def test_the_stress_test_says_what_a_worse_year_still_keeps(real: Rulebook) -> None:
    made = plan(real, **LOAN, income=5000, necessary_spending=3000, other_debts_monthly=0)
    told = {case.case: (case.spare, case.shortest, case.still_kept) for case in made.stress}
    assert told == {
        "income_10_lower": (1500, 18, False),
        "income_20_lower": (1000, 24, False),
        "income_30_lower": (500, 48, False),
        "two_months_without_income": (Decimal("1166.66"), 18, False),
    }
    # 4,500 less 1,666.67 a month.
    assert made.stress[0].left_for_living == Decimal("2833.33")


def test_without_a_rate_the_sums_are_without_interest_and_say_so(real: Rulebook) -> None:
    made = plan(real, **LOAN, income=5000, necessary_spending=3000)
    assert all(offer.with_interest is None for offer in made.offers)
    assert made.shortest_with_interest is None
    assert any("没有算分期期间的利息" in text for text in made.assumptions)


def test_with_a_rate_interest_at_the_ordinary_rate_is_shown_as_an_assumption(real: Rulebook) -> None:
    made = plan(
        real, days_overdue=0, principal=12000, daily_rate=0.0005, penalty_multiple=1.5, income=5200,
        necessary_spending=3200,
    )  # fmt: skip
    offer = next(offer for offer in made.offers if offer.months == 6)
    assert offer.monthly == 2000 and offer.can_be_kept
    # 0.05 % a day for 30 days is 1.5 % of 12,000, 10,000 … 2,000, without the penalty's multiple.
    assert offer.with_interest is not None
    assert (offer.with_interest.interest, offer.with_interest.highest) == (630, 2180)
    assert offer.with_interest.total == 12630 and not offer.with_interest.can_be_kept
    assert (made.shortest, made.shortest_with_interest) == (6, 12)
    assert any("假设" in text and "30天" in text for text in made.assumptions)


def test_where_only_the_principal_is_known_its_interest_is_owed_too(real: Rulebook) -> None:
    terms = {"days_overdue": 45, "principal": 20000, "daily_rate": 0.0005, "penalty_multiple": 1.5}
    made = plan(real, **terms, income=9000, necessary_spending=3000)
    assert made.owed == 20675
    assert plan(real, **terms, amount=21000, income=9000, necessary_spending=3000).owed == 21000
    billed = plan(real, **terms, interest_owed=800, fees_owed=50, income=9000, necessary_spending=3000)
    assert billed.owed == 20850


def test_a_plan_rests_on_our_own_judgement_and_speaks_no_firmer(real: Rulebook) -> None:
    made = plan(real, **LOAN, income=5000, necessary_spending=3000)
    assert made.basis[0] == "project_judgement.living_first" and made.strength == "平台惯例"
    assert any("最长60期" in text and "信用卡" in text for text in made.assumptions)
    assert [step.due for step in made.steps] == [date(2026, 4, 1), date(2026, 4, 3), None]


def test_before_the_law_it_cites_a_sentence_is_not_said(real: Rulebook) -> None:
    facts = read_facts(real, {"amount": 20000, "income": 5000, "necessary_spending": 3000})
    made = assess(real, facts, date(2016, 1, 4)).plan
    assert made is not None
    cited = [real.norms.cite(ref) for ref in made.basis]
    assert all(citation.period.covers(date(2016, 1, 4)) for citation in cited)


@given(owed=st.integers(50, 200_000), income=MONEY, spending=MONEY, others=MONEY, rate=st.booleans())
def test_whatever_is_told_sums_fit_and_nothing_is_below_nought(
    real: Rulebook, owed: int, income: int, spending: int, others: int, rate: bool
) -> None:
    made = plan(
        real, days_overdue=40, amount=owed, income=income, necessary_spending=spending, other_debts_monthly=others,
        **({"daily_rate": 0.0004} if rate else {}),
    )  # fmt: skip
    assert made.spare - made.lacking == income - spending - others
    for offer in made.offers:
        assert offer.monthly * (offer.months - 1) + offer.last == offer.total == owed
        assert offer.can_be_kept == (offer.monthly <= made.spare)
        assert offer.left_for_living >= 0
        # Who keeps an offer keeps the living costs whole.
        assert not offer.can_be_kept or offer.left_for_living >= spending
        if offer.with_interest is not None:
            assert offer.with_interest.highest >= offer.monthly
            assert not offer.with_interest.can_be_kept or offer.can_be_kept
    assert made.shortest == min((offer.months for offer in made.offers if offer.can_be_kept), default=None)
    for case in made.stress:
        assert 0 <= case.spare <= made.spare
        assert case.shortest is None or (made.shortest is not None and case.shortest >= made.shortest)
