"""``{name}`` in a template: the one thing a template can do besides standing or not standing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_NAME = re.compile(r"\{([a-z][a-z0-9_.]*)\}")


def filled(text: str, value: Callable[[str], str]) -> str:
    """The text with each ``{name}`` replaced, once: what is put in is never read again."""
    return _NAME.sub(lambda found: value(found[1]), text)


def used(text: str) -> Iterator[str]:
    """The names a text uses."""
    return (found[1] for found in _NAME.finditer(text))


def is_balanced(text: str) -> bool:
    """Whether every brace belongs to a name."""
    return not set("{}") & set(_NAME.sub("", text))
