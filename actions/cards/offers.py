"""The ways to pay by instalments, and how much of what is spare each takes."""

from __future__ import annotations

from typing import Any

from actions import wording
from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.plan import Offer, Plan


def offers_card(plan: Plan, text: str, phrases: Phrases) -> Card | None:
    """The offers that ``text`` lists and their neighbours; None where the text lists none."""
    if not text:
        return None
    title = phrases.say("plan_table").rstrip("：")
    return Card("plan", text, {"title": title, "rows": [_row(offer, plan) for offer in plan.offers]})


def _row(offer: Offer, plan: Plan) -> dict[str, Any]:
    left = offer.left_for_living
    return {
        "months": offer.months,
        "monthly_text": wording.money(offer.monthly),
        "left_text": wording.money(left) if offer.can_be_kept else "",
        "kept": offer.can_be_kept,
        "share": float(round(offer.monthly / plan.spare, 2)) if plan.spare else None,
    }
