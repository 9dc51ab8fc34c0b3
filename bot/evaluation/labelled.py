"""Sentences that somebody has labelled, and how they are read from a file of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any


class LabelError(ValueError):
    """A line of the file is not of the shape; says which."""


@dataclass(frozen=True)
class Labelled:
    """A sentence with its topic and the other topics that are right as well, or with the facts it states.

    ``topic`` is None where only facts were labelled, ``facts`` where only a topic was.
    """

    text: str
    topic: str | None
    also: tuple[str, ...] = ()
    facts: Mapping[str, Any] | None = None


def read_labelled(path: Path) -> list[Labelled]:
    """The sentences of a file, one ``{"text", "topic", "also"}`` or ``{"text", "facts"}`` a line.

    :raises LabelError: a line is not of the shape, or there is none.
    """
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            sentences.append(_labelled(json.loads(line, parse_float=Decimal)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LabelError(
                f'第 {number} 行应是 {{"text", "topic", "also"}} 或 {{"text", "facts"}}'
            ) from error
    if not sentences:
        raise LabelError("一条句子也没有")
    return sentences


def _labelled(entry: Mapping[str, Any]) -> Labelled:
    facts = entry.get("facts")
    topic = str(entry["topic"]) if facts is None or "topic" in entry else None
    if facts is not None and not isinstance(facts, dict):
        raise TypeError
    return Labelled(str(entry["text"]), topic, tuple(entry.get("also") or ()), facts)
