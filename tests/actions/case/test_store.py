"""What a person told survives, counts on, and is replaced by a correction."""

from __future__ import annotations

import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from actions.case.store import CaseStore, CaseStoreError

MONDAY = date(2026, 11, 23)
NEXT_WEEK = date(2026, 11, 30)


@pytest.fixture
def store(tmp_path: Path) -> CaseStore:
    return CaseStore(f"sqlite:///{tmp_path / 'cases.db'}")


def test_facts_survive_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    CaseStore(url).learn("a", {"days_overdue": 45, "amount": 20000}, MONDAY)
    assert CaseStore(url).facts("a", MONDAY) == {"days_overdue": 45, "amount": 20000}


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
    assert store.export("a") == {"sender": "a", "facts": [], "state": {}}


def test_nothing_of_a_deleted_case_is_left_in_the_file(tmp_path: Path) -> None:
    store = CaseStore(f"sqlite:///{tmp_path / 'cases.db'}")
    store.learn("a", {"lender": "某某消费金融公司"}, MONDAY)
    store.delete("a")
    store.close()
    for path in tmp_path.iterdir():
        assert "某某消费金融公司".encode() not in path.read_bytes(), path.name


def test_the_database_is_private_to_its_owner(tmp_path: Path) -> None:
    CaseStore(f"sqlite:///{tmp_path / 'state' / 'cases.db'}")
    assert stat.S_IMODE((tmp_path / "state" / "cases.db").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700


def test_an_unusable_place_is_an_error_of_our_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CaseStoreError):
        CaseStore(f"sqlite:///{tmp_path / 'file' / 'cases.db'}")
