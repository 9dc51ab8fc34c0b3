"""What being late costs, today and later."""

from __future__ import annotations

from typing import Any

from actions import wording
from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.assessment import Assessment, Cost, Projection


def cost_card(cost: Cost, found: Assessment, phrases: Phrases, text: str) -> Card:
    """The sums that ``text`` tells, as points in time."""
    assert cost.accrued is not None
    today = Projection(found.as_of, cost.accrued, cost.principal + cost.accrued)
    later = [point for point in cost.projection if point.date > found.as_of]
    daily = phrases.say("cost_daily", daily=wording.money(cost.daily)) if cost.daily is not None else ""
    content = {
        "title": phrases.say("card_cost"),
        "principal": str(cost.principal),
        "points": [_point(point, found) for point in (today, *later)],
        "daily_text": daily,
        "assumptions": list(cost.assumptions),
    }
    return Card("cost", text, content)


def _point(point: Projection, found: Assessment) -> dict[str, Any]:
    return {
        "date": point.date.isoformat(),
        "when": wording.day(point.date, found.as_of),
        "accrued": str(point.accrued),
        "total": str(point.total),
        "accrued_text": wording.money(point.accrued),
        "total_text": wording.money(point.total),
    }
