"""The same store on PostgreSQL, where this machine has one."""

from __future__ import annotations

import os
import uuid
from datetime import date
from decimal import Decimal

import pytest

from actions.case.keys import new_keys
from actions.case.store import CaseStore, CaseStoreError
from actions.case.vault import Vault

URL = os.environ.get("ADVISOR_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/test")

pytestmark = pytest.mark.services


@pytest.fixture(scope="module")
def store() -> CaseStore:
    try:
        return CaseStore(URL, Vault(new_keys()))
    except CaseStoreError:
        pytest.skip(
            "PostgreSQL does not answer on 127.0.0.1:5432 (set ADVISOR_TEST_POSTGRESQL to use another)"
        )


def test_facts_are_kept_corrected_and_deleted(store: CaseStore) -> None:
    sender = f"test:{uuid.uuid4().hex}"
    day = date(2026, 11, 23)
    store.learn(sender, {"days_overdue": 45, "daily_rate": Decimal("0.0005")}, day)
    store.learn(sender, {"days_overdue": 35}, day)
    store.set_state(sender, {"asked": "amount"})
    assert store.facts(sender, day) == {"days_overdue": 35, "daily_rate": Decimal("0.0005")}
    assert store.state(sender) == {"asked": "amount"}
    store.learn(sender, {"contacts": [{"date": "2026-11-22"}]}, day)
    assert store.delete(sender) == 4
    assert store.facts(sender, day) == {}
