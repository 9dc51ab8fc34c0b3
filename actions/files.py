"""The files of a case, made when they are asked for: letters, the calendar, everything that is kept."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from actions.calendar_file import Entry, calendar_file
from actions.case.contents import plain_numbers
from actions.consultation import Consultation
from actions.context import context
from actions.days import days
from actions.intake import look
from actions.letters.filling import fill
from actions.letters.pdf import as_pdf
from actions.letters.plain import as_text
from actions.letters.word import as_docx
from actions.links import Download
from actions.speech.record import export_reply

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


@dataclass(frozen=True)
class File:
    """A file to be handed over."""

    name: str
    content_type: str
    content: bytes


def produce(download: Download) -> File | None:
    """The file a download stands for; None when the conversation is another one by now.

    :raises CaseStoreError: the case cannot be read.
    :raises NoChineseFont: a PDF is asked for where there is no Chinese font.
    """
    case = context().cases.of(download.sender)
    if case.store.token(download.sender) != download.token:
        return None
    consultation = look(case, download.as_of)
    kind, _, which = download.what.partition(":")
    name, content = _MAKERS[kind](consultation, which, download.format)
    return File(f"{name}.{download.format}", _TYPES[download.format], content)


def _letter(consultation: Consultation, which: str, form: str) -> tuple[str, bytes]:
    here = consultation.context
    filled = fill(here.letters[which], consultation.facts, consultation.found, here.book, here.speech.phrases)
    writers: Mapping[str, Callable[[Any], bytes]] = {
        "docx": as_docx,
        "pdf": as_pdf,
        "txt": lambda letter: as_text(letter).encode(),
    }
    return filled.title, writers[form](filled)


def _calendar(consultation: Consultation, _which: str, _form: str) -> tuple[str, bytes]:
    say, case = consultation.context.speech.phrases.say, consultation.case
    title, notes, token = say("calendar_title"), say("calendar_notes"), case.store.token(case.sender)
    seen: Counter[str] = Counter()
    entries = []
    for what, day in days(consultation):
        # The same thing keeps its id when its day moves, so that a calendar moves it too instead of showing both.
        mark = hashlib.sha256(f"{token}|{what}|{seen[what]}".encode()).hexdigest()[:32]
        seen[what] += 1
        entries.append(Entry(mark, title, day, notes))
    return title, calendar_file(entries, datetime.now(timezone.utc))


def _export(consultation: Consultation, _which: str, form: str) -> tuple[str, bytes]:
    case, speech = consultation.case, consultation.context.speech
    kept = case.store.export(case.sender)
    title = speech.phrases.say("export_file")
    if form == "json":
        return title, json.dumps(plain_numbers(kept), ensure_ascii=False, indent=2).encode()
    return title, export_reply(
        speech, kept, consultation.turn.as_of, speech.phrases.say("exported")
    ).text.encode()


_MAKERS: Mapping[str, Callable[[Consultation, str, str], tuple[str, bytes]]] = {
    "letter": _letter,
    "calendar": _calendar,
    "export": _export,
}
