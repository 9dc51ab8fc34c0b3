"""Interest from day to day on a debt that is paid in parts, to the same 分 as over the whole time at once."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from rules_engine.derived.cost import Terms


class Debt(Struct, frozen=True):
    """A debt on ``day`` after it was due, in 分; interest runs on an unchanged base since the day ``since``.

    The day is below nought before the debt is due. ``capitalised`` is interest that bears interest itself.
    ``offset`` is what the running interest differs from that on the base since ``since``: below nought where a
    part of it was paid.
    """

    principal: int
    capitalised: int = 0
    offset: int = 0
    since: int = 0
    day: int = 0

    def running(self, terms: Terms) -> int:
        """Interest that bears none yet."""
        return self.offset + terms.simple(self.principal + self.capitalised, max(0, self.day - self.since))

    def interest(self, terms: Terms) -> int:
        """All interest that is owed."""
        return self.capitalised + self.running(terms)


def grown(terms: Terms, debt: Debt, day: int) -> Debt:
    """The debt on a later day; before it is due no penalty interest runs."""
    day = max(day, debt.day)
    while terms.compounded_every is not None:
        turn = (max(debt.day, 0) // terms.compounded_every + 1) * terms.compounded_every
        if turn > day:
            break
        debt = replace(debt, day=turn)
        debt = Debt(debt.principal, debt.interest(terms), since=turn, day=turn)
    return replace(debt, day=day)


def with_interest(terms: Terms, debt: Debt, interest: int) -> Debt:
    """The debt with the interest that a bill states in place of the one reckoned."""
    return _rebased(terms, debt, debt.principal, min(debt.capitalised, interest), interest)


def paid(terms: Terms, debt: Debt, interest: int, principal: int) -> Debt:
    """The debt after a payment; of the interest the part that bears interest itself is paid first."""
    left = debt.interest(terms) - interest
    return _rebased(terms, debt, debt.principal - principal, max(0, debt.capitalised - interest), left)


def _rebased(terms: Terms, debt: Debt, principal: int, capitalised: int, interest: int) -> Debt:
    """Another base from this day on; an unchanged one runs on, so that no fraction of a 分 is dropped twice."""
    running = interest - capitalised
    if principal + capitalised != debt.principal + debt.capitalised:
        return Debt(principal, capitalised, running, max(0, debt.day), debt.day)
    return replace(debt, offset=debt.offset + running - debt.running(terms))
