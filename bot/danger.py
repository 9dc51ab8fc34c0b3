"""Whether somebody may be in danger: asked at every door, before everything else."""

from __future__ import annotations

from actions.care import CARE
from bot.understanding.normalizer import normalize
from bot.understanding.safety import default_screen


def danger(text: str) -> str | None:
    """The kind of danger that stands in a text and is answered with care first; None where there is none."""
    return next((finding.kind for finding in default_screen()(normalize(text)) if finding.kind in CARE), None)
