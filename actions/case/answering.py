"""What a bare value means as the answer to the question that is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The loose value that answers a question about a fact.
_KIND = {
    "days_overdue": "number",
    "amount": "number",
    "principal": "number",
    "due_date": "date",
    "daily_rate": "rate",
    "annual_rate": "rate",
    "penalty_multiple": "number",
}
#: Lists of which a person can say: none.
_LISTS = ("documents", "hardship")


def answered(asked: str | None, loose: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a bare value states, given the question asked; nothing when it does not fit.

    A date that answers "哪一天收到的" belongs to the papers whose day is still unknown.
    """
    if asked is None:
        return {}
    if asked == "document.received":
        return _received(loose.get("date"), known.get("documents") or [])
    if asked in _LISTS and loose.get("none"):
        return {asked: []}
    value = loose.get(_KIND.get(asked, ""))
    return {} if value is None else {asked: value}


def _received(day: Any, documents: list[dict[str, Any]]) -> dict[str, Any]:
    undated = [{**document, "received": day} for document in documents if not document.get("received")]
    return {"documents": undated} if day and undated else {}
