"""What a part is repeated for: the reported things of a case, each as words by field name.

Contacts, papers and complaints come in the order of their days, undated ones last. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from actions.letters.complained import Wanted, as_own, finding_rows, improper_contacts
from actions.letters.model import Each
from actions.letters.record import record
from actions.letters.reported import contact, day, in_order
from actions.letters.values import Case, words

Row = dict[str, str]

_THIRD_PARTY_ACTS = frozenset({"contact_third_party", "press_third_party"})
#: The field names of each kind of row.
FIELDS: Mapping[str, frozenset[str]] = {
    "improper_contact": frozenset({"contact"}),
    "third_party_contact": frozenset({"contact"}),
    "finding": frozenset({"name", "says", "basis", "contacts"}),
    "document": frozenset({"kind", "received"}),
    "record": frozenset({"number", "date", "what", "detail", "shows"}),
    "evidence": frozenset({"number", "what"}),
    "assumption": frozenset({"assumption"}),
}


def rows(case: Case, kind: Each, remedy: str | None = None, only: Iterable[str] = ()) -> list[Row]:
    """Everything of that kind; ``remedy`` keeps what that channel helps against, ``only`` some acts or rules."""
    chosen = frozenset(only)
    wanted = Wanted(remedy, chosen)
    if kind == "improper_contact":
        return [{"contact": contact(case, item)} for _, item in improper_contacts(case, wanted)]
    if kind == "third_party_contact":
        return [
            {"contact": contact(case, item)}
            for item in in_order(case, "contacts", "date")
            if _is_third_party(item)
        ]
    if kind == "finding":
        return list(finding_rows(case, wanted))
    if kind == "document":
        return list(_documents(case))
    if kind == "record":
        return _numbered(record(case))
    if kind == "evidence":
        return _numbered({"what": one.what} for one in case.found.evidence if one.id in chosen or not chosen)
    cost = case.found.cost
    return [{"assumption": as_own(case, text)} for text in (cost.assumptions if cost else ())]


def _numbered(found: Iterable[Row]) -> list[Row]:
    return [{"number": str(number), **row} for number, row in enumerate(found, start=1)]


def _is_third_party(item: Mapping[str, Any]) -> bool:
    acts = frozenset(item.get("acts") or ())
    return item.get("recipient") not in (None, "self") or bool(_THIRD_PARTY_ACTS & acts)


def _documents(case: Case) -> Iterator[Row]:
    kinds = words(case.book, "documents", "kind")
    for item in in_order(case, "documents", "received"):
        yield {"kind": kinds[item.get("kind", "other")], "received": day(case, item.get("received"))}
