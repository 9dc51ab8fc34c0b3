"""A part payment pays costs, then interest, then principal; not a 分 is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rules_engine.derived.allocation import Claim, allocate

FEN = st.integers(0, 10**10)
CLAIMS = st.builds(Claim, FEN, FEN, FEN)


def test_2000_on_fees_of_300_and_interest_of_675_leaves_1025_for_the_principal() -> None:
    used = allocate(200_000, Claim(fees=30_000, interest=67_500, principal=2_000_000))
    assert used.pays == Claim(30_000, 67_500, 102_500)
    assert used.left == Claim(0, 0, 1_897_500)
    assert used.beyond == 0


@given(payment=FEN, claim=CLAIMS)
def test_every_fen_is_used_once(payment: int, claim: Claim) -> None:
    used = allocate(payment, claim)
    assert used.pays.total + used.beyond == payment
    assert used.pays.total + used.left.total == claim.total
    assert min(used.pays.fees, used.pays.interest, used.pays.principal, used.beyond) >= 0


@given(payment=FEN, claim=CLAIMS)
def test_the_later_is_paid_only_once_the_earlier_is(payment: int, claim: Claim) -> None:
    used = allocate(payment, claim)
    assert used.left.fees == 0 or used.pays.interest == used.pays.principal == 0
    assert used.left.interest == 0 or used.pays.principal == 0
    assert used.left.total == 0 or used.beyond == 0
