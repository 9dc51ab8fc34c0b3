"""What is said first to somebody who comes back on a later day: what is remembered, and which day is near."""

from __future__ import annotations

from datetime import timedelta

from actions import wording
from actions.consultation import Consultation
from actions.days import days

SOON = timedelta(days=7)


def welcome_back(consultation: Consultation) -> str:
    """The known facts in a few words and the days of the coming week; nothing when nothing is known."""
    say, as_of = consultation.context.speech.phrases.say, consultation.turn.as_of
    facts = consultation.context.speech.facts(consultation.facts, as_of)
    parts = [say("resumed", facts=facts)] if facts else []
    near = [
        say("day_near", what=what, day=wording.day(day, as_of), days=(day - as_of).days)
        for what, day in days(consultation)
        if day <= as_of + SOON
    ]
    if near:
        parts.append(say("days_near", days="；".join(near)))
    return "".join(parts)
