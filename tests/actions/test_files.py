"""Files are made from the case as it is when they are fetched."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date

import pytest
from icalendar import Calendar

from actions.case.merging import Whole
from actions.context import context
from actions.files import produce
from actions.links import Download

DAY = date(2026, 11, 23)


@pytest.fixture
def sender() -> Iterator[str]:
    name = f"files:{uuid.uuid4().hex}"
    context().cases.of(name).set_state({})
    yield name
    context().cases.passing.delete(name)


def fetch(sender: str, what: str, form: str) -> bytes:
    token = context().cases.of(sender).store.token(sender) or ""
    file = produce(Download(what, form, sender, token, DAY))
    assert file is not None
    return file.content


def events(sender: str) -> dict[str, date]:
    calendar = Calendar.from_ical(fetch(sender, "calendar", "ics"))
    return {str(event["UID"]): event["DTSTART"].dt for event in calendar.walk("VEVENT")}


def test_a_day_that_moves_keeps_its_id_and_another_one_changes_nobody_elses(sender: str) -> None:
    case = context().cases.of(sender)
    case.learn({"documents": [{"kind": "payment_order", "received": "2026-11-18"}]}, DAY)
    before = events(sender)
    case.learn({"documents": Whole([{"kind": "payment_order", "received": "2026-11-20"}])}, DAY)
    case.store.reminders.add(sender, "还款", date(2026, 11, 25))
    after = events(sender)
    assert before.keys() < after.keys()
    (moved,) = before
    assert (before[moved], after[moved]) == (date(2026, 12, 3), date(2026, 12, 7))


def test_two_reminders_of_the_same_thing_are_two_events(sender: str) -> None:
    store = context().cases.of(sender).store
    for day in (date(2026, 12, 5), date(2027, 1, 5)):
        store.reminders.add(sender, "还款", day)
    assert sorted(events(sender).values()) == [date(2026, 12, 5), date(2027, 1, 5)]


def test_a_link_of_an_earlier_conversation_gives_nothing(sender: str) -> None:
    assert produce(Download("export", "json", sender, "earlier", DAY)) is None
