"""The form of the assessment: what was entered, what facts it states, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

from bot.pages.numbers import Stated, read_count, read_day, read_days, read_rate, read_sum, read_time
from rules_engine import FactsError, Rulebook, read_facts
from rules_engine.model.quantities import UnfitValue

_MOST_FIELDS = 300
_LONGEST = 200  # characters of an entry that are kept
_FIELD_OF = {
    "days_overdue": "days",
    "due_date": "due",
    "amount": "amount",
    "principal": "principal",
    "daily_rate": "rate",
    "annual_rate": "rate",
}
_CONTACT = ("date", "time", "channel", "recipient", "count")


@dataclass(frozen=True)
class Entered:
    """The entries of a form by the names of their fields."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The entry of a field; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "").strip()

    def many(self, name: str) -> tuple[str, ...]:
        """The ticked boxes of a group."""
        return self.fields.get(name, ())

    def texts(self) -> Iterator[str]:
        """Everything that was entered."""
        return (text for texts in self.fields.values() for text in texts)


@dataclass(frozen=True)
class Problem:
    """Something that cannot be read: the id of its field, and what to do about it."""

    field: str
    text: str


@dataclass(frozen=True)
class Filled:
    """A form that was sent: the facts it states as far as it can be read."""

    entered: Entered
    facts: Mapping[str, Any]
    problems: tuple[Problem, ...]


def entered(body: bytes) -> Entered | None:
    """The entries of a form-encoded body; None where it holds more than any form of ours."""
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        return None
    fields: dict[str, tuple[str, ...]] = {}
    for name, text in pairs:
        fields[name] = (*fields.get(name, ()), text[:_LONGEST])
    return Entered(fields)


def read_form(sent: Entered, book: Rulebook, errors: Mapping[str, str], as_of: date) -> Filled:
    """The facts a form states, and everything that is wrong with it at once."""
    return _Reader(sent, book, errors, as_of).filled()


