"""How new facts meet what is known: a correction replaces, an empty answer erases nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Facts that say the same thing in two ways; the newer one alone holds.
RIVALS = {
    "days_overdue": ("due_date",),
    "due_date": ("days_overdue",),
    "daily_rate": ("annual_rate",),
    "annual_rate": ("daily_rate",),
}


def merged(name: str, known: Any, new: Any) -> Any:
    """The value to keep for a fact.

    Lists grow: a document of a kind already known takes the new date, contacts are added, hardships united. An
    explicit empty list means "asked, and none" and holds only while nothing is known.
    """
    if not isinstance(new, list) or known is None:
        return new
    if not new:
        return known
    if name == "documents":
        return _documents(known, new)
    return _joined(known, new)


def superseded(new: Mapping[str, Any]) -> set[str]:
    """The facts that no longer hold once ``new`` is told."""
    return {rival for name in new for rival in RIVALS.get(name, ()) if rival not in new}


def _joined(known: list[Any], new: list[Any]) -> list[Any]:
    """Both lists; a reported thing told again with more detail takes the place of what was known of it."""
    kept = list(known)
    for item in new:
        place = next((index for index, old in enumerate(kept) if _says_as_much(item, old)), None)
        if place is None:
            kept.append(item)
        else:
            kept[place] = item
    return kept


def _says_as_much(item: Any, old: Any) -> bool:
    if isinstance(item, dict) and isinstance(old, dict):
        return all(item.get(key) == value for key, value in old.items())
    return bool(item == old)


def _documents(known: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_kind = {document["kind"]: dict(document) for document in known}
    for document in new:
        by_kind.setdefault(document["kind"], {}).update(document)
    return list(by_kind.values())
