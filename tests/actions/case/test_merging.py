"""Facts meet what is known without losing anything, in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actions.case.merging import added, merged, superseded

KINDS = st.sampled_from(["lawyer_letter", "payment_order", "court_summons"])
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {"kind": KINDS}, optional={"received": st.sampled_from(["2026-11-01", "2026-11-20"])}
    ),
    max_size=4,
)


@given(known=DOCUMENTS, new=DOCUMENTS)
def test_no_kind_of_paper_is_ever_lost(known: list[dict[str, str]], new: list[dict[str, str]]) -> None:
    kinds = {document["kind"] for document in merged("documents", known, new)}
    assert kinds == {document["kind"] for document in [*known, *new]}


@given(known=DOCUMENTS)
def test_telling_the_same_again_changes_nothing(known: list[dict[str, str]]) -> None:
    once = merged("documents", None, known)
    again = merged("documents", once, known)
    assert {d["kind"] for d in again} == {d["kind"] for d in once}


@given(known=st.lists(st.integers(), max_size=5), new=st.lists(st.integers(), max_size=5))
def test_lists_only_grow(known: list[int], new: list[int]) -> None:
    kept = merged("hardship", known, new)
    assert set(kept) == {*known, *new}


def test_a_rate_takes_the_place_of_the_other_rate() -> None:
    assert superseded({"annual_rate": 0.18}) == {"daily_rate"}
    assert superseded({"annual_rate": 0.18, "daily_rate": 0.0005}) == set()


def test_a_contact_with_the_answer_to_a_question_about_it_is_the_same_contact() -> None:
    call = {"date": "2026-11-22", "channel": "phone", "count": 9}
    more = {**call, "connected": 2}
    assert merged("contacts", [call], [more]) == [more]
    assert merged("contacts", [call], [{"date": "2026-11-21"}]) == [call, {"date": "2026-11-21"}]


def test_a_second_call_told_more_fully_does_not_swallow_the_first() -> None:
    first = {"date": "2026-11-22", "channel": "phone", "recipient": "self"}
    second = {**first, "time": "22:30", "acts": ["insult"]}
    assert merged("contacts", [first], [second]) == [first, second]
    assert merged("contacts", [first], [{**first, "time": "22:30"}]) == [first, {**first, "time": "22:30"}]


def test_what_joins_a_list_is_told_apart_from_what_changes_it() -> None:
    first, second = {"kind": "complaint_copy"}, {"kind": "court_summons"}
    assert added([first], [first, second]) == [second]
    assert added([first], [{**first, "received": "2026-11-20"}]) == [{**first, "received": "2026-11-20"}]
    assert added([{**first, "received": "2026-11-20"}], [{**first, "received": "2026-11-21"}, second]) == []
    assert added([], [first]) == [] and added(45, 35) == []
