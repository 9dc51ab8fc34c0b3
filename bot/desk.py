"""Where every message arrives, whatever door it came through.

In this order: clean the text, look for danger, take buttons at their word, let the assistant understand the
rest. Care for a person in danger needs neither model nor database, so it is given first and at once; and a
reply always comes, whatever fails behind it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from prometheus_client import Counter, Histogram

from actions.care import CARE, static_reply
from actions.case.store import CaseStoreError
from actions.context import context
from actions.shortcuts import Shortcut, shortcut
from bot import training
from bot.assistant import Assistant
from bot.messages import as_message
from bot.understanding.normalizer import normalize
from bot.understanding.safety import default_screen

log = logging.getLogger(__name__)

TURNS = Counter("oa_turns_total", "Messages answered", ["outcome"])
SECONDS = Histogram("oa_turn_seconds", "Seconds to answer a message")
CRISES = Counter("oa_crisis_total", "Messages answered with care first")

MOST_CHARACTERS = 1000
_COMMAND = re.compile(r"\s*[/／]\s*[A-Za-z_]")  # what Rasa would obey from anybody


class Desk:
    """Answers messages; loads the assistant when it is first needed, or when told to prepare.

    :param assistant: one that is loaded already.
    :param model: finds the model to load, training it first when it must (may take a minute).
    """

    def __init__(
        self, assistant: Assistant | None = None, model: Callable[[], Path] = training.train
    ) -> None:
        self._assistant = assistant
        self._model = model
        self._loading = asyncio.Lock()

    async def respond(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        """The messages that answer a text; never empty, never raises.

        :param sender: the conversation.
        :param text: as it was typed: any length, any characters.
        :param as_of: the day dates are worked out for.
        """
        started = time.monotonic()
        try:
            messages = await self._answer(sender, clean(text), as_of)
            TURNS.labels("answered").inc()
        except Exception as error:  # the last line: whatever failed, a person gets a reply
            log.error("a turn failed: %s", type(error).__name__)
            TURNS.labels("failed").inc()
            messages = [as_message(static_reply("failure"))]
        SECONDS.observe(time.monotonic() - started)
        return messages

    async def prepare(self) -> None:
        """Load the assistant now, so that the first message need not wait."""
        try:
            await self._ready()
        except Exception as error:  # the first message tries again, and is answered statically if that fails
            log.error("the assistant did not load: %s", type(error).__name__)

    def checks(self) -> dict[str, bool]:
        """What must work for an answer of full quality, by name."""
        return {"assistant": self._assistant is not None, "cases": _cases_answer()}

    async def _answer(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        care = next(
            (finding.kind for finding in default_screen()(normalize(text)) if finding.kind in CARE), None
        )
        if care:
            CRISES.inc()
            return [as_message(static_reply(care))]
        if not text:
            return [_phrase("empty")]
        if not any(character.isalnum() for character in text):
            return [_phrase("no_words")]
        if _COMMAND.match(text):
            return [_phrase("no_commands")]
        notes = [_phrase("too_long")] if len(text) > MOST_CHARACTERS else []
        text = text[:MOST_CHARACTERS]
        assistant = await self._ready()
        known = _shortcut(sender, text)
        if known:
            metadata = {"facts": dict(known.facts), "skip": known.skip}
            return [*notes, *await assistant.trigger(sender, known.intent, as_of, metadata)]
        return [*notes, *await assistant.respond(sender, text, as_of)]

    async def _ready(self) -> Assistant:
        async with self._loading:
            if self._assistant is None:
                self._assistant = await Assistant.load(await asyncio.to_thread(self._model))
        return self._assistant


def clean(text: str) -> str:
    """The text without controls, surrogates and outer space; line breaks stay."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return "".join(kept).strip()


def _phrase(phrase: str) -> dict[str, Any]:
    return as_message(context().speech.plain(phrase, phrase))


def _shortcut(sender: str, text: str) -> Shortcut | None:
    try:
        asked = context().cases.state(sender).get("asked")
    except CaseStoreError:
        asked = None
    return shortcut(text, asked, context().speech)


def _cases_answer() -> bool:
    try:
        context().cases.state("readiness")
    except Exception as error:  # readiness reports, it never fails itself
        log.warning("the case store does not answer: %s", type(error).__name__)
        return False
    return True
