"""``advisor parse``: what is understood of each line of a stream."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, TextIO

from actions.care import CARE
from bot.assistant import Assistant, cleaned
from bot.commands.train import NO_MODEL, ready_model
from bot.exact_json import dumps
from bot.training import TrainingError
from bot.understanding.contract import printed
from bot.understanding.understanding import Understanding


def run(lines: Iterable[str], out: TextIO, as_of: date, why: bool = False) -> int:
    """Read messages, one a line; print one JSON line each, at once, so that a program can talk with us.

    :param why: with a field ``why`` that tells what decided.
    """
    try:
        model = ready_model(sys.stderr)
    except TrainingError as error:
        print(f"没有模型可用：\n{error}", file=sys.stderr)
        return NO_MODEL
    asyncio.run(_parse(model, lines, out, as_of, why))
    return 0


async def _parse(model: Any, lines: Iterable[str], out: TextIO, as_of: date, why: bool) -> None:
    assistant = await Assistant.load(model)
    for line in lines:
        text = line.rstrip("\r\n")
        understood = await assistant.parse(text, as_of, why)
        printed = record(text, understood) | ({"why": explanation(text, understood)} if why else {})
        print(dumps(printed), file=out, flush=True)


def record(text: str, understood: Understanding) -> dict[str, Any]:
    """The fields that are printed for one message."""
    return {
        "text": text,
        "topic": understood.topic,
        "confidence": round(understood.confidence, 4),
        "facts": printed(understood.facts),
    }


def explanation(text: str, understood: Understanding) -> dict[str, Any]:
    """What decided: the safety screen or the classifier; the runners-up; what spoke for the first against the second.

    ``reasons`` are the classifier's own, also where the screen overruled it; weights are log odds.
    """
    said = cleaned(text)
    ranking = [
        {"topic": topic, "confidence": round(confidence, 4)} for topic, confidence in understood.ranking
    ]
    safety = [
        {"kind": each["kind"], "entry": each["entry"], "text": said[each["start"] : each["end"]]}
        for each in understood.safety
    ]
    overruled = any(each["kind"] in CARE for each in safety)
    return {
        "decided_by": "safety" if overruled else "classifier",
        "unsure": understood.unsure,
        "ranking": ranking,
        "reasons": [{**each, "weight": round(each["weight"], 2)} for each in understood.reasons],
        "safety": safety,
    }
