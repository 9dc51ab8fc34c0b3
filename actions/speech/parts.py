"""Small helpers of the speech: lists, joins, grounds and dates; nothing here knows a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from rules_engine.model.assessment import Action, Assessment, NextStep

MOST_STEPS = 3
MOST_NEXT = 4
MOST_BASIS = 4
MOST_CHOICES = 6


def listed(head: str, lines: Iterable[str]) -> str:
    """A heading with a list under it; nothing without lines."""
    items = [f"· {line}" for line in lines]
    return "\n".join([head, *items] if head else items) if items else ""


def joined(blocks: Iterable[str], gap: str = "\n\n") -> str:
    """The blocks that say something, with a gap between them."""
    return gap.join(block for block in blocks if block)


def grounds(parts: Iterable[Any]) -> list[str]:
    """The norms the parts of an assessment rest on."""
    return [ref for part in parts for ref in part.basis]


def unique(refs: Iterable[str]) -> list[str]:
    """Each once, in order."""
    return list(dict.fromkeys(refs))


def ahead(steps: Sequence[NextStep], as_of: date) -> list[NextStep]:
    """Steps whose window is not over, in order of time; of too many, those already usual longest go first."""
    open_steps = [step for step in steps if step.latest is None or step.latest >= as_of]
    ordered = sorted(open_steps, key=lambda step: step.earliest or as_of)
    return ordered[-MOST_NEXT:]


def by_days(found: Assessment) -> bool:
    """Whether the stage rests on the day count, not on a paper."""
    return found.stage is None or (found.stage.days_from, found.stage.days_to) != (None, None)


def deadline_actions(found: Assessment) -> list[Action]:
    """What is to be done because a deadline runs."""
    ids = {deadline.id for deadline in found.deadlines}
    return [action for action in found.actions if action.id in ids]


def due(within_days: int | None, as_of: date) -> date | None:
    """The last day for something to be done within so many days."""
    return None if within_days is None else as_of + timedelta(days=within_days)


def plain(action: Action) -> dict[str, Any]:
    """An action for programs."""
    return {"id": action.id, "text": action.text, "due": action.due.isoformat() if action.due else None}
