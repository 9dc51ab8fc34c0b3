"""A case as plain tuples of whole numbers, in a fixed order: what generated functions read.

Each position holds an exact number, None for what is unknown, a bit mask for lists of words, or a tuple of
such tuples for reported things, each of which ends with whether everything is known of it that a rule reads. A
vague value has no place here: it is left out and named, and tables that read it are judged by the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from rules_engine.model.facts import CaseFacts, Item
from rules_engine.model.quantities import Quantities, item_name


class Measured(Struct, frozen=True):
    """The numbers of a case by position, and the keys whose values are vague."""

    numbers: tuple[Any, ...]
    vague: frozenset[str]


class Layout(Struct, frozen=True):
    """Where each fact stands: in the case, and each field in the items of its list.

    ``wanted`` are the places of the fields of an item that rules read and that may be unknown.
    """

    case: Mapping[str, int]
    fields: Mapping[str, Mapping[str, int]]
    words: Mapping[str, Mapping[str, int]]
    wanted: Mapping[str, tuple[int, ...]]

    def complete(self, prefix: str) -> int:
        """The place in an item that says whether it is known as far as rules read it."""
        return len(self.fields[prefix])

    def position(self, key: str) -> int:
        """The place of a fact in the case, or of a field (``contact.time``) in its item."""
        prefix, _, field = key.rpartition(".")
        return self.fields[prefix][field] if prefix else self.case[key]

    def mask(self, key: str, words: frozenset[str]) -> int:
        """The bits of these words in the mask of the list ``key``."""
        return sum(1 << self.words[key][word] for word in words)


def layout(quantities: Quantities, read: Iterable[str]) -> Layout:
    """The layout of every case that a dictionary describes; ``read`` are the keys that rules read."""
    facts = quantities.facts.values()
    wanted = {key for key in read if quantities[key].type != "enum_list"}
    fields = {
        item_name(fact.id): {field.id: index for index, field in enumerate(fact.fields)}
        for fact in facts
        if fact.type == "list"
    }
    return Layout(
        case={fact.id: index for index, fact in enumerate(facts)},
        fields=fields,
        wanted={
            prefix: tuple(place for field, place in places.items() if f"{prefix}.{field}" in wanted)
            for prefix, places in fields.items()
        },
        words={
            key: {word: index for index, word in enumerate(quantity.values)}
            for key, quantity in quantities.items()
            if quantity.type == "enum_list"
        },
    )


def measure(quantities: Quantities, places: Layout, case: CaseFacts) -> Measured:
    """The case as numbers."""
    vague: set[str] = set()
    numbers = tuple(
        tuple(_of_item(quantities, places, fact_id, item, vague) for item in case.items.get(fact_id, ()))
        if fact.type == "list"
        else _number(places, fact_id, fact_id, fact.type, case, vague)
        for fact_id, fact in quantities.facts.items()
    )
    return Measured(numbers, frozenset(vague))


def _of_item(
    quantities: Quantities, places: Layout, list_id: str, item: Item, vague: set[str]
) -> tuple[Any, ...]:
    prefix = item_name(list_id)
    numbers = [
        _number(places, f"{prefix}.{field.id}", field.id, field.type, item, vague)
        for field in quantities.facts[list_id].fields
    ]
    return (*numbers, all(numbers[place] is not None for place in places.wanted[prefix]))


def _number(
    places: Layout, key: str, name: str, type_: str, known: CaseFacts | Item, vague: set[str]
) -> int | None:
    if type_ == "enum_list":
        return places.mask(key, known.tags.get(name, frozenset()))
    value = known.values.get(name)
    if value is None:
        return None
    if value.low != value.high:
        vague.add(key)
        return None
    return value.low
