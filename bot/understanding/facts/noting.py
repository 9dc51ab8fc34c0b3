"""记一下，…: the person wants something noted, whatever else the sentence looks like."""

from __future__ import annotations

import re

from bot.understanding.normalizer import NormalizedText

_NOTES = re.compile(r"(?:请|麻烦|帮我|给我|再|你)*记(?:一下|上|个|录|下)")


def asks_to_note(text: NormalizedText) -> bool:
    """Whether the message begins by asking to note what follows."""
    return _NOTES.match(text.text) is not None
