"""The assistant: loads a model, reads messages, runs turns. The only place that knows how Rasa is started.

Importing this module does not import Rasa; ``Assistant.load`` does. Whatever goes wrong inside a turn,
the caller gets an answer: ``respond`` and ``parse`` do not raise. Nothing a person writes is logged.
"""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actions.care import static_reply
from bot import training
from bot.danger import danger
from bot.messages import as_message
from bot.understanding.understanding import NOTHING, Understanding

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import UserMessage
    from rasa.core.processor import MessageProcessor

    from bot.conversations import RecentConversations, SenderLocks
    from bot.outgoing import Outgoing

log = logging.getLogger(__name__)

MOST_CHARACTERS = 1000

_WARM_UP = "借呗逾期3天了怎么办"
_COMMAND_SIGNS = "/／⁄∕"  # Rasa takes a message that begins with a slash for a command


class Assistant:
    """A loaded model that answers messages; made by ``load``."""

    def __init__(self, agent: Agent, conversations: RecentConversations, locks: SenderLocks):
        """Wrap a loaded agent; its tracker store and lock store are the given ones."""
        self._agent = agent
        self._conversations = conversations
        self._locks = locks

    @classmethod
    async def load(
        cls, model: Path | None = None, progress: training.Progress = training.silent
    ) -> Assistant:
        """Load a model (seconds; the event loop stays free meanwhile) and read one sentence to warm it up.

        :param model: by default the model for today's data, trained first (a minute) when there is none.
        :param progress: told how far the training is.
        :raises TrainingError: there is no model and none can be trained.
        """
        if model is None:
            model = await asyncio.to_thread(training.train, progress)
        assistant = await asyncio.to_thread(cls._loaded, model)
        await assistant.parse(_WARM_UP, date(2026, 1, 1))
        return assistant

    @classmethod
    def _loaded(cls, model: Path) -> Assistant:
        from bot import rasa_runtime

        rasa_runtime.prepare()
        from rasa.core.agent import Agent

        from bot.conversations import RecentConversations, SenderLocks
        from bot.in_process_actions import InProcessActions

        conversations, locks = RecentConversations(), SenderLocks()
        agent = Agent(tracker_store=conversations, lock_store=locks, action_endpoint=InProcessActions())
        agent.load_model(model)
        return cls(agent, conversations, locks)

    async def respond(self, sender: str, text: str, as_of: date) -> list[dict[str, Any]]:
        """One turn: the messages in answer to one message, each ``{"text", "buttons", "custom"}``.

        :param sender: whose conversation it is; two messages of one sender are answered one after the other.
        :param as_of: the day on which it is said.
        """
        said = cleaned(text)
        return await self._turn(sender, said, _metadata(as_of), None)

    async def trigger(
        self, sender: str, intent: str, as_of: date, metadata: Mapping[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """One turn whose topic is known beforehand (a button was pressed); as ``respond`` otherwise.

        :param metadata: what the action finds beside ``as_of`` in the metadata of the message.
        """
        known = {**_metadata(as_of), **(metadata or {})}
        return await self._turn(sender, "", known, _settled(intent, known))

    async def parse(self, text: str, as_of: date, why: bool = False) -> Understanding:
        """What is understood of a text, apart from any conversation; ``why``: with the reasons for the topic."""
        said = cleaned(text)
        if not said:
            return NOTHING
        try:
            return _understanding(await self._parsed(said, as_of, why))
        except Exception as error:
            log.error("a message could not be read: %s", type(error).__name__)
            return NOTHING

    def forget(self, sender: str) -> None:
        """Drop what is remembered of a conversation."""
        self._conversations.forget(sender)

    async def _turn(
        self, sender: str, said: str, metadata: Mapping[str, Any], parsed: dict[str, Any] | None
    ) -> list[dict[str, Any]]:
        from bot.outgoing import Outgoing

        outgoing = Outgoing()
        message = _message(said, metadata, sender, outgoing, parsed)
        async with self._locks.lock(sender):
            try:
                await self._processor.handle_message(message)
            except Exception as error:
                log.error("a turn failed: %s", type(error).__name__)
                outgoing.messages.clear()
            if outgoing.messages:
                return outgoing.messages
            self._conversations.forget(sender)
        return [static_help(said)]

    async def _parsed(self, said: str, as_of: date, why: bool = False) -> dict[str, Any]:
        metadata = {**_metadata(as_of), **({"why": True} if why else {})}
        return await self._processor.parse_message(_message(said, metadata))

    @property
    def _processor(self) -> MessageProcessor:
        assert self._agent.processor is not None
        return self._agent.processor


def cleaned(text: str) -> str:
    """A message as it may enter: at most 1000 characters, without controls, no command sign in front."""
    kept = "".join(
        " " if character.isspace() else character
        for character in text[: 4 * MOST_CHARACTERS]
        if character.isspace() or unicodedata.category(character) not in ("Cc", "Cs", "Cn")
    )
    return kept.strip().lstrip(_COMMAND_SIGNS + " ")[:MOST_CHARACTERS].strip()


def static_help(text: str) -> dict[str, Any]:
    """The message for someone who cannot be answered properly: care where there is danger, else the doors."""
    try:
        kind = danger(text)
    except Exception as error:
        log.error("the safety screen failed: %s", type(error).__name__)
        kind = None
    return as_message(static_reply(kind or "failure"))


def _metadata(as_of: date) -> dict[str, Any]:
    return {"as_of": as_of.isoformat()}


def _settled(intent: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    """What the pipeline would have left on a message of this topic."""
    named = {"name": intent, "confidence": 1.0}
    return {
        "text": "",
        "intent": named,
        "intent_ranking": [named],
        "entities": [],
        "facts": {},
        "safety": [],
        "metadata": dict(metadata),
    }


def _message(
    said: str,
    metadata: Mapping[str, Any],
    sender: str | None = None,
    outgoing: Outgoing | None = None,
    parsed: dict[str, Any] | None = None,
) -> UserMessage:
    from rasa.core.channels.channel import UserMessage

    return UserMessage(
        said, output_channel=outgoing, sender_id=sender, parse_data=parsed, metadata=dict(metadata)
    )


def _understanding(parsed: dict[str, Any]) -> Understanding:
    ranking = tuple((entry["name"], entry["confidence"]) for entry in parsed.get("intent_ranking", []))
    if not ranking:
        return NOTHING
    topic, confidence = ranking[0]
    return Understanding(
        topic=topic,
        confidence=confidence,
        facts=parsed.get("facts", {}),
        ranking=ranking,
        safety=tuple(parsed.get("safety", [])),
        unsure=parsed["intent"]["name"] != topic,
        reasons=tuple(parsed.get("why", [])),
    )
