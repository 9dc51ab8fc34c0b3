"""``advisor parse``: what is understood of each line of a stream."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from bot.assistant import Assistant
from bot.commands.train import NO_MODEL, ready_model
from bot.exact_json import dumps
from bot.training import TrainingError
from bot.understanding.understanding import Understanding


def run(lines: Iterable[str], out: TextIO, as_of: date) -> int:
    """Read messages, one a line; print one JSON line each, at once, so that a program can talk with us."""
    try:
        model = ready_model(sys.stderr)
    except TrainingError as error:
        print(f"没有模型可用：\n{error}", file=sys.stderr)
        return NO_MODEL
    asyncio.run(_parse(model, lines, out, as_of))
    return 0


async def _parse(model: Any, lines: Iterable[str], out: TextIO, as_of: date) -> None:
    assistant = await Assistant.load(model)
    for line in lines:
        text = line.rstrip("\r\n")
        print(dumps(record(text, await assistant.parse(text, as_of))), file=out, flush=True)


def record(text: str, understood: Understanding) -> dict[str, Any]:
    """The fields that are printed for one message."""
    return {
        "text": text,
        "topic": understood.topic,
        "confidence": round(understood.confidence, 4),
        "facts": dict(understood.facts),
    }
