"""Interest from day to day comes to the same as over the whole time, and a payment loses no 分."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.derived.accrual import Debt, grown, paid, with_interest
from rules_engine.derived.cost import Terms

PERIODS = st.one_of(st.none(), st.integers(1, 366))
TERMS = st.builds(
    lambda fen, ppm, base, tenths, every: Terms(
        fen, Decimal(ppm) / 1_000_000, base, Decimal(tenths) / 10, every
    ),
    st.integers(0, 10**9),
    st.integers(0, 10_000),
    st.sampled_from([1, 360, 365]),
    st.integers(10, 30),
    PERIODS,
)


def at(terms: Terms, day: int) -> Debt:
    return grown(terms, Debt(terms.principal, day=min(day, 0)), day)


@given(terms=TERMS, day=st.integers(-100, 1500))
def test_a_debt_that_nobody_pays_grows_as_the_cost_estimate_says(terms: Terms, day: int) -> None:
    assert at(terms, day).interest(terms) == terms.accrued(day)


@given(terms=TERMS, first=st.integers(-50, 700), then=st.integers(0, 700))
def test_looking_in_between_changes_nothing(terms: Terms, first: int, then: int) -> None:
    looked = grown(terms, at(terms, first), first + then)
    assert looked.interest(terms) == at(terms, first + then).interest(terms)


@given(terms=TERMS, day=st.integers(-50, 700), wait=st.integers(0, 400), share=st.fractions(0, 1))
def test_a_payment_lowers_what_is_owed_by_itself_and_never_raises_what_grows(
    terms: Terms, day: int, wait: int, share: object
) -> None:
    debt = at(terms, day)
    interest = debt.interest(terms)
    payment = int((interest + debt.principal) * share)  # type: ignore[operator]
    to_interest = min(payment, interest)
    after = paid(terms, debt, to_interest, payment - to_interest)
    assert after.principal + after.interest(terms) == debt.principal + interest - payment
    grew = grown(terms, debt, day + wait).interest(terms) - interest
    grew_after = grown(terms, after, day + wait).interest(terms) - after.interest(terms)
    assert 0 <= grew_after <= grew


def test_a_payment_of_nought_is_none() -> None:
    terms = Terms(2_000_000, Decimal("0.0005"), 1, Decimal("1.5"))
    debt = at(terms, 45)
    assert paid(terms, debt, 0, 0) == debt


def test_the_interest_of_a_bill_stands_in_place_of_the_estimate_and_grows_on() -> None:
    terms = Terms(2_000_000, Decimal("0.0005"), 1, Decimal("1.5"))
    billed = with_interest(terms, at(terms, 45), 80_000)
    assert billed.interest(terms) == 80_000
    assert grown(terms, billed, 75).interest(terms) == 80_000 + 45_000


def test_with_interest_on_interest_a_payment_stops_it_on_what_was_paid() -> None:
    terms = Terms(2_000_000, Decimal("0.0005"), 1, Decimal("1.5"), 30)
    debt = at(terms, 30)
    assert (debt.capitalised, debt.interest(terms)) == (45_000, 45_000)
    cleared = paid(terms, debt, 45_000, 0)
    assert grown(terms, cleared, 60).interest(terms) == 45_000
    # Unpaid, thirty days on 20,450.00 bring 460.12.
    assert grown(terms, debt, 60).interest(terms) == 45_000 + 46_012


def test_before_it_is_due_nothing_grows() -> None:
    terms = Terms(2_000_000, Decimal("0.0005"), 1, Decimal("1.5"))
    early = paid(terms, at(terms, -10), 0, 500_000)
    assert grown(terms, early, 0).interest(terms) == 0
    assert grown(terms, early, 2).interest(terms) == 2 * 1_125
