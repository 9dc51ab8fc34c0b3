"""Printed facts have the promised keys only, in the order in which they were read."""

from __future__ import annotations

from bot.understanding.contract import printed


def test_contacts_and_papers_are_cut_down_to_the_promised_keys() -> None:
    read = {
        "days_overdue": 45,
        "contact": {"date": "2026-11-22", "channel": "visit", "visitors": 2, "acts": ["threat"]},
        "documents": [{"kind": "court_summons", "received": "2026-11-20", "hearing": "2026-12-15"}],
    }
    assert printed(read) == {
        "days_overdue": 45,
        "contact": {"date": "2026-11-22", "channel": "visit", "acts": ["threat"]},
        "documents": [{"kind": "court_summons", "received": "2026-11-20"}],
    }
    assert read["contact"]["visitors"] == 2, "what the conversation knows was changed"


def test_other_facts_are_printed_as_they_are() -> None:
    assert printed({"documents": [], "hardship": ["ill"]}) == {"documents": [], "hardship": ["ill"]}
