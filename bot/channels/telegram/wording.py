"""Payloads of Telegram: a text, its buttons; and the text in the HTML the platform takes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from bot.channels.messaging.merging import merged, parts
from bot.channels.messaging.model import Payload
from bot.channels.messaging.plain import urgent_first

#: Characters of a message after its markup was read, counted in UTF-16 units as the platform does.
MOST_CHARACTERS = 4_096
#: Bytes of what a button says back.
MOST_DATA = 64
_USUAL = 3 * MOST_CHARACTERS
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*")


def payloads(messages: list[dict[str, Any]], most: int, say: Callable[..., str]) -> list[Payload]:
    """Messages of the conversation, the urgent ones first; buttons stand under the last part of their text."""
    made: list[Payload] = []
    for message in merged(urgent_first(messages), most, fits):
        buttons = message["buttons"]
        texts = parts(message["text"], _USUAL, fits) or ([say("choose")] if buttons else [])
        made += [{"text": text, "buttons": []} for text in texts]
        if buttons:
            made[-1]["buttons"] = [_button(number, each) for number, each in enumerate(buttons, 1)]
    return made


def as_message(chat: str, payload: Payload) -> dict[str, Any]:
    """What ``sendMessage`` takes, with bold letters."""
    return {**as_plain_message(chat, payload), "text": as_html(payload["text"]), "parse_mode": "HTML"}


def as_plain_message(chat: str, payload: Payload) -> dict[str, Any]:
    """What ``sendMessage`` takes, the text as it is."""
    message: dict[str, Any] = {
        "chat_id": int(chat),
        "text": payload["text"],
        "disable_web_page_preview": True,
    }
    if payload["buttons"]:
        rows = [[{"text": each["title"], "callback_data": each["data"]}] for each in payload["buttons"]]
        message["reply_markup"] = {"inline_keyboard": rows}
    return message


def as_html(text: str) -> str:
    """Every character is itself, but for pairs of ``**``."""
    return _BOLD.sub(r"<b>\1</b>", html.escape(text, quote=False))


def fits(text: str) -> bool:
    """Whether one message holds the text."""
    return len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS


def _button(number: int, button: dict[str, str]) -> dict[str, str]:
    """A button says its words back, so that one pressed days later still means what stands on it; words too long for
    the platform are said by their number."""
    words = button["payload"]
    return {"title": button["title"], "data": words if 0 < len(words.encode()) <= MOST_DATA else str(number)}
