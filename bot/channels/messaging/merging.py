"""Messages of a turn in few payloads: neighbours become one where both fit, a text over the limit becomes several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.channels.messaging.splitting import split

Fits = Callable[[str], bool]
_LEAST = 16


def merged(messages: list[dict[str, Any]], most: int, fits: Fits) -> list[dict[str, Any]]:
    """At most ``most`` messages, or more where no two neighbours fit together; the order stays.

    Care for a person in danger stands alone. Buttons stay at the end of what they belong to.
    """
    left = list(messages)
    while len(left) > most:
        places = [place for place in range(len(left) - 1) if _together(left[place], left[place + 1], fits)]
        if not places:
            return left
        at = min(places, key=lambda place: len(left[place]["text"]) + len(left[place + 1]["text"]))
        left[at : at + 2] = [_joined(left[at], left[at + 1])]
    return left


def parts(text: str, most_bytes: int, fits: Fits) -> list[str]:
    """The parts of a text, each of which fits.

    :param most_bytes: where a part usually fits; halved for one that does not.
    """
    found: list[str] = []
    for part in split(text, most_bytes):
        if fits(part) or most_bytes // 2 < _LEAST:
            found.append(part)
        else:
            found.extend(parts(part, most_bytes // 2, fits))
    return found


def _together(first: dict[str, Any], second: dict[str, Any], fits: Fits) -> bool:
    if first["buttons"] or "safety" in (first["custom"].get("kind"), second["custom"].get("kind")):
        return False
    return fits(_joined(first, second)["text"])


def _joined(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    text = "\n\n".join(text for text in (first["text"].strip(), second["text"].strip()) if text)
    return {"text": text, "buttons": second["buttons"], "custom": second["custom"]}
