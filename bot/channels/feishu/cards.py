"""Answers in the form of 飞书: a short plain one as a text, everything else as a card with buttons.

A card takes ``lark_md``, in which marks are written as HTML entities; its buttons carry their number, nothing else. A
request with a card has at most 30 KB. Source: the platform's developer documentation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.channels.messaging.model import Payload
from bot.channels.messaging.plain import numbered, urgent_first
from bot.channels.messaging.splitting import split

#: Bytes of a request with a card; the platform takes 30 KB, the ids beside the card need some.
MOST_BYTES = 28_000
_PART = 20_000  # bytes of text that fit with usual writing; less is tried where they do not
_SHORT = 300  # characters that read well as a bubble

#: Marks of ``lark_md``, and the beginning of ``:OK:``, which would become a picture.
_MARKS = re.compile(r"[&<>*~_`\[\]\\$#]|:(?=[A-Za-z])")
_LINK = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]*[A-Za-z0-9\-_~/#=%&]")


@dataclass(frozen=True)
class Piece:
    """A part of a card: a text, and the buttons below it. ``alone``: care for a person in danger, nothing beside it."""

    text: str
    buttons: tuple[dict[str, str], ...] = ()
    alone: bool = False


def rendered(messages: list[dict[str, Any]], most: int, invitation: str) -> list[Payload]:
    """The payloads of an answer, in order, at most ``most`` of them unless that many cards cannot hold it.

    :param invitation: the line above numbered answers, where a card is refused and a text goes out instead.
    """
    pieces = [piece for message in urgent_first(messages) for piece in _pieces(message)]
    return [_payload(group, invitation) for group in _gathered(pieces, most)]


def escaped(text: str) -> str:
    """A text as ``lark_md`` that shows just this text, its links as links."""
    parts, end = [], 0
    for link in _LINK.finditer(text):
        target = link[0].replace("(", "%28").replace(")", "%29").replace("*", "%2A")
        parts += [_without_marks(text[end : link.start()]), f"[{_without_marks(link[0])}]({target})"]
        end = link.end()
    return "".join([*parts, _without_marks(text[end:])])


def _without_marks(text: str) -> str:
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", text)


def _pieces(message: dict[str, Any]) -> Iterator[Piece]:
    parts = list(_fitting(message["text"], _PART))
    buttons = tuple(message["buttons"])
    if buttons and not (parts and _size([Piece(parts[-1], buttons)]) <= MOST_BYTES):
        parts.append("")
    alone = message["custom"].get("kind") == "safety"
    for place, part in enumerate(parts, 1):
        yield Piece(part, buttons if place == len(parts) else (), alone)


def _fitting(text: str, most_bytes: int) -> Iterator[str]:
    for part in split(text, most_bytes):
        if _size([Piece(part)]) <= MOST_BYTES:
            yield part
        else:
            yield from _fitting(part, most_bytes // 2)


def _gathered(pieces: list[Piece], most: int) -> list[list[Piece]]:
    """Neighbours together in one card until there are few enough, the smallest first."""
    groups = [[piece] for piece in pieces]
    while len(groups) > most:
        together = [_together(one, other) for one, other in pairwise(groups)]
        at = min(range(len(together)), key=together.__getitem__)
        if together[at] > MOST_BYTES:
            return groups
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups


def _together(one: list[Piece], other: list[Piece]) -> float:
    """Bytes of two cards in one."""
    return float("inf") if one[0].alone or other[0].alone else _size(one + other)


def _size(pieces: list[Piece]) -> int:
    """Bytes of the request, in which the card is a text within a text."""
    return len(json.dumps({"content": _card(pieces)}, ensure_ascii=False).encode(errors="replace"))


def _payload(pieces: list[Piece], invitation: str) -> Payload:
    choices = [button["payload"] for piece in pieces for button in piece.buttons]
    plain = "\n\n".join(
        numbered({"text": piece.text, "buttons": piece.buttons}, invitation) for piece in pieces
    )
    if not choices and len(plain) <= _SHORT and not _MARKS.search(plain):
        return {"msg_type": "text", "content": plain_content(plain), "choices": choices}
    return {"msg_type": "interactive", "content": _card(pieces), "plain": plain, "choices": choices}


def plain_content(text: str) -> str:
    """The content of a text message; what could mention somebody is made harmless."""
    return json.dumps({"text": text.replace("<", "＜")}, ensure_ascii=False)


def _card(pieces: list[Piece]) -> str:
    number = _counter()
    elements = [element for piece in pieces for element in _elements(piece, number)]
    # a card about a debt is not passed on
    config = {"wide_screen_mode": True, "enable_forward": False}
    return json.dumps({"config": config, "elements": elements}, ensure_ascii=False)


def _elements(piece: Piece, number: Callable[[], str]) -> Iterator[dict[str, Any]]:
    if piece.text:
        yield {"tag": "div", "text": {"tag": "lark_md", "content": escaped(piece.text)}}
    if piece.buttons:
        buttons = [_button(button["title"], number()) for button in piece.buttons]
        yield {"tag": "action", "layout": "flow", "actions": buttons}


def _button(title: str, number: str) -> dict[str, Any]:
    text = {"tag": "plain_text", "content": title}
    return {"tag": "button", "type": "default", "text": text, "value": {"choice": number}}


def _counter() -> Callable[[], str]:
    numbers = iter(range(1, 1_000))
    return lambda: str(next(numbers))
