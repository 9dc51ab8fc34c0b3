"""What a person told survives, counts on, and is replaced by a correction."""

from __future__ import annotations

import stat
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from actions.case.keys import new_keys
from actions.case.merging import Whole
from actions.case.models import Conversation
from actions.case.store import CaseStore, CaseStoreError
from actions.case.vault import Vault

VAULT = Vault(new_keys())
MONDAY = date(2026, 11, 23)
NEXT_WEEK = date(2026, 11, 30)


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    return CaseStore(f"sqlite:///{tmp_path / 'cases.db'}", VAULT)


def test_facts_survive_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    CaseStore(url, VAULT).learn("a", {"days_overdue": 45, "amount": 20000}, MONDAY)
    assert CaseStore(url, VAULT).facts("a", MONDAY) == {"days_overdue": 45, "amount": 20000}


def test_days_overdue_count_on_with_the_calendar(store: CaseStore) -> None:
    store.learn("a", {"days_overdue": 45}, MONDAY)
    assert store.facts("a", NEXT_WEEK)["days_overdue"] == 52


def test_a_correction_replaces_and_says_what_changed(store: CaseStore) -> None:
    store.learn("a", {"days_overdue": 45, "amount": 20000}, MONDAY)
    learnt = store.learn("a", {"days_overdue": 35}, MONDAY)
    assert learnt.changed == {"days_overdue": (45, 35)}
    assert learnt.new == {}
    assert store.facts("a", MONDAY) == {"days_overdue": 35, "amount": 20000}


def test_a_correction_compares_with_the_value_as_it_stands_today(store: CaseStore) -> None:
    store.learn("a", {"days_overdue": 45}, MONDAY)
    assert store.learn("a", {"days_overdue": 52}, NEXT_WEEK).changed == {}


def test_a_due_date_takes_the_place_of_days_overdue(store: CaseStore) -> None:
    store.learn("a", {"days_overdue": 45}, MONDAY)
    store.learn("a", {"due_date": "2026-10-09"}, MONDAY)
    assert store.facts("a", MONDAY) == {"due_date": "2026-10-09"}


def test_an_empty_answer_never_erases(store: CaseStore) -> None:
    store.learn("a", {"documents": [{"kind": "lawyer_letter"}]}, MONDAY)
    store.learn("a", {"documents": []}, MONDAY)
    assert store.facts("a", MONDAY) == {"documents": [{"kind": "lawyer_letter"}]}


def test_none_is_kept_as_an_answer(store: CaseStore) -> None:
    store.learn("a", {"documents": []}, MONDAY)
    assert store.facts("a", MONDAY) == {"documents": []}


def test_a_date_told_later_completes_the_paper(store: CaseStore) -> None:
    store.learn("a", {"documents": [{"kind": "payment_order"}]}, MONDAY)
    store.learn("a", {"documents": [{"kind": "payment_order", "received": "2026-11-20"}]}, MONDAY)
    assert store.facts("a", MONDAY)["documents"] == [{"kind": "payment_order", "received": "2026-11-20"}]


def test_contacts_are_added_one_by_one(store: CaseStore) -> None:
    store.learn("a", {"contacts": [{"channel": "phone", "count": 3}]}, MONDAY)
    store.learn("a", {"contacts": [{"channel": "sms"}]}, MONDAY)
    assert store.facts("a", MONDAY)["contacts"] == [{"channel": "phone", "count": 3}, {"channel": "sms"}]


def test_decimals_come_back_exact(store: CaseStore) -> None:
    store.learn("a", {"daily_rate": Decimal("0.0005"), "amount": Decimal("20000.10")}, MONDAY)
    assert store.facts("a", MONDAY) == {"daily_rate": Decimal("0.0005"), "amount": Decimal("20000.10")}


def test_vague_facts_stay_marked(store: CaseStore) -> None:
    store.learn("a", {"days_overdue": 60, "approx": True}, MONDAY)
    assert store.facts("a", MONDAY) == {"days_overdue": 60, "approx": True}
    store.learn("a", {"days_overdue": 61}, MONDAY)
    assert store.facts("a", MONDAY) == {"days_overdue": 61}


def test_conversations_do_not_mix(store: CaseStore) -> None:
    store.learn("a", {"amount": 1}, MONDAY)
    assert store.facts("b", MONDAY) == {}


