"""Nothing reaches the disk before a person agreed; then everything does, and goes again when they say so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from actions.case.cases import Cases
from actions.case.models import OWNED
from actions.case.store import CaseStoreError

DAY = date(2026, 11, 23)
CONTACT = {"date": "2026-11-22", "channel": "phone"}


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return Cases(f"sqlite:///{tmp_path / 'cases.db'}", tmp_path / "keys.json")


def tell(cases: Cases, sender: str = "a") -> None:
    case = cases.of(sender)
    case.learn({"amount": 20000, "contacts": [CONTACT]}, DAY)
    case.set_state({"asked": "days_overdue"})
    case.store.reminders.add(sender, "还款", DAY)


def rows(cases: Cases) -> int:
    with cases.kept.database.reading() as session:
        return sum(session.query(table).count() for table in OWNED)


def test_before_anybody_agreed_the_database_is_empty(cases: Cases) -> None:
    tell(cases)
    assert cases.facts("a", DAY) == {"amount": 20000, "contacts": [CONTACT]}
    assert rows(cases) == 0 and not cases.of("a").remembered


def test_agreeing_keeps_what_was_said_before(cases: Cases, tmp_path: Path) -> None:
    tell(cases)
    cases.remember("a", "wording:1")
    later = Cases(f"sqlite:///{tmp_path / 'cases.db'}", tmp_path / "keys.json")
    assert later.of("a").remembered
    assert later.facts("a", DAY) == {"amount": 20000, "contacts": [CONTACT]}
    assert later.state("a") == {"asked": "days_overdue"}
    assert later.kept.reminders.all("a") == [("还款", DAY)]
    assert later.kept.export("a")["consent"]["wording"] == "wording:1"
    assert cases.passing.facts("a", DAY) == {}


def test_agreeing_twice_loses_nothing(cases: Cases) -> None:
    tell(cases)
    cases.remember("a", "wording:1")
    cases.remember("a", "wording:1")
    assert cases.facts("a", DAY)["amount"] == 20000


def test_taking_it_back_empties_the_database_and_the_conversation_goes_on(cases: Cases) -> None:
    tell(cases)
    cases.remember("a", "wording:1")
    token = cases.kept.token("a")
    assert not cases.no_longer_remember("a").remembered
    assert rows(cases) == 0
    assert cases.facts("a", DAY)["amount"] == 20000
    assert cases.passing.token("a") == token


def test_deleting_empties_both_places_and_nobody_else_is_touched(cases: Cases) -> None:
    tell(cases)
    tell(cases, "b")
    cases.remember("a", "wording:1")
    assert cases.delete("a") == 3
    assert rows(cases) == 0 and cases.facts("a", DAY) == {} and cases.state("a") == {}
    assert cases.facts("b", DAY)["amount"] == 20000


def test_without_a_database_the_conversation_goes_on_in_memory_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    cases = Cases(f"sqlite:///{tmp_path / 'file' / 'cases.db'}", tmp_path / "keys.json")
    case = cases.of("a")
    case.learn({"amount": 20000}, DAY)
    assert case.unsaved and cases.facts("a", DAY) == {"amount": 20000}
    with pytest.raises(CaseStoreError):
        cases.remember("a", "wording:1")
    with pytest.raises(CaseStoreError):
        cases.delete("b")
    assert cases.facts("a", DAY) == {"amount": 20000}


def test_a_key_file_that_is_lost_is_not_replaced_silently_by_reading_nothing(tmp_path: Path) -> None:
    cases = Cases(f"sqlite:///{tmp_path / 'cases.db'}", tmp_path / "keys.json")
    tell(cases)
    cases.remember("a", "wording:1")
    (tmp_path / "keys.json").write_text("{}")
    (tmp_path / "keys.json").chmod(0o600)
    later = Cases(f"sqlite:///{tmp_path / 'cases.db'}", tmp_path / "keys.json")
    with pytest.raises(CaseStoreError, match="钥匙"):
        later.kept.facts("a", DAY)


def test_a_database_that_does_not_answer_is_left_alone_for_a_moment_and_then_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []
    now = [1000.0]

    class Dead:
        def consented(self, sender: str) -> bool:
            tries.append(sender)
            raise CaseStoreError("gone")

    cases = Cases(f"sqlite:///{tmp_path / 'cases.db'}", tmp_path / "keys.json")
    monkeypatch.setattr("actions.case.cases.time.monotonic", lambda: now[0])
    cases._kept = Dead()  # type: ignore[assignment]
    assert cases.of("a").unsaved and cases.of("a").unsaved and tries == ["a"]
    now[0] += 6
    assert cases.of("a").unsaved and tries == ["a", "a"]
