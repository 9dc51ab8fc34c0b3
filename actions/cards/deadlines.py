"""Running time limits: how long is left, how it is counted, what follows when the day passes."""

from __future__ import annotations

from datetime import date
from typing import Any

from actions import wording
from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.assessment import Assessment, Deadline


def deadlines_card(found: Assessment, phrases: Phrases) -> Card | None:
    """The time limits whose last day is known, the nearest first; it adds to the text. None without any."""
    dated = [each for each in found.deadlines if each.due is not None]
    if not dated:
        return None
    items = [_item(each, found, phrases) for each in sorted(dated, key=lambda each: str(each.due))]
    return Card("deadline", "", {"items": items, "calendar": phrases.say("calendar_button")})


def _item(deadline: Deadline, found: Assessment, phrases: Phrases) -> dict[str, Any]:
    assert deadline.due is not None
    return {
        "id": deadline.id,
        "name": deadline.name,
        "due": deadline.due.isoformat(),
        "when": wording.day(deadline.due, found.as_of),
        "days_left": (deadline.due - found.as_of).days,
        "counting": counting(deadline, found.as_of, phrases),
        "consequence": deadline.consequence,
        "caution": next(iter(deadline.cautions), ""),
        "strength": deadline.strength,
        "strength_note": phrases.strength(deadline.strength),
    }


def counting(deadline: Deadline, as_of: date, phrases: Phrases) -> str:
    """How the last day is counted, in words; nothing while the day it counts from is unknown."""
    start = deadline.counted_from
    return phrases.say(f"counting_{deadline.counting}", start=wording.day(start, as_of)) if start else ""
