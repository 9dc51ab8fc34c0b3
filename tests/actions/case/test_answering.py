"""A bare value answers the question that is open, and only that one."""

from __future__ import annotations

from typing import Any

import pytest

from actions.case.answering import answerable, answered


@pytest.mark.parametrize(
    ("asked", "loose", "facts"),
    [
        ("days_overdue", {"number": 45}, {"days_overdue": 45}),
        ("amount", {"number": 20000}, {"amount": 20000}),
        ("due_date", {"date": "2025-12-10", "date_near": "2026-12-10"}, {"due_date": "2026-12-10"}),
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


def test_a_hearing_lies_ahead_and_answered_calls_belong_to_the_contacts_without_them() -> None:
    papers = {"documents": [{"kind": "arbitration_notice", "received": "2026-11-20"}]}
    assert answered("document.hearing", {"date": "2025-12-03", "date_ahead": "2026-12-03"}, papers) == {
        "documents": [{"kind": "arbitration_notice", "received": "2026-11-20", "hearing": "2026-12-03"}]
    }
    calls = {"contacts": [{"date": "2026-11-22", "count": 9}, {"date": "2026-11-21", "connected": 1}]}
    assert answered("contact.connected", {"number": 0}, calls) == {
        "contacts": [{"date": "2026-11-22", "count": 9, "connected": 0}]
    }


def test_questions_that_need_a_whole_sentence_are_not_answered_by_a_value() -> None:
    assert answerable("contact.connected") and answerable("days_overdue")
    assert not answerable("lender")


def test_a_chosen_word_belongs_to_the_contact_that_lacks_it() -> None:
    calls = {"contacts": [{"date": "2026-11-22", "reachable": False}, {"date": "2026-11-21"}]}
    assert answered("contact.reachable", {"choice": True}, calls) == {
        "contacts": [{"date": "2026-11-21", "reachable": True}]
    }
    assert answerable("contact.reachable")
