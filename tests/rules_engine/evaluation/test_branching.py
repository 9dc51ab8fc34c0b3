"""Branches cover what is open, without gap or overlap, and each leads to one stage."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rules_engine import Rulebook, branches, read_facts


def ends(book: Rulebook, today: date, **facts: Any) -> list[tuple[int | None, int | None, str | None]]:
    found = branches(book, read_facts(book, facts), today, "days_overdue")
    return [(b.low, b.high, b.assessment.stage.id if b.assessment.stage else None) for b in found]


def test_unknown_days_branch_over_their_whole_range(small: Rulebook, today: date) -> None:
    assert ends(small, today) == [(None, 0, "before_due"), (1, 30, "early"), (31, None, "late")]


def test_rough_days_branch_within_their_bounds(small: Rulebook, today: date) -> None:
    assert ends(small, today, days_overdue=30, approx=True) == [(23, 30, "early"), (31, 37, "late")]


def test_known_days_do_not_branch(small: Rulebook, today: date) -> None:
    assert ends(small, today, days_overdue=5) == [(5, 5, "early")]


def test_days_do_not_branch_where_a_paper_decides(small: Rulebook, today: date) -> None:
    assert ends(small, today, documents=[{"kind": "payment_order"}]) == [(None, None, "legal")]


def test_a_list_has_no_branches(small: Rulebook, today: date) -> None:
    with pytest.raises(ValueError, match="documents"):
        branches(small, read_facts(small, {}), today, "documents")
