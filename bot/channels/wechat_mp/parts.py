"""An answer as 公众号 takes it: parts of plain text within its limit, the last with choices.

A part is ``{"text", "buttons": [{"title", "payload"}], "urgent"}``, perhaps with a ``closing`` sentence; which form the
choices take is known only when it goes out: numbered lines on a response, a menu in a customer-service message.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.channels.messaging.model import Payload
from bot.channels.messaging.plain import numbered, urgent_first
from bot.channels.messaging.splitting import split

#: Bytes of a part, its numbered lines included; the platform takes 2,047, the rest is for a closing sentence.
MOST_BYTES = 1_880
#: The least that stands beside choices; where they leave less room they are text like any other.
_LEAST_BYTES = 300

# What a menu may hold.
_MOST_CHOICES, _MOST_HEAD, _MOST_TITLE, _MOST_ID = 10, 1_024, 128, 64


def parts_of(messages: list[dict[str, Any]], invitation: str) -> list[Payload]:
    """The parts of an answer, care first, as few as they can be.

    :param invitation: the line above numbered choices.
    """
    each = [part for message in urgent_first(messages) for part in _parts(message, invitation)]
    return merged(each, invitation)


def merged(parts: Iterable[Payload], invitation: str) -> list[Payload]:
    """Small parts put together; care stands alone, and nothing follows choices."""
    done: list[Payload] = []
    for part in parts:
        together = _together(done[-1], part) if done else None
        if together is None or len(as_text(together, invitation).encode()) > MOST_BYTES:
            done.append(part)
            continue
        done[-1] = together
    return done


def as_text(part: Payload, invitation: str) -> str:
    """A part with its choices as numbered lines, and its closing sentence."""
    return f"{numbered(part, invitation).strip()}\n\n{part.get('closing', '')}".strip()


def without_numbers(part: Payload, invitation: str) -> Payload:
    """A part whose choices are only to be said, because a number has another meaning."""
    if not part["buttons"]:
        return part
    lines = [f"- {each['title']}" for each in part["buttons"]]
    return {**part, "text": "\n".join([f"{part['text']}\n", invitation, *lines]).strip(), "buttons": []}


def as_menu(part: Payload, invitation: str) -> dict[str, Any] | None:
    """A part as a customer-service message with a menu; None where it has no choices, or they do not fit one."""
    if not _fits_menu(part, invitation):
        return None
    choices = [{"id": each["payload"], "content": each["title"]} for each in part["buttons"]]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": _head(part, invitation), "list": choices}}


def as_text_message(part: Payload, invitation: str) -> dict[str, Any]:
    """A part as a customer-service message of plain text."""
    return {"msgtype": "text", "text": {"content": as_text(part, invitation)}}


def _parts(message: dict[str, Any], invitation: str) -> list[Payload]:
    urgent = message["custom"].get("kind") == "safety"
    choices = list(message["buttons"])
    room = MOST_BYTES - len(as_text({"text": "", "buttons": choices}, invitation).encode()) - 2
    if choices and room < _LEAST_BYTES:
        return [_part(text, [], urgent) for text in split(numbered(message, invitation), MOST_BYTES)]
    *before, last = split(message["text"], MOST_BYTES) or [""]
    texts = [*before, *(split(last, room) or [""])]
    parts = [_part(text, [], urgent) for text in texts[:-1]]
    return [part for part in [*parts, _part(texts[-1], choices, urgent)] if part["text"] or part["buttons"]]


def _part(text: str, choices: list[dict[str, str]], urgent: bool) -> Payload:
    return {"text": text, "buttons": choices, "urgent": urgent}


def _together(first: Payload, second: Payload) -> Payload | None:
    """Two parts as one; None where they must stand apart."""
    if first["buttons"] or first["urgent"] or second["urgent"]:
        return None
    return _part(f"{first['text']}\n\n{second['text']}".strip(), second["buttons"], False)


def _head(part: Payload, invitation: str) -> str:
    return f"{part['text']}\n\n{invitation}".strip()


def _fits_menu(part: Payload, invitation: str) -> bool:
    choices = part["buttons"]
    return (
        "closing" not in part
        and 1 <= len(choices) <= _MOST_CHOICES
        and len(_head(part, invitation).encode()) <= _MOST_HEAD
        and all(1 <= len(each["title"].encode()) <= _MOST_TITLE for each in choices)
        and all(1 <= len(each["payload"].encode()) <= _MOST_ID for each in choices)
    )
