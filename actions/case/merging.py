"""How new facts meet what is known: a correction replaces, an empty answer erases nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.case.answering import CHOSEN

#: Facts that say the same thing in two ways; the newer one alone holds.
RIVALS = {
    "days_overdue": ("due_date",),
    "due_date": ("days_overdue",),
    "daily_rate": ("annual_rate",),
    "annual_rate": ("daily_rate",),
}


#: What a question asks of a thing already reported: with one of these more it is still the same thing.
_ASKED_LATER = frozenset({"date", "count", "connected", "filed", "visitors"}) | {
    key.split(".")[1] for key in CHOSEN
}


class Whole(list[Any]):
    """A list that takes the place of the known one instead of joining it."""


def merged(name: str, known: Any, new: Any) -> Any:
    """The value to keep for a fact.

    Lists grow: a document of a kind already known takes the new date, contacts are added, hardships united. An
    explicit empty list means "asked, and none" and holds only while nothing is known.
    """
    if isinstance(new, Whole):
        return list(new)
    if not isinstance(new, list) or known is None:
        return new
    if not new:
        return known
    if name == "documents":
        return _documents(known, new)
    return _joined(known, new)


def added(known: Any, kept: Any) -> list[Any]:
    """What joined a list, or completed a thing in it; nothing where anything known of it changed."""
    if not (isinstance(known, list) and isinstance(kept, list)) or not known:
        return []
    if not all(any(_still_holds(old, item) for item in kept) for old in known):
        return []
    return [item for item in kept if item not in known]


def _still_holds(old: Any, item: Any) -> bool:
    if isinstance(old, dict) and isinstance(item, dict):
        return all(item.get(key) == value for key, value in old.items())
    return bool(old == item)


def superseded(new: Mapping[str, Any]) -> set[str]:
    """The facts that no longer hold once ``new`` is told."""
    return {rival for name in new for rival in RIVALS.get(name, ()) if rival not in new}


def _joined(known: list[Any], new: list[Any]) -> list[Any]:
    """Both lists; a reported thing takes the place of itself without the answer to a question about it."""
    kept = list(known)
    for item in new:
        place = next((index for index, old in enumerate(kept) if _is_same(item, old)), None)
        if place is None:
            kept.append(item)
        else:
            kept[place] = item
    return kept


def _is_same(item: Any, old: Any) -> bool:
    """Two calls of one day told in different words stay two: none may be lost."""
    if not (isinstance(item, dict) and isinstance(old, dict)):
        return bool(item == old)
    more = item.keys() - old.keys()
    return (
        len(more) <= 1 and more <= _ASKED_LATER and all(item.get(key) == value for key, value in old.items())
    )


def _documents(known: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_kind = {document["kind"]: dict(document) for document in known}
    for document in new:
        by_kind.setdefault(document["kind"], {}).update(document)
    return list(by_kind.values())
