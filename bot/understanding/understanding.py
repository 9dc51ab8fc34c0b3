"""What was understood of a message: what the rest of the program sees instead of Rasa's dictionaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Understanding:
    """The reading of one message.

    ``topic`` is the likeliest topic even when the conversation treats the message as not understood
    (``unsure``); it is None for a message without words. ``facts`` are JSON-ready, numbers int or Decimal.
    ``ranking`` holds topics with confidence, likeliest first; ``safety`` the findings of the screen; ``reasons``,
    only when they were asked for, what spoke for the classifier's first topic against its second.
    """

    topic: str | None
    confidence: float
    facts: Mapping[str, Any] = field(default_factory=dict)
    ranking: tuple[tuple[str, float], ...] = ()
    safety: tuple[Mapping[str, Any], ...] = ()
    unsure: bool = False
    reasons: tuple[Mapping[str, Any], ...] = ()


NOTHING = Understanding(topic=None, confidence=0.0)
"""The reading of a message without words."""
