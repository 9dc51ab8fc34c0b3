"""The seal is renewed without losing anything, and a broken renewal is brought to its end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actions.case.cases import Cases
from actions.case.keys import load_keys, save_keys
from actions.case.models import Contact, Conversation, Fact, Reminder
from actions.case.rotating import rotate
from actions.case.vault import sealed_with

DAY = date(2026, 11, 23)


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, Path]:
    url, keys = f"sqlite:///{tmp_path / 'cases.db'}", tmp_path / "keys.json"
    store = Cases(url, keys).kept
    store.learn("a", {"amount": 20000, "contacts": [{"channel": "sms"}]}, DAY)
    store.set_state("a", {"asked": "days_overdue"})
    store.reminders.add("a", "还款", DAY)
    store.close()
    return url, keys


def test_everything_is_sealed_with_the_new_key_and_the_old_one_is_gone(place: tuple[str, Path]) -> None:
    url, keys = place
    assert rotate(url, keys) == 4
    assert [number for number, _ in load_keys(keys).seal] == [2]
    store = Cases(url, keys).kept
    assert store.facts("a", DAY) == {"amount": 20000, "contacts": [{"channel": "sms"}]}
    assert store.state("a") == {"asked": "days_overdue"}
    with store.database.reading() as session:
        used = {sealed_with(row.body) for table in (Fact, Contact, Reminder) for row in session.query(table)}
        used |= {sealed_with(row.state) for row in session.query(Conversation)}
    assert used == {2}


def test_a_rotation_that_broke_off_is_brought_to_its_end(place: tuple[str, Path]) -> None:
    url, keys = place
    save_keys(keys, load_keys(keys).rotated())  # the new key was written, nothing sealed with it yet
    store = Cases(url, keys).kept
    store.learn("a", {"amount": 30000}, DAY)  # and a program went on with both
    store.close()
    rotate(url, keys)
    assert [number for number, _ in load_keys(keys).seal] == [2]
    assert Cases(url, keys).kept.facts("a", DAY)["amount"] == 30000
