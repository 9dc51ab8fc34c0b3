"""The names a letter's ``{name}`` may use, and what each is in a case: a fact in words, or a blank to fill by hand.

A number the person was vague about is a blank too, with what they said beside it: a letter is exact or open.
Nothing is worked out here; sums and last days come from the assessment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions import wording
from actions.phrases import Phrases
from rules_engine import Assessment, Rulebook
from rules_engine.model.facts import Fact, Field

# A day is written without its year only beside a day of the same year: beside this one it always has it.
_LONG_AGO = date.min
# What the engine widens when a person was vague.
_VAGUE_TYPES = ("int", "money")
_SUMS = ("accrued", "daily")


@dataclass(frozen=True)
class Case:
    """What a letter is filled from; ``labels`` are the letter's own names for blanks."""

    facts: Mapping[str, Any]
    found: Assessment
    book: Rulebook
    phrases: Phrases
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_vague(self) -> bool:
        """Whether some number was rough."""
        return bool(self.facts.get("approx"))


def full_day(when: date | str) -> str:
    """A date with its year, as letters write it: ``2026年12月8日（周二）``."""
    return wording.day(when if isinstance(when, date) else date.fromisoformat(when), _LONG_AGO)


def names(book: Rulebook) -> Iterator[str]:
    """Every name a letter may use: facts, ``as_of``, ``cost.…``, ``deadline.…``, ``document.…``, ``complaint.…``."""
    yield "as_of"
    for fact in book.quantities.facts.values():
        if not (fact.derived or fact.type == "list" or fact.id == "approx"):
            yield fact.id
    for table in ("deadlines", "replies"):
        yield from (f"deadline.{rule.id}" for rule in book.tables[table].rules)
    yield from (f"document.{kind}" for kind in words(book, "documents", "kind"))
    yield from (f"complaint.{to}" for to in words(book, "complaints", "to"))
    yield from (f"cost.{name}" for name in _SUMS)


def words(book: Rulebook, list_id: str, field_id: str) -> Mapping[str, str]:
    """What each value of a field of a reported thing is called."""
    return entry(book.quantities.facts[list_id], field_id).values or {}


def entry(fact: Fact, field_id: str) -> Field:
    """A field of a list fact."""
    return next(item for item in fact.fields if item.id == field_id)


def is_known(case: Case, name: str) -> bool:
    """Whether the case knows what ``name`` stands for, be it vaguely; an empty list is nothing known."""
    if name in case.book.quantities.facts:
        return case.facts.get(name) not in (None, "", [])
    return _derived(case, name) is not None


def say(case: Case, name: str) -> str:
    """What ``name`` stands for, in words; a blank where it is unknown or vague."""
    fact = case.book.quantities.facts.get(name)
    if fact is None:
        return _derived(case, name) or blank(case.phrases, _label(case, name))
    label = case.labels.get(name, fact.name)
    value = case.facts.get(name)
    if value in (None, "", []):
        return blank(case.phrases, label)
    said = clean(str(value)) if fact.type == "text" else _in_words(fact, value)
    if case.is_vague and fact.type in _VAGUE_TYPES:
        return blank(case.phrases, case.phrases.say("letter_vague", what=label, value=said))
    return said


def blank(phrases: Phrases, what: str) -> str:
    """A place to be filled in by hand."""
    return phrases.say("letter_blank", what=what)


def clean(told: str) -> str:
    """What a person typed as one line that any file format can hold."""
    line = " ".join(told.split())
    return "".join(character for character in line if character.isprintable())


def _in_words(fact: Fact, value: Any) -> str:
    return full_day(value) if fact.type == "date" else wording.fact_value(fact, value, _LONG_AGO)


def _derived(case: Case, name: str) -> str | None:
    family, _, member = name.partition(".")
    if family == "as_of":
        return full_day(case.found.as_of)
    if family == "cost":
        return _sum(case, member)
    if family == "deadline":
        limits = (*case.found.deadlines, *case.found.replies)
        due = next((limit.due for limit in limits if limit.id == member and limit.due), None)
        return full_day(due) if due else None
    list_id, key, day = ("documents", "kind", "received") if family == "document" else _COMPLAINT
    items = case.facts.get(list_id) or ()
    told = next((item[day] for item in items if item.get(key) == member and item.get(day)), None)
    return full_day(told) if told else None


_COMPLAINT = ("complaints", "to", "filed")


def _sum(case: Case, member: str) -> str | None:
    """A sum of the assessment; none from vague facts, for it would look exact."""
    amount = getattr(case.found.cost, member) if case.found.cost and not case.is_vague else None
    return None if amount is None else wording.money(amount)


def _label(case: Case, name: str) -> str:
    """What an unknown derived name is called in its blank."""
    if name in case.labels:
        return case.labels[name]
    family, _, member = name.partition(".")
    say_ = case.phrases.say
    if family == "document":
        return say_("letter_received_on", kind=words(case.book, "documents", "kind")[member])
    if family == "complaint":
        return say_("letter_filed_on", to=words(case.book, "complaints", "to")[member])
    if family == "deadline":
        return say_("letter_due", name=case.book.rule(member)[1].name)
    return say_("letter_sum")
