"""The facts dictionary, and what is known of one case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

FactType = Literal[
    "int", "money", "rate", "number", "date", "time", "bool", "enum", "enum_list", "text", "list"
]


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """A button: its title and the facts it states; ``approx`` when they are rough."""

    title: str
    sets: dict[str, Any]
    approx: bool = False


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of the items of a list fact."""

    id: str
    name: str
    type: FactType
    unit: str | None = None
    range: tuple[Any, Any] | None = None
    values: dict[str, str] | None = None
    ask: str | None = None
    why: str | None = None
    choices: tuple[Choice, ...] = ()


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """A dictionary entry: what the fact is called, what it may be, how and why it is asked."""

    id: str
    name: str
    type: FactType
    unit: str | None = None
    range: tuple[Any, Any] | None = None
    values: dict[str, str] | None = None
    ask: str | None = None
    why: str | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    derived: bool = False


class FactsFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/rules/facts.yml``."""

    facts: tuple[Fact, ...]


class Value(Struct, frozen=True):
    """A known value as the whole numbers it may be: days, 分, ppm, minutes, day ordinals, enum positions.

    ``low == high`` when it is exact. ``said`` is the value as stated (JSON-ready, exact); None when
    only the bounds are known.
    """

    low: int
    high: int
    said: Any = None

    @property
    def exact(self) -> bool:
        """Whether it is one point."""
        return self.low == self.high


class Item(Struct, frozen=True):
    """One reported contact or document: what is known of its fields."""

    values: Mapping[str, Value] = {}
    tags: Mapping[str, frozenset[str]] = {}


class CaseFacts(Struct, frozen=True):
    """Everything a person has stated, checked.

    ``values`` holds scalars, ``tags`` the lists of words (hardship), ``items`` the lists of reported
    things. What is absent was never stated; an empty list means asked and none.
    """

    values: Mapping[str, Value] = {}
    tags: Mapping[str, frozenset[str]] = {}
    items: Mapping[str, tuple[Item, ...]] = {}

    def with_values(self, **values: Value) -> CaseFacts:
        """The same case with these scalars set."""
        return replace(self, values={**self.values, **values})

    def with_items(self, list_id: str, items: tuple[Item, ...]) -> CaseFacts:
        """The same case with this list of reported things."""
        return replace(self, items={**self.items, list_id: items})

    def without(self, *facts: str) -> CaseFacts:
        """The same case with these scalars forgotten."""
        return replace(self, values={key: value for key, value in self.values.items() if key not in facts})
