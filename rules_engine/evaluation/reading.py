"""What one judgement can see: the case, and perhaps one reported item."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from rules_engine.model.facts import CaseFacts, Item, Value
from rules_engine.model.quantities import Quantities, item_name


class Reading(Struct, frozen=True):
    """The facts of a case, with the fields of ``item`` readable under ``prefix.``."""

    quantities: Quantities
    case: CaseFacts
    prefix: str = ""
    item: Item | None = None

    def value(self, key: str) -> Value | None:
        """What is known of ``key``; None when nothing is."""
        prefix, _, field = key.rpartition(".")
        if not prefix:
            return self.case.values.get(key)
        return self.item.values.get(field) if self.item and prefix == self.prefix else None

    def bounds(self, key: str) -> tuple[int, int]:
        """The whole numbers ``key`` may be: its whole range while it is unknown."""
        value = self.value(key)
        if value is None:
            quantity = self.quantities[key]
            return quantity.low, quantity.high
        return value.low, value.high

    def tags(self, key: str) -> frozenset[str]:
        """The words stated for ``key``; what nobody stated is not there."""
        prefix, _, field = key.rpartition(".")
        if not prefix:
            return self.case.tags.get(key, frozenset())
        return self.item.tags.get(field, frozenset()) if self.item and prefix == self.prefix else frozenset()

    def items(self, list_id: str) -> tuple[Item, ...]:
        """The reported items; what nobody reported did not happen."""
        return self.case.items.get(list_id, ())

    def inside(self, list_id: str, item: Item) -> Reading:
        """The same case seen from one of its items."""
        return Reading(self.quantities, self.case, item_name(list_id), item)

    def said(self, key: str) -> Any:
        """What was stated for ``key``, JSON-ready: a value, bounds, words; None when unknown."""
        if self.quantities[key].type == "enum_list":
            return sorted(self.tags(key))
        value = self.value(key)
        if value is None:
            return None
        if value.exact:
            return value.said if value.said is not None else self.quantities[key].plain(value.low)
        return [self.quantities[key].plain(value.low), self.quantities[key].plain(value.high)]
