"""Reported things in words: contacts, papers and complaints with their days, blanks where a day was not told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from actions import wording
from actions.letters.values import Case, blank, full_day

Item = Mapping[str, Any]
Moment = tuple[bool, str, str]


def moment(item: Item, day: str) -> Moment:
    """The sorting key of a reported thing: by its day and hour, undated ones last."""
    when = item.get(day)
    return when is None, str(when), str(item.get("time", ""))


def in_order(case: Case, list_id: str, day: str) -> list[Item]:
    """The reported things of a list in the order of their days."""
    return sorted(case.facts.get(list_id) or (), key=lambda item: moment(item, day))


def day(case: Case, when: str | None) -> str:
    """A reported day, or a blank for it."""
    return full_day(when) if when else blank(case.phrases, case.phrases.say("letter_which_day"))


def contact(case: Case, item: Item) -> str:
    """``2026年11月22日（周日）22:40，方式：电话，对象：家人，行为：辱骂``; day and hour are blanks when not told."""
    time = item.get("time") or blank(case.phrases, case.phrases.say("letter_what_time"))
    return "，".join([f"{day(case, item.get('date'))}{time}", *details(case, item)])


def details(case: Case, item: Item) -> Iterator[str]:
    """Everything told of a contact besides its moment."""
    for field in case.book.quantities.facts["contacts"].fields:
        value = item.get(field.id)
        if field.id not in ("date", "time") and value not in (None, []):
            said = wording.fact_value(field, value, case.found.as_of)
            yield case.phrases.say("letter_field", name=field.name, value=said)
