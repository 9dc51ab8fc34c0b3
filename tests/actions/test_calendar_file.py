"""A calendar file is read back as it was meant, by icalendar and by eye."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from actions.calendar_file import Entry, calendar_file

NOW = datetime(2026, 11, 23, 20, 30, tzinfo=timezone(timedelta(hours=8)))
DEADLINE = Entry("a1b2-1", "日程", date(2026, 12, 8), "详情见记录")

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
texts = (
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from([",", ";", "\\", "\n", "\\n", ":", '"', "😀👨‍👩‍👧", "还款日" * 9]),
        ),
        max_size=12,
    )
    .map("".join)
    .filter(lambda text: "\\N" not in text)
)  # icalendar takes it for a line break


def events(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))  # type: ignore[arg-type]


def only(entry: Entry) -> Event:
    (event,) = events(calendar_file([entry], NOW))
    return event


def rings(event: Event) -> list[datetime]:
    """When the phone rings, on a clock that stands where the phone is."""
    first_minute = datetime.combine(event.decoded("DTSTART"), time())
    return [first_minute + alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]


def test_a_deadline_is_a_whole_day_with_two_alarms_at_nine() -> None:
    assert calendar_file([DEADLINE], NOW).decode().split("\r\n") == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar//zh//", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "BEGIN:VEVENT", "SUMMARY:日程", "DTSTART;VALUE=DATE:20261208", "DTEND;VALUE=DATE:20261209",
        "DTSTAMP:20261123T123000Z", "UID:a1b2-1", "CLASS:PRIVATE", "DESCRIPTION:详情见记录", "TRANSP:TRANSPARENT",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:日程", "TRIGGER:-P2DT15H", "END:VALARM",
        "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:日程", "TRIGGER:PT9H", "END:VALARM",
        "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    assert rings(only(DEADLINE)) == [datetime(2026, 12, 5, 9), datetime(2026, 12, 8, 9)]


def test_nobody_is_named_but_by_the_caller() -> None:
    content = calendar_file([Entry("1", "日程", date(2026, 12, 8), "")], NOW).decode()
    assert not re.search(r"逾期|借呗|还款|advisor|overdue|ORGANIZER|ATTENDEE", content, re.IGNORECASE)


def test_the_same_entry_keeps_its_id_in_a_later_file() -> None:
    later = calendar_file([Entry("a1b2-1", "日程", date(2026, 12, 15), "")], NOW + timedelta(days=2))
    (event,) = events(later)
    assert event["UID"] == only(DEADLINE)["UID"] == "a1b2-1"
    assert event.decoded("DTSTAMP") > only(DEADLINE).decoded("DTSTAMP")


def test_a_calendar_without_entries_is_still_one() -> None:
    assert events(calendar_file([], NOW)) == []


def test_alarms_are_told_once_and_in_order() -> None:
    event = only(Entry("1", "日程", date(2026, 3, 1), "", (0, 7, 1, 7)))
    assert rings(event) == [datetime(2026, 2, 22, 9), datetime(2026, 2, 28, 9), datetime(2026, 3, 1, 9)]


def test_an_entry_without_alarms_rings_never() -> None:
    assert rings(only(Entry("1", "日程", date(2026, 3, 1), "", ()))) == []


@pytest.mark.parametrize(
    ("entries", "stamp", "wrong"),
    [
        ([DEADLINE], datetime(2026, 11, 23), "time zone"),
        ([DEADLINE, DEADLINE], NOW, "share an id"),
        ([Entry("1", "日程", date(2026, 3, 1), "", (-1,))], NOW, "after its day"),
    ],
)
def test_what_no_calendar_could_follow_is_refused(entries: list[Entry], stamp: datetime, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        calendar_file(entries, stamp)


@given(days, st.lists(st.integers(0, 400), max_size=5).map(tuple))
def test_every_day_is_read_back_with_its_alarms(day: date, alarm_days: tuple[int, ...]) -> None:
    event = only(Entry("1", "日程", day, "", alarm_days))
    assert event.decoded("DTSTART") == day
    assert type(event.decoded("DTSTART")) is date
    assert event.decoded("DTEND") == day + timedelta(days=1)
    expected = [day - timedelta(days=before) for before in sorted(set(alarm_days), reverse=True)]
    assert [(ring.date(), ring.time()) for ring in rings(event)] == [(day, time(9)) for day in expected]


@given(texts, texts)
def test_titles_and_notes_are_read_back_whatever_they_hold(title: str, notes: str) -> None:
    first, second = events(
        calendar_file([Entry("1", title, DEADLINE.day, notes), Entry("2", notes, DEADLINE.day, title)], NOW)
    )
    assert [str(first["SUMMARY"]), str(first["DESCRIPTION"])] == [_kept(title), _kept(notes)]
    assert [str(second["SUMMARY"]), str(second["DESCRIPTION"])] == [_kept(notes), _kept(title)]


@given(texts, texts)
def test_lines_are_short_end_in_crlf_and_break_no_character(title: str, notes: str) -> None:
    content = calendar_file([Entry("1", title, DEADLINE.day, notes)], NOW)
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # each line by itself: no character is cut in two


def _kept(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
