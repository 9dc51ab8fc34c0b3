"""Days overdue and due date: each follows from the other."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from rules_engine.model.facts import CaseFacts, Value

DAYS = "days_overdue"
DUE = "due_date"


class DueDate(Struct, frozen=True):
    """The earliest and latest day the payment may have been due; equal when it is exact."""

    earliest: date
    latest: date

    @property
    def exact(self) -> date | None:
        """The due date itself; None while it is vague."""
        return self.earliest if self.earliest == self.latest else None


class DatedCase(Struct, frozen=True):
    """A case with days and due date filled in from each other, and how that was done."""

    case: CaseFacts
    due: DueDate | None
    # Set when the due date was worked out from the days.
    derived: bool = False
    # The days as stated, when they do not fit the stated due date.
    contradicted: int | None = None


def with_dates(case: CaseFacts, as_of: date) -> DatedCase:
    """Fill in days from the due date, or the other way round; a stated due date outranks stated days."""
    due, days = case.values.get(DUE), case.values.get(DAYS)
    if due is not None:
        return _from_due_date(case, due, days, as_of)
    if days is None or days.said is None:
        return DatedCase(case, None)
    today = as_of.toordinal()
    value = Value(today - days.high, today - days.low, (as_of - timedelta(days=days.said)).isoformat())
    return DatedCase(case.with_values(**{DUE: value}), _due(value), derived=True)


def _from_due_date(case: CaseFacts, due: Value, days: Value | None, as_of: date) -> DatedCase:
    overdue = as_of.toordinal() - due.low
    fits = days is None or days.low <= overdue <= days.high
    return DatedCase(
        case.with_values(**{DAYS: Value(overdue, overdue, overdue)}),
        _due(due),
        contradicted=None if fits or days is None else days.said,
    )


def _due(value: Value) -> DueDate:
    return DueDate(date.fromordinal(value.low), date.fromordinal(value.high))
