"""A correction finds the thing it belongs to: by name, by what was told last, by being the only one it fits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.case.correcting import corrected, told_paths

PAPER = {"kind": "payment_order", "received": "2026-11-22"}
CALL = {"date": "2026-11-22", "time": "22:30", "channel": "phone", "recipient": "self", "acts": ["insult"]}


def test_a_day_after_a_paper_is_the_day_the_paper_came() -> None:
    known = {"documents": [PAPER], "due_date": "2026-10-09"}
    found = corrected({"date": "2026-11-21"}, told_paths({"documents": [PAPER]}), known)
    assert found.facts == {"documents": [{**PAPER, "received": "2026-11-21"}]}


def test_the_name_decides_over_what_was_told_last() -> None:
    known = {"documents": [PAPER], "due_date": "2026-10-09"}
    found = corrected(
        {"date": "2026-10-10", "date_near": "2026-10-10", "named": "due_date"},
        ["documents", "document.received"],
        known,
    )
    assert found.facts == {"due_date": "2026-10-10"}


def test_the_only_thing_a_number_fits_is_meant() -> None:
    assert corrected({"number": 35}, [], {"days_overdue": 45}).facts == {"days_overdue": 35}


def test_of_two_things_it_may_belong_to_none_is_changed() -> None:
    assert not corrected({"number": 35}, [], {"days_overdue": 45, "amount": 20000})


def test_of_two_told_at_once_the_last_one_is_meant() -> None:
    last = told_paths({"days_overdue": 45, "amount": 20000})
    assert corrected({"number": 30000}, last, {"days_overdue": 45, "amount": 20000}).facts == {
        "amount": 30000
    }


def test_a_paper_called_by_another_name_keeps_its_day() -> None:
    found = corrected(
        {"papers": ["court_summons"], "not_papers": ["payment_order"]}, [], {"documents": [PAPER]}
    )
    assert found.facts == {"documents": [{"kind": "court_summons", "received": "2026-11-22"}]}


def test_a_paper_that_never_came_is_taken_away() -> None:
    other = {"kind": "lawyer_letter"}
    found = corrected({"not_papers": ["payment_order"]}, [], {"documents": [PAPER, other]})
    assert found.facts == {"documents": [other]}


@pytest.mark.parametrize(
    ("amendment", "entry"),
    [
        ({"time": "21:00"}, {**CALL, "time": "21:00"}),
        ({"contact": {"recipient": "family"}}, {**CALL, "recipient": "family"}),
        ({"contact": {"count": 3}, "number": 3}, {**CALL, "count": 3}),
        ({"not_acts": ["insult"]}, {name: value for name, value in CALL.items() if name != "acts"}),
    ],
)
def test_the_last_contact_is_read_anew(amendment: dict[str, Any], entry: dict[str, Any]) -> None:
    found = corrected(
        amendment, ["contacts", "contact.date", "contact.time"], {"contacts": [{"channel": "sms"}, CALL]}
    )
    assert found.contact == entry and not found.facts


def test_another_entry_can_be_meant() -> None:
    known = {"contacts": [CALL, {"channel": "sms"}]}
    found = corrected({"time": "21:00", "mild": True}, ["contacts"], known, entry=1)
    assert found.contact == {**CALL, "time": "21:00"}


def test_a_mild_is_corrects_only_what_was_just_noted() -> None:
    assert not corrected({"number": 35, "mild": True}, ["days_overdue"], {"days_overdue": 45})
    assert corrected({"time": "21:00", "mild": True}, ["contacts"], {"contacts": [CALL]})


def test_a_day_a_paper_lacks_is_taken_in_and_a_known_one_is_not_touched() -> None:
    told = {"date_ahead": "2026-12-20", "named": "document.hearing", "mild": True}
    assert corrected(told, ["amount"], {"documents": [PAPER]}).facts == {
        "documents": [{**PAPER, "hearing": "2026-12-20"}]
    }
    assert not corrected(told, ["amount"], {"documents": [{**PAPER, "hearing": "2026-12-01"}]})
    assert not corrected(told, [], {})


@given(
    amendment=st.fixed_dictionaries(
        {},
        optional={
            "date": st.just("2026-11-01"),
            "date_near": st.just("2026-11-01"),
            "number": st.integers(0, 100),
            "time": st.just("21:00"),
            "papers": st.just(["judgment"]),
            "not_papers": st.just(["payment_order"]),
            "contact": st.just({"count": 2}),
            "named": st.sampled_from(["due_date", "amount", "document.received"]),
        },
    ),
    known=st.fixed_dictionaries(
        {}, optional={"days_overdue": st.just(4), "documents": st.just([PAPER]), "contacts": st.just([CALL])}
    ),
)
def test_no_correction_invents_a_thing_or_changes_what_is_known_in_place(
    amendment: dict[str, Any], known: dict[str, Any]
) -> None:
    before = repr(known)
    found = corrected(amendment, told_paths(known), known)
    assert repr(known) == before
    assert len(found.facts.get("documents", [])) <= len(known.get("documents", []))
    assert found.contact is None or known.get("contacts")
