"""The facts of a message as `advisor parse` prints them: the keys of the product's contract, and no others.

The conversation reads more of a contact or a paper (how many came, when the hearing is); whoever reads the printed
facts relies on the keys that were promised.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CONTACT = (
    "date",
    "time",
    "channel",
    "count",
    "connected",
    "from_same_number",
    "recipient",
    "acts",
)
_DOCUMENT = ("kind", "received")


def printed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The same facts with contacts and papers cut down to the promised keys."""
    kept = dict(facts)
    if "contact" in kept:
        kept["contact"] = _only(kept["contact"], _CONTACT)
    if "documents" in kept:
        kept["documents"] = [_only(paper, _DOCUMENT) for paper in kept["documents"]]
    return kept


def _only(item: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key in keys}
