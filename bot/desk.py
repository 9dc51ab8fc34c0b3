"""Where every message arrives, whatever door it came through.

In this order: clean the text, look for danger, cut personal identifiers out, take buttons and commands at their
word, let the assistant understand the rest. Care for a person in danger needs neither model nor database, so it is given first and at once; and a
reply always comes, whatever fails behind it.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from prometheus_client import Counter, Histogram

from actions.care import static_reply
from actions.case.store import CaseStoreError
from actions.context import context
from actions.decoding.reading import is_pasted
from actions.glossary import glossary_question
from actions.letters.choosing import called
from actions.shortcuts import Shortcut, pressed, shortcut
from bot import training
from bot.assistant import Assistant
from bot.danger import danger
from bot.masking import masked, without_masks
from bot.messages import as_message
from bot.places import place
from bot.understanding.facts.budget import read_budget
from bot.understanding.normalizer import normalize, simplified

log = logging.getLogger(__name__)

TURNS = Counter("oa_turns_total", "Messages answered", ["outcome"])
SECONDS = Histogram("oa_turn_seconds", "Seconds to answer a message")
CRISES = Counter("oa_crisis_total", "Messages answered with care first")

MOST_CHARACTERS = 1000
LEAST_PASTED = 8  # characters of a message that somebody wants read
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
            log.error("a turn failed: %s at %s", type(error).__name__, place(error))
            TURNS.labels("failed").inc()
            messages = [as_message(static_reply("failure"))]
        SECONDS.observe(time.monotonic() - started)
        return messages

    async def prepare(self) -> None:
        """Load the assistant now, so that the first message need not wait."""
        try:
            await self._ready()
            await asyncio.to_thread(lambda: context().patterns)  # read now, not while somebody waits
        except Exception as error:  # the first message tries again, and is answered statically if that fails
            log.error("the assistant did not load: %s", type(error).__name__)

    def checks(self) -> dict[str, bool]:
        """What must work for an answer of full quality, by name."""
        return {"assistant": self._assistant is not None, "cases": _cases_answer()}

    async def _answer(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        if care := danger(text):
            CRISES.inc()
            return [as_message(static_reply(care))]
        if not text:
            return [_phrase("empty")]
        if not any(character.isalnum() for character in text):
            return [_phrase("no_words")]
        if _COMMAND.match(text):
            return [_phrase("no_commands")]
        hidden = masked(text)
        notes = [_phrase("masked")] if hidden.kinds else []
        if len(hidden.text) > MOST_CHARACTERS:
            notes.append(_phrase("too_long"))
        said = hidden.text[:MOST_CHARACTERS]
        if hidden.kinds and not any(character.isalnum() for character in without_masks(said)):
            return notes
        return [*notes, *await self._understood(sender, said, as_of)]

    async def _understood(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        """The answer to a text without identifiers: a button, a command, a pasted message, or a sentence."""
        assistant = await self._ready()
        text, known = _shortcut(sender, text, as_of)
        if known is None:
            return await assistant.respond(sender, text, as_of)
        metadata = {
            "facts": dict(known.facts),
            "skip": known.skip,
            "details": dict(known.details),
            "choice": known.choice,
            "commanded": True,
        }
        messages = await assistant.trigger(sender, known.intent, as_of, metadata)
        if any(message["custom"].get("kind") == "deleted" for message in messages):
            assistant.forget(sender)  # the last turns, which Rasa keeps in memory
        return messages

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


def _shortcut(sender: str, text: str, as_of: date) -> tuple[str, Shortcut | None]:
    """What a text stands for where the conversation stands, and the text a pressed number stands for."""
    here = context()
    try:
        state = here.cases.state(sender)
    except CaseStoreError:
        state = {}
    asked, offered = state.get("asked"), state.get("choices", ())
    said = pressed(simplified(without_masks(text)), asked, here.speech, offered)
    known = shortcut(said, asked or state.get("open"), here.speech, here.commands)
    if known is not None and known.intent == "letter" and not called(known.details["letter"], here.letters):
        known = None
    return said, known or _recognised(text, state, as_of)


def _recognised(text: str, state: Mapping[str, Any], as_of: date) -> Shortcut | None:
    """What is told by its form: a message of the other side, paying now or later, the question what a word means."""
    normalized = normalize(text)
    plain = normalized.text
    if is_pasted(plain) or (state.get("kind") == "decode_wanted" and len(plain) >= LEAST_PASTED):
        return Shortcut("decode", details={"pasted": plain})
    budget = read_budget(normalized, as_of)
    if "payment" in budget and "wait_days" in budget:
        return Shortcut("what_if", details={name: str(value) for name, value in budget.items()})
    if term := glossary_question(plain, context().glossary):
        return Shortcut("glossary", details={"term": term.term})
    return None


def _cases_answer() -> bool:
    try:
        context().cases.kept.consented("readiness")
    except Exception as error:  # readiness reports, it never fails itself
        log.warning("the case store does not answer: %s", type(error).__name__)
        return False
    return True
