"""The same facts on the same day are assessed once; anything else is assessed anew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from actions.assessing import MOST, Assessor
from actions.context import load_speech
from rules_engine import FactsError

BOOK, _ = load_speech()
DAY = date(2026, 11, 23)


def test_the_same_facts_give_the_very_same_assessment() -> None:
    assessed = Assessor(BOOK)
    assert assessed({"days_overdue": 45}, DAY) is assessed({"days_overdue": 45}, DAY)


def test_another_fact_or_another_day_gives_another_one() -> None:
    assessed = Assessor(BOOK)
    first = assessed({"days_overdue": 30, "amount": Decimal("20000.10")}, DAY)
    assert assessed({"days_overdue": 31, "amount": Decimal("20000.10")}, DAY).stage != first.stage
    assert (
        assessed({"days_overdue": 30, "amount": Decimal("20000.10")}, date(2026, 11, 24)).as_of != first.as_of
    )


def test_old_ones_are_let_go() -> None:
    assessed = Assessor(BOOK)
    first = assessed({"days_overdue": 1}, DAY)
    for days in range(2, MOST + 2):
        assessed({"days_overdue": days}, DAY)
    assert assessed({"days_overdue": 1}, DAY) is not first


def test_facts_that_cannot_be_true_are_refused_each_time() -> None:
    assessed = Assessor(BOOK)
    for _ in range(2):
        with pytest.raises(FactsError):
            assessed({"amount": -1}, DAY)
