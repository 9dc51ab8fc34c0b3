"""What a month leaves after living costs, and which equal monthly sums that keeps: whole 分, no judgement of a lender.

Nothing here says that a plan will be accepted, nor that interest rests while it runs.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from rules_engine.derived.cost import Terms
from rules_engine.model.planning_texts import StressCase


class Budget(Struct, frozen=True):
    """A month in 分: what comes in, what living costs, what other debts take."""

    income: int
    spending: int
    other_debts: int

    @property
    def spare(self) -> int:
        """What can be kept each month; nought where the month lacks money."""
        return max(0, self.income - self.outgo)

    @property
    def lacking(self) -> int:
        """What the month lacks before any instalment; nought where something is spare."""
        return max(0, self.outgo - self.income)

    @property
    def outgo(self) -> int:
        """What goes out before any instalment."""
        return self.spending + self.other_debts

    def left_for_living(self, monthly: int) -> int:
        """What the income leaves to live on after other debts and the instalment; never below nought."""
        return max(0, self.income - self.other_debts - monthly)


class Instalments(Struct, frozen=True):
    """Equal monthly sums in 分, the last of them no greater than the others."""

    months: int
    monthly: int
    last: int

    @property
    def total(self) -> int:
        """All of them together: what is owed, to the 分."""
        return self.monthly * (self.months - 1) + self.last


class Interest(Struct, frozen=True):
    """Interest over a plan in 分: in all, and the dearest month with its instalment."""

    total: int
    highest: int


def instalments(owed: int, months: int) -> Instalments | None:
    """``owed`` in ``months`` sums rounded up to the 分; None where so little is owed that fewer months pay it."""
    monthly = -(-owed // months)
    last = owed - monthly * (months - 1)
    return Instalments(months, monthly, last) if last > 0 else None


def offers(owed: int, months: Iterable[int]) -> tuple[Instalments, ...]:
    """The instalments for each number of months in which they come out."""
    return tuple(found for number in months if (found := instalments(owed, number)) is not None)


def spare_in(budget: Budget, case: StressCase, months: int) -> int:
    """What can be kept each month of a plan of ``months`` months in a worse year, in 分.

    Months without income are made up for by what the others leave; in a plan shorter than the year they all fall
    into it.
    """
    return max(0, _margin(budget, case, months))


def left_in(budget: Budget, case: StressCase, plan: Instalments) -> int:
    """What a worse year leaves to live on each month after other debts and the plan's sum, in 分; never below nought."""
    return max(0, budget.spending - plan.monthly + _margin(budget, case, plan.months))


def shortest_kept(budget: Budget, found: Iterable[Instalments], case: StressCase | None = None) -> int | None:
    """The fewest months whose sums can be kept, in an ordinary year or a worse one; None when none can."""
    kept = (
        each.months
        for each in found
        if each.monthly <= (budget.spare if case is None else spare_in(budget, case, each.months))
    )
    return min(kept, default=None)


def interest_on(plan: Instalments, terms: Terms, days_a_month: int) -> Interest:
    """Simple interest at ``terms`` on the principal as the instalments lower it.

    What is owed beside the principal (interest, fees) is paid before it and bears no interest of its own.
    """
    total, highest = 0, 0
    for month in range(plan.months):
        owed = plan.total - plan.monthly * month
        interest = terms.simple(min(terms.principal, owed), days_a_month)
        total += interest
        highest = max(highest, min(plan.monthly, owed) + interest)
    return Interest(total, highest)


def _margin(budget: Budget, case: StressCase, months: int) -> int:
    """What a month of a worse year has over what goes out, on average; below nought where it lacks money."""
    income = budget.income * case.income_percent // 100
    within = min(months, case.within_months)
    earning = max(0, within - case.months_without)
    return (income * earning - budget.outgo * within) // within
