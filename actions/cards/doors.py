"""Where to complain or find help, in the order in which to go there."""

from __future__ import annotations

from typing import Any

from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.assessment import Assessment, Channel


def channels_card(found: Assessment, phrases: Phrases) -> Card | None:
    """The channels for this case; it adds to the text. None without any."""
    if not found.channels:
        return None
    ordered = sorted(found.channels, key=lambda channel: channel.order)
    return Card(
        "channels",
        "",
        {"title": phrases.say("card_channels"), "items": [_item(each, phrases) for each in ordered]},
    )


def _item(channel: Channel, phrases: Phrases) -> dict[str, Any]:
    return {
        "id": channel.id,
        "name": channel.name,
        "contact": channel.contact,
        "scope": channel.scope,
        "answer": _answer(channel, phrases),
        "caution": next(iter(channel.cautions), ""),
        "strength": channel.strength,
        "strength_note": phrases.strength(channel.strength),
    }


def _answer(channel: Channel, phrases: Phrases) -> str:
    if channel.answer_within_days is None:
        return ""
    if channel.longest_days is None:
        return phrases.say("card_answer", days=channel.answer_within_days)
    return phrases.say("card_answer_longest", days=channel.answer_within_days, longest=channel.longest_days)
