"""Deadlines as an .ics file: whole days, each with alarms at nine in the morning, under ids that stay the same.

A date is the same day wherever the phone is, so nothing here depends on a time zone; ``X-WR-TIMEZONE`` only tells a
calendar what to show. Titles, notes and ids come from the caller and are to be neutral: somebody else may see the
phone. The file is marked private, and names neither a person nor this product.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from icalendar import Alarm, Calendar, Event

_NINE = timedelta(hours=9)
_HEAD = (
    ("VERSION", "2.0"),
    ("PRODID", "-//calendar//zh//"),
    ("CALSCALE", "GREGORIAN"),
    ("METHOD", "PUBLISH"),
    ("X-WR-TIMEZONE", "Asia/Shanghai"),
)


@dataclass(frozen=True)
class Entry:
    """One day to be kept.

    ``uid`` is the same whenever the same thing is told again, so that a calendar replaces it; ``alarm_days`` are the
    numbers of days before ``day`` on which the phone rings (0 is the day itself).
    """

    uid: str
    title: str
    day: date
    notes: str
    alarm_days: tuple[int, ...] = (3, 0)


def calendar_file(entries: Sequence[Entry], stamp: datetime) -> bytes:
    """The entries as a calendar in UTF-8 with CRLF.

    :param stamp: when the file is made, with its zone; the newer of two files wins.
    :raises ValueError: ``stamp`` has no zone, two entries share an id, or an alarm comes after its day.
    """
    if stamp.tzinfo is None:
        raise ValueError("the stamp of a calendar file needs its time zone")
    if len({entry.uid for entry in entries}) < len(entries):
        raise ValueError("two entries of a calendar file share an id")
    calendar = Calendar()
    for name, value in _HEAD:
        calendar.add(name, value)
    for entry in entries:
        calendar.add_component(_event(entry, stamp.astimezone(timezone.utc)))
    return bytes(calendar.to_ical())


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("UID", _plain(entry.uid))
    event.add("DTSTAMP", stamp)
    event.add("SUMMARY", _plain(entry.title))
    event.add("DESCRIPTION", _plain(entry.notes))
    event.add("DTSTART", entry.day)
    event.add("DTEND", entry.day + timedelta(days=1))
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT")  # a deadline does not make the day busy
    for days in sorted(set(entry.alarm_days), reverse=True):
        event.add_component(_alarm(entry, days))
    return event


def _alarm(entry: Entry, days: int) -> Alarm:
    if days < 0:
        raise ValueError("an alarm of a calendar file comes after its day")
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _plain(entry.title))
    alarm.add("TRIGGER", _NINE - timedelta(days=days))  # counted from the first minute of the day
    return alarm


def _plain(text: str) -> str:
    """The text without what a calendar file cannot hold: controls and halves of characters; line breaks stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(part for part in lines if part == "\n" or unicodedata.category(part) not in ("Cc", "Cs"))
