"""A case in time: what has been, today, what runs, what may come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actions import wording
from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.assessment import Assessment, NextStep
from rules_engine.model.facts import Fact
from rules_engine.model.norms import FIRM_STRENGTHS


def timeline_card(
    found: Assessment,
    steps: Sequence[tuple[NextStep, str]],
    facts: Mapping[str, Any],
    known: Mapping[str, Fact],
    phrases: Phrases,
    text: str,
) -> Card | None:
    """The steps (each with its window in words) that ``text`` lists, beside the days of the case; None without steps.

    How likely a step is, is said to be our estimate unless the law alone decides all of them.
    """
    if not steps:
        return None
    marks = sorted(_marks(found, facts, known, phrases), key=lambda mark: str(mark["day"]))
    content = {
        "title": phrases.say("next_steps").rstrip("："),
        "today": found.as_of.isoformat(),
        "marks": marks,
        "spans": [_span(step, window) for step, window in steps],
        "note": phrases.say("likelihood_note") if is_guessed(step for step, _ in steps) else "",
    }
    return Card("timeline", text, content)


def is_guessed(steps: Iterable[NextStep]) -> bool:
    """Whether one of the steps rests on something weaker than law."""
    return any(step.strength not in FIRM_STRENGTHS for step in steps)


def _span(step: NextStep, window: str) -> dict[str, Any]:
    return {
        "id": step.id,
        "label": step.name,
        "from": step.earliest.isoformat() if step.earliest else None,
        "to": step.latest.isoformat() if step.latest else None,
        "likelihood": step.likelihood,
        "strength": step.strength,
        "firm": step.strength in FIRM_STRENGTHS,
        "window": window,
        "why": step.why,
        "who": step.who,
    }


def _marks(
    found: Assessment, facts: Mapping[str, Any], known: Mapping[str, Fact], phrases: Phrases
) -> Iterator[dict[str, Any]]:
    as_of = found.as_of
    if due := _due_day(facts, as_of):
        yield _mark(due, phrases.say("card_due_day"), "due", as_of)
    channels = _labels(known["contacts"], "channel")
    for contact in facts.get("contacts") or ():
        if contact.get("date"):
            label = channels.get(contact.get("channel", ""), phrases.say("card_contact"))
            yield _mark(date.fromisoformat(contact["date"]), label, "contact", as_of)
    papers = _labels(known["documents"], "kind")
    for paper in facts.get("documents") or ():
        label = papers.get(paper.get("kind", ""), phrases.say("card_paper"))
        if paper.get("received"):
            yield _mark(date.fromisoformat(paper["received"]), label, "paper", as_of)
        if paper.get("hearing"):
            yield _mark(date.fromisoformat(paper["hearing"]), phrases.say("card_hearing"), "hearing", as_of)
    for deadline in found.deadlines:
        if deadline.due:
            yield _mark(deadline.due, deadline.name, "deadline", as_of)


def _due_day(facts: Mapping[str, Any], as_of: date) -> date | None:
    if due := facts.get("due_date"):
        return date.fromisoformat(str(due))
    days = facts.get("days_overdue")
    return None if days is None else as_of - timedelta(days=int(days))


def _labels(fact: Fact, name: str) -> Mapping[str, str]:
    return next(field.values or {} for field in fact.fields if field.id == name)


def _mark(day: date, label: str, kind: str, as_of: date) -> dict[str, Any]:
    return {"day": day.isoformat(), "label": label, "kind": kind, "when": wording.day(day, as_of)}