def test_export_shows_superseded_facts_and_delete_leaves_nothing(store: CaseStore) -> None:
    store.learn("a", {"amount": 1}, MONDAY)
    store.learn("a", {"amount": 2}, MONDAY)
    store.set_state("a", {"asked": "days_overdue"})
    assert [(row["value"], row["superseded"]) for row in store.export("a")["facts"]] == [
        (1, True),
        (2, False),
    ]
    assert store.delete("a") == 2
    empty = {"facts": [], "contacts": [], "reminders": [], "consent": None, "state": {}}
    assert store.export("a") == {"sender": "a", **empty}


def test_entries_of_the_ledger_are_corrected_and_removed_one_by_one(store: CaseStore) -> None:
    store.learn("a", {"contacts": [{"channel": "phone", "time": "21:00"}]}, MONDAY)
    store.learn("a", {"contacts": [{"channel": "sms"}]}, MONDAY)
    assert store.ledger.correct("a", 1, {"channel": "phone", "time": "22:30"}, MONDAY)
    assert store.facts("a", MONDAY)["contacts"] == [{"channel": "phone", "time": "22:30"}, {"channel": "sms"}]
    assert store.ledger.remove("a", 1) == {"channel": "phone", "time": "22:30"}
    assert store.facts("a", MONDAY)["contacts"] == [{"channel": "sms"}]
    assert [row["value"] for row in store.export("a")["contacts"]] == [{"channel": "sms"}], (
        "an earlier reading is left"
    )
    assert store.ledger.remove("a", 2) is None and not store.ledger.correct("a", 0, {}, MONDAY)


def test_how_a_fact_was_learnt_is_kept_with_it(store: CaseStore) -> None:
    store.learn("a", {"amount": 1}, MONDAY, how="answered")
    (row,) = store.export("a")["facts"]
    assert (row["how"], row["as_of"]) == ("answered", "2026-11-23")


def test_a_list_that_is_called_whole_takes_the_place_of_the_known_one(store: CaseStore) -> None:
    store.learn("a", {"documents": [{"kind": "payment_order"}]}, MONDAY)
    store.learn("a", {"documents": Whole([{"kind": "court_summons"}])}, MONDAY)
    assert store.facts("a", MONDAY)["documents"] == [{"kind": "court_summons"}]


def test_a_reminder_is_noted_once_and_given_in_order_of_time(store: CaseStore) -> None:
    for what, day in (("还款", NEXT_WEEK), ("开庭", MONDAY), ("还款", NEXT_WEEK)):
        store.reminders.add("a", what, day)
    assert store.reminders.all("a") == [("开庭", MONDAY), ("还款", NEXT_WEEK)]


def test_feedback_belongs_to_nobody(store: CaseStore) -> None:
    store.feedback.note("helpful", "assessment", ["late_overdue"], "v1", MONDAY)
    store.delete("a")
    assert store.feedback.all() == [
        {
            "day": "2026-11-23",
            "verdict": "helpful",
            "shown": "assessment",
            "rules": ["late_overdue"],
            "rulebook_version": "v1",
        }
    ]


def test_idle_conversations_are_removed_and_others_stay(store: CaseStore) -> None:
    for sender in ("old", "new"):
        store.learn(sender, {"amount": 1}, MONDAY)
        store.set_state(sender, {"asked": None})
    with store.database.writing() as session:
        session.get(Conversation, VAULT.owner("old")).updated_at = datetime(2026, 1, 1)
    assert store.delete_idle(timedelta(days=180)) == 1
    assert store.facts("old", MONDAY) == {} and store.facts("new", MONDAY) == {"amount": 1}


def test_a_conversation_begun_anew_after_deletion_has_another_mark(store: CaseStore) -> None:
    assert store.token("a") is None
    store.set_state("a", {})
    first = store.token("a")
    store.set_state("a", {"asked": "amount"})
    assert store.token("a") == first
    store.delete("a")
    store.set_state("a", {})
    assert store.token("a") not in (first, None)


def test_the_database_is_private_to_its_owner(tmp_path: Path) -> None:
    CaseStore(f"sqlite:///{tmp_path / 'state' / 'cases.db'}", VAULT)
    assert stat.S_IMODE((tmp_path / "state" / "cases.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_an_unusable_place_is_an_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CaseStoreError):
        CaseStore(f"sqlite:///{tmp_path / 'file' / 'cases.db'}", VAULT)
