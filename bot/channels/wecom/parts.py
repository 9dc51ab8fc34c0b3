"""Messages of the conversation as texts for 企业微信 and 微信客服: merged, split by bytes, the buttons apart."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.channels.messaging.plain import numbered, urgent_first
from bot.channels.messaging.splitting import split

#: Bytes of a text; 企业微信 cuts what is longer without a word.
MOST_BYTES = 2048

Button = dict[str, str]


@dataclass(frozen=True)
class Parts:
    """``texts``, each within the limit, the first ``care`` of them for a person in danger; ``buttons`` for a card or
    menu below them; ``deleted``: the person's data was deleted, so what is kept of them beside the messages must go."""

    texts: list[str]
    care: int
    buttons: list[Button]
    deleted: bool


def parts(
    messages: list[dict[str, Any]], fits: Callable[[list[Button]], bool], say: Callable[..., str]
) -> Parts:
    """The parts of an answer, care for a person in danger first and by itself.

    A number always means a button of the last reply, so only the last buttons become a card, a menu or numbers; those
    before it are lines whose words are an answer.

    :param fits: whether a card or menu takes these buttons.
    """
    ordered = urgent_first(messages)
    last = max((place for place, message in enumerate(ordered) if message["buttons"]), default=None)
    buttons = ordered[last]["buttons"] if last is not None and fits(ordered[last]["buttons"]) else []
    care: list[str] = []
    rest: list[str] = []
    for place, message in enumerate(ordered):
        text = _worded(message, place == last, bool(buttons), say)
        (care if message["custom"].get("kind") == "safety" else rest).append(text)
    deleted = any(message["custom"].get("kind") == "deleted" for message in messages)
    urgent = _split(care)
    return Parts([*urgent, *_split(rest)], len(urgent), buttons, deleted)


def menu_as_text(titles: list[str], say: Callable[..., str]) -> str:
    """The buttons of a card or menu that the platform refuses, as numbered lines."""
    message = {"text": "", "buttons": [{"title": title} for title in titles]}
    return numbered(message, say("choose_number")).strip()


def fitting_id(key: str) -> str:
    """A key as an id the platform takes: at most 32 letters, digits, ``_`` and ``-``."""
    return key if re.fullmatch("[0-9A-Za-z_-]{16,32}", key) else digest(key)


def digest(*names: str) -> str:
    """32 hexadecimal digits that stand for names, the same each time: for ids the platform limits to as many."""
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:32]


def _worded(message: dict[str, Any], last: bool, menu: bool, say: Callable[..., str]) -> str:
    if last:
        return str(message["text"]) if menu else numbered(message, say("choose_number"))
    titles = [f"· {button['title']}" for button in message["buttons"]]
    return "\n".join([str(message["text"]), *titles])


def _split(texts: list[str]) -> list[str]:
    """As few texts as hold them all."""
    return split("\n\n".join(text.strip() for text in texts if text.strip()), MOST_BYTES)
