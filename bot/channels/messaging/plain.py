"""Messages of the conversation as plain texts, for platforms without buttons and cards, or beside them."""

from __future__ import annotations

from typing import Any


def numbered(message: dict[str, Any], invitation: str) -> str:
    """The text of a message with its buttons as numbered lines; the number of one is an answer like its title.

    :param invitation: the line above the numbers, as 回复数字或直接说.
    """
    titles = [button["title"] for button in message["buttons"]]
    if not titles:
        return str(message["text"])
    lines = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    return "\n".join([f"{message['text']}\n", invitation, *lines])


def urgent_first(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Care for a person in danger before everything else; else the order in which it was said."""
    return sorted(messages, key=lambda message: message["custom"].get("kind") != "safety")
