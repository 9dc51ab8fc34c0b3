"""A bare value answers the question that is open, and only that one."""

from __future__ import annotations

from typing import Any

import pytest

from actions.case.answering import answered


@pytest.mark.parametrize(
    ("asked", "loose", "facts"),
    [
        ("days_overdue", {"number": 45}, {"days_overdue": 45}),
        ("amount", {"number": 20000}, {"amount": 20000}),
        ("due_date", {"date": "2026-10-09"}, {"due_date": "2026-10-09"}),
        ("documents", {"none": True}, {"documents": []}),
        ("days_overdue", {"date": "2026-10-09"}, {}),
        ("due_date", {"number": 5}, {}),
        (None, {"number": 45}, {}),
        ("product", {"number": 45}, {}),
    ],
)
def test_a_bare_value_answers_what_it_fits(
    asked: str | None, loose: dict[str, Any], facts: dict[str, Any]
) -> None:
    assert answered(asked, loose, {}) == facts


def test_a_day_belongs_to_the_papers_whose_day_is_unknown() -> None:
    known = {"documents": [{"kind": "payment_order"}, {"kind": "lawyer_letter", "received": "2026-10-01"}]}
    assert answered("document.received", {"date": "2026-11-22"}, known) == {
        "documents": [{"kind": "payment_order", "received": "2026-11-22"}]
    }
