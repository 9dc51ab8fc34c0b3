"""Every text inside a piece of data, with where it stands and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from rules_engine.model.conditions import Condition
from rules_engine.model.sentences import Sentence, Step


class Spoken(Struct, frozen=True):
    """A text found inside data, where it stands, and its own ground."""

    path: tuple[str | int, ...]
    text: str
    basis: tuple[str, ...]


def spoken(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Spoken]:
    """Every text inside ``value``, with the ground it names itself."""
    if isinstance(value, str):
        yield Spoken(path, value, ())
    elif isinstance(value, (Sentence, Step)):
        yield Spoken((*path, "text"), value.text, value.basis)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from spoken(inner, (*path, index))
    elif isinstance(value, Struct) and not isinstance(value, Condition):
        for name in value.__struct_fields__:
            yield from spoken(getattr(value, name), (*path, name))
