"""What is said to a person, before any channel has given it a form.

Neutral on purpose: a channel turns choices into buttons, a menu or numbered lines. ``data`` carries the same
answer for programs (stage, actions, basis), so that nobody has to read prose to test or render it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Choice:
    """A quick answer: what the button shows, and the sentence it stands for when it is pressed or typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One message to a person.

    ``text`` is complete by itself, for channels without buttons; ``choices`` are at most six; ``data`` is
    JSON-ready.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
