"""What a part payment pays: the costs of enforcing the claim first, then interest, then principal.

Source: 民法典第561条, unless creditor and debtor agreed otherwise.
"""

from __future__ import annotations

from msgspec import Struct


class Claim(Struct, frozen=True):
    """What is owed, in 分."""

    fees: int
    interest: int
    principal: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.fees + self.interest + self.principal


class Allocation(Struct, frozen=True):
    """How a payment is used: what it pays, what is left, and what was paid beyond the debt, in 分."""

    pays: Claim
    left: Claim
    beyond: int


def allocate(payment: int, claim: Claim) -> Allocation:
    """Use ``payment`` on ``claim`` in the statutory order."""
    fees = min(payment, claim.fees)
    interest = min(payment - fees, claim.interest)
    principal = min(payment - fees - interest, claim.principal)
    pays = Claim(fees, interest, principal)
    left = Claim(claim.fees - fees, claim.interest - interest, claim.principal - principal)
    return Allocation(pays, left, payment - pays.total)
