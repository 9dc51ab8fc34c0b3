"""Deadlines as an .ics file: all-day events with an alarm at nine, in CRLF, with stable ids.

The titles are the caller's, and neutral by choice: someone else may see the phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

_NINE = time(9)


@dataclass(frozen=True)
class Entry:
    """One day to be kept; ``alarm_days`` are days before it on which the phone rings."""

    uid: str
    title: str
    day: date
    notes: str
    alarm_days: tuple[int, ...] = (3, 0)


def calendar_file(entries: Sequence[Entry], stamp: datetime) -> bytes:
    """The entries as a calendar.

    :param stamp: when the file is made, with its zone.
    """
    calendar = Calendar()
    for name, value in (
        ("PRODID", "-//calendar//zh//"),
        ("VERSION", "2.0"),
        ("METHOD", "PUBLISH"),
        ("X-WR-TIMEZONE", "Asia/Shanghai"),
    ):
        calendar.add(name, value)
    for entry in entries:
        calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", stamp)
    event.add("SUMMARY", entry.title)
    event.add("DESCRIPTION", entry.notes)
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    for days in entry.alarm_days:
        event.add_component(_alarm(entry, days))
    return event


def _alarm(entry: Entry, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", entry.title)
    alarm.add("TRIGGER", timedelta(hours=_NINE.hour) - timedelta(days=days))
    return alarm
