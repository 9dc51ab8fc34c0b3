"""The noted contacts as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actions import wording
from actions.cards.card import Card
from actions.phrases import Phrases
from rules_engine.model.assessment import Assessment
from rules_engine.model.facts import Fact

_COLUMNS = ("number", "day", "time", "channel", "recipient", "acts", "verdict")


def ledger_card(
    contacts: Sequence[Mapping[str, Any]], found: Assessment, fact: Fact, phrases: Phrases, text: str
) -> Card:
    """Every contact that ``text`` lists, by day; those without a day come first, as in the text."""
    verdicts = {judged.number: judged.verdict for judged in found.contacts}
    numbered = sorted(enumerate(contacts, 1), key=lambda one: (str(one[1].get("date", "")), one[0]))
    rows = [
        _row(number, contact, verdicts.get(number) or "undecided", fact, phrases, found.as_of)
        for number, contact in numbered
    ]
    columns = [phrases.say(f"card_column_{name}") for name in _COLUMNS]
    return Card("ledger", text, {"title": phrases.say("card_ledger"), "columns": columns, "rows": rows})


def _row(
    number: int, contact: Mapping[str, Any], verdict: str, fact: Fact, phrases: Phrases, as_of: date
) -> dict[str, Any]:
    labels = {field.id: field.values or {} for field in fact.fields}
    acts = [labels["acts"].get(act, act) for act in contact.get("acts", ())]
    day = contact.get("date")
    return {
        "number": number,
        "day": wording.day(date.fromisoformat(day), as_of) if day else "",
        "time": contact.get("time", ""),
        "channel": labels["channel"].get(contact.get("channel", ""), ""),
        "recipient": labels["recipient"].get(contact.get("recipient", ""), ""),
        "acts": "、".join(acts),
        "count": int(contact.get("count") or 1),
        "verdict": verdict,
        "verdict_text": phrases.say(f"verdict_{verdict}"),
    }
