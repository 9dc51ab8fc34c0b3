"""Facts: how many sentences were read exactly, and whether what is wrong was left out or asserted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.judged import Judged


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Sentences read exactly; of the others, which facts are missing and which were asserted wrongly."""
    wrong = [each for each in judged if each.facts != each.expected.facts]
    return {
        "sentences": len(judged),
        "exact": len(judged) - len(wrong),
        "accuracy": (len(judged) - len(wrong)) / len(judged),
        "asserted_wrongly": sum(bool(_asserted(each)) for each in wrong),
        "wrong": [
            {"text": each.expected.text, "missing": _missing(each), "asserted": _asserted(each)}
            for each in wrong
        ],
    }


def _missing(each: Judged) -> list[str]:
    return sorted(set(each.expected.facts or {}) - set(each.facts))


def _asserted(each: Judged) -> list[str]:
    """Facts that were stated and are not what the sentence says."""
    expected = each.expected.facts or {}
    return sorted(name for name, value in each.facts.items() if expected.get(name) != value)