class _Reader:
    """Reads one form and collects what is wrong with it."""

    def __init__(self, sent: Entered, book: Rulebook, errors: Mapping[str, str], as_of: date) -> None:
        self._sent = sent
        self._book = book
        self._errors = errors
        self._as_of = as_of
        self._problems: list[Problem] = []
        self._rough = bool(sent.one("rough"))

    def filled(self) -> Filled:
        facts = {name: value for name, value in self._facts() if value is not None}
        if self._rough and facts.keys() & {"days_overdue", "amount", "principal"}:
            facts["approx"] = True
        if not self._problems:
            self._check(facts)
        return Filled(self._sent, facts, tuple(self._problems))

    def _facts(self) -> Iterator[tuple[str, Any]]:
        yield "product", self._choice("product", "product")
        yield from self._number("days", partial(read_days, as_of=self._as_of))
        yield "due_date", self._day("due", "due_date")
        for name in ("amount", "principal"):
            yield from self._number(name, partial(read_sum, fact=name, as_of=self._as_of))
        yield from self._number("rate", partial(read_rate, as_of=self._as_of))
        yield "documents", self._papers()
        yield "hardship", list(self._ticked("hardship", "hardship")) or None
        yield "negotiation", self._choice("negotiation", "negotiation")
        yield "contact_kept", self._yes_or_no("contact_kept")
        yield "contacts", self._contacts()

    def _number(self, name: str, read: Callable[[str], Stated | None]) -> Iterator[tuple[str, Any]]:
        text = self._sent.one(name)
        if not text:
            return
        stated = read(text)
        if stated is None:
            self._wrong(name, "below_nought" if text[0] in "-－−" else name, entry=text)
            return
        self._rough = self._rough or stated.rough
        if self._fits(name, stated.fact, stated.value):
            yield stated.fact, stated.value

    def _day(self, name: str, key: str, past: bool = False) -> str | None:
        text = self._sent.one(name)
        if not text:
            return None
        day = read_day(text)
        if day is None:
            self._wrong(name, "day", entry=text, what=self._called(name, key))
        elif past and day > self._as_of:
            self._wrong(name, "day_ahead", what=self._called(name, key))
        elif self._fits(name, key, day.isoformat()):
            return day.isoformat()
        return None

    def _papers(self) -> list[dict[str, str]] | None:
        ticked = self._ticked("paper", "document.kind")
        if self._sent.one("papers_none") and ticked:
            self._wrong("papers_none", "papers_none")
        papers = [self._paper(kind) for kind in ticked]
        for name in self._sent.fields:
            kind = name.removeprefix("paper_day_")
            if kind != name and self._is_value("document.kind", kind) and kind not in ticked:
                self._unticked(name, kind)
        return papers or ([] if self._sent.one("papers_none") else None)

    def _paper(self, kind: str) -> dict[str, str]:
        days = {
            "received": self._day(f"paper_day_{kind}", "document.received", past=True),
            "hearing": self._day(f"hearing_{kind}", "document.hearing"),
        }
        return {"kind": kind, **{name: day for name, day in days.items() if day}}

    def _unticked(self, name: str, kind: str) -> None:
        if self._sent.one(name):
            self._wrong(name, "paper_unticked", paper=self._book.quantities["document.kind"].values[kind])

    def _contacts(self) -> list[dict[str, Any]] | None:
        acts = self._ticked("act", "contact.acts")
        told = {
            "date": self._day("contact_date", "contact.date", past=True),
            "time": self._time("contact_time"),
            "channel": self._choice("contact_channel", "contact.channel"),
            "recipient": self._choice("contact_recipient", "contact.recipient"),
            "count": self._count("contact_count"),
            "acts": list(acts) or None,
        }
        contact = {name: value for name, value in told.items() if value is not None}
        return [contact] if contact else None

    def _time(self, name: str) -> str | None:
        text = self._sent.one(name)
        time = read_time(text) if text else None
        if text and time is None:
            self._wrong(name, "time", entry=text)
        return time

    def _count(self, name: str) -> int | None:
        text = self._sent.one(name)
        if not text:
            return None
        count = read_count(text)
        if count is None:
            self._wrong(name, "count", entry=text)
        elif self._fits(name, "contact.count", count):
            return count
        return None

    def _choice(self, name: str, key: str) -> str | None:
        value = self._sent.one(name)
        if not value or self._is_value(key, value):
            return value or None
        self._wrong(name, "choice")
        return None

    def _yes_or_no(self, name: str) -> bool | None:
        value = self._sent.one(name)
        if value not in ("", "yes", "no"):
            self._wrong(name, "choice")
        return {"yes": True, "no": False}.get(value)

    def _ticked(self, name: str, key: str) -> tuple[str, ...]:
        """The ticked values of a group, each once, in the order of the dictionary."""
        known = self._book.quantities[key].values
        ticked = set(self._sent.many(name))
        if ticked - known.keys():
            self._wrong(name, "choice")
        return tuple(value for value in known if value in ticked)

    def _is_value(self, key: str, value: str) -> bool:
        return value in self._book.quantities[key].values

    def _fits(self, name: str, key: str, value: Any) -> bool:
        quantity = self._book.quantities[key]
        try:
            quantity.read(value)
        except UnfitValue:
            low, high = quantity.say(quantity.low), quantity.say(quantity.high)
            self._wrong(name, "range", what=self._called(name, key), low=low, high=high)
            return False
        return True

    def _called(self, name: str, key: str) -> str:
        """What a field is called; the days of a paper are told apart by the paper."""
        quantities = self._book.quantities
        kind = name.removeprefix("paper_day_").removeprefix("hearing_")
        return f"{quantities['document.kind'].values.get(kind, '')}{quantities[key].name}"

    def _check(self, facts: Mapping[str, Any]) -> None:
        """What only the dictionary knows to be wrong is told as well."""
        try:
            read_facts(self._book, facts)
        except FactsError as error:
            for problem in error.problems:
                self._wrong(_FIELD_OF.get(problem.fact, "product"), "other")

    def _wrong(self, name: str, error: str, **values: str) -> None:
        self._problems.append(Problem(name, self._errors[error].format(**values)))
