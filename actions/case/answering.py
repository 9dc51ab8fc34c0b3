"""What a bare value means as the answer to the question that is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The loose value that answers a question about a fact.
KIND = {
    "days_overdue": "number",
    "amount": "number",
    "principal": "number",
    "due_date": "date_near",
    "daily_rate": "rate",
    "annual_rate": "rate",
    "penalty_multiple": "number",
    "interest_owed": "number",
    "payment": "number",
    "grace_days": "number",
    "income": "number",
    "necessary_spending": "number",
    "other_debts_monthly": "number",
}
#: Questions about one field of reported things: the list, the field, the loose value that answers.
FIELDS = {
    "document.received": ("documents", "received", "date"),
    "document.hearing": ("documents", "hearing", "date_ahead"),
    "complaint.filed": ("complaints", "filed", "date"),
    "contact.date": ("contacts", "date", "date"),
    "contact.count": ("contacts", "count", "number"),
    "contact.connected": ("contacts", "connected", "number"),
}
#: Fields of reported things that are answered by one of a few words: a yes or no, a value of theirs.
CHOSEN = frozenset(
    f"contact.{field}"
    for field in (
        "channel",
        "from_same_number",
        "in_agreed_hours",
        "reachable",
        "refused_before",
        "id_shown",
        "place",
        "also_liable",
        "lender_agreed",
    )
)
#: Lists of which a person can say: none.
_LISTS = ("documents", "hardship")


def answered(asked: str | None, loose: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The facts a bare value states, given the question asked; nothing when it does not fit.

    A date that answers "哪一天收到的" belongs to the papers whose day is still unknown, a number of answered calls
    to the contacts of which it was not said.
    """
    if asked is None:
        return {}
    if asked in FIELDS:
        list_id, field, kind = FIELDS[asked]
        return _filled(list_id, field, loose.get(kind), known.get(list_id) or [])
    if asked in CHOSEN:
        list_id, field = f"{asked.split('.')[0]}s", asked.split(".")[1]
        return _filled(list_id, field, loose.get("choice"), known.get(list_id) or [])
    if asked in _LISTS and loose.get("none"):
        return {asked: []}
    value = loose.get(KIND.get(asked, ""))
    return {} if value is None else {asked: value}


def answerable(fact: str) -> bool:
    """Whether a bare value can answer a question about ``fact``; others need buttons or a whole sentence."""
    return fact in KIND or fact in FIELDS or fact in CHOSEN or fact in _LISTS


def _filled(list_id: str, field: str, value: Any, items: list[dict[str, Any]]) -> dict[str, Any]:
    open_ = [{**item, field: value} for item in items if item.get(field) is None]
    return {list_id: open_} if value is not None and open_ else {}
