"""What to keep, to be ticked off."""

from __future__ import annotations

from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.assessment import Assessment


def evidence_card(found: Assessment, phrases: Phrases) -> Card | None:
    """What is worth keeping in this case; it adds to the text. None without any."""
    if not found.evidence:
        return None
    items = [
        {
            "id": each.id,
            "what": each.what,
            "how": each.how,
            "why": each.why,
            "strength": each.strength,
            "strength_note": phrases.strength(each.strength),
        }
        for each in found.evidence
    ]
    return Card("evidence", "", {"title": phrases.say("card_evidence"), "items": items})
