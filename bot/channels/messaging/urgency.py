"""Whether a message is to be answered before all others of the person."""

from __future__ import annotations

from actions.care import CARE
from bot.understanding.normalizer import normalize
from bot.understanding.safety import default_screen

_READ = 2_000  # characters


def is_urgent(text: str) -> bool:
    """Whether somebody may be in danger: such a message waits behind nothing."""
    return any(finding.kind in CARE for finding in default_screen()(normalize(text[:_READ])))
