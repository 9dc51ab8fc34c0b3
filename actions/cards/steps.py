"""What to do now, each with its last day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from actions import wording
from actions.cards.card import Card
from actions.phrases import Phrases


def steps_card(
    steps: Sequence[tuple[str, date | None]], as_of: date, phrases: Phrases, running: Collection[str] = ()
) -> Card | None:
    """The steps, numbered; those whose text is among ``running`` have a legal time limit. None without steps."""
    if not steps:
        return None
    told = [(text.rstrip("。"), due) for text, due in steps]
    lines = [f"{number}. {_line(text, due, as_of, phrases)}" for number, (text, due) in enumerate(told, 1)]
    heading = phrases.say("do")
    urgent = {text.rstrip("。") for text in running}
    items = [
        {
            "text": text,
            "due": due.isoformat() if due else None,
            "when": phrases.say("card_by", due=wording.day(due, as_of)) if due else "",
            "urgent": text in urgent,
        }
        for text, due in told
    ]
    return Card("steps", "\n".join([heading, *lines]), {"title": heading.rstrip("："), "items": items})


def _line(text: str, due: date | None, as_of: date, phrases: Phrases) -> str:
    return phrases.say("do_by", text=text, due=wording.day(due, as_of)) if due else text
