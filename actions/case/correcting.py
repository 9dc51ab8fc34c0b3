"""To which known thing a correction belongs: 不对，是前天 after a paper is the day it came.

First the fact it names, then what was told last, then the only known thing it fits. What fits nothing or several
things is left alone, so that the person can be asked which one is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.case.answering import FIELDS, KIND
from actions.case.merging import Whole


@dataclass(frozen=True)
class Correction:
    """What a correction does: facts that replace others, and a new reading of the last entry of the ledger."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    contact: Mapping[str, Any] | None = None

    def __bool__(self) -> bool:
        return bool(self.facts) or self.contact is not None


def corrected(
    amendment: Mapping[str, Any], last: Sequence[str], known: Mapping[str, Any], entry: int | None = None
) -> Correction:
    """What a correction changes of what is known.

    :param amendment: the parts of the correction (``bot.understanding.facts.amendment``).
    :param last: what was told last, as paths: ``days_overdue``, ``document.received``, ``contact.date``.
    :param entry: the entry of the ledger that is being corrected, by default the last one.
    """
    if not amendment:
        return Correction()
    if amendment.get("mild") and "contacts" not in last:
        return _supplement(amendment, known)
    papers = None if entry else _papers(amendment, last, known)
    contact = _contact(amendment, last, known, entry)
    if papers is not None or contact is not None:
        return Correction({"documents": papers} if papers is not None else {}, contact)
    path = _path(amendment, last, known)
    return Correction(_at(path, amendment, known)) if path else Correction()


def _supplement(amendment: Mapping[str, Any], known: Mapping[str, Any]) -> Correction:
    """开庭是12月20号: a day that a known paper still lacks, told under its name; a known day is not touched."""
    named = amendment.get("named")
    if named not in FIELDS or not _fits(named, amendment):
        return Correction()
    name, field_name, _ = FIELDS[named]
    items = [dict(item) for item in known.get(name) or []]
    lacking = [item for item in items if field_name not in item]
    if not lacking or name == "contacts":
        return Correction()
    lacking[-1][field_name] = amendment[_kind(named)]
    return Correction({name: Whole(items)})


def told_paths(facts: Mapping[str, Any]) -> list[str]:
    """What a message told, as paths; the last is what a correction most likely means."""
    paths: list[str] = []
    for name, value in facts.items():
        if name not in ("documents", "contacts", "complaints"):
            paths.append(name)
            continue
        item = value[-1] if value else {}
        prefix = name.removesuffix("s")
        paths += [
            name,
            *(
                f"{prefix}.{each}"
                for each in ("received", "hearing", "filed", "date", "time")
                if each in item
            ),
        ]
    return paths


def _papers(
    amendment: Mapping[str, Any], last: Sequence[str], known: Mapping[str, Any]
) -> list[dict[str, Any]] | None:
    """The papers after one was denied or called by another name; None when nothing of that was said."""
    right, wrong = amendment.get("papers", []), amendment.get("not_papers", [])
    papers: list[dict[str, Any]] = known.get("documents") or []
    if not wrong and right and "documents" in last and papers:
        wrong = [papers[-1]["kind"]]
    taken = [paper for paper in papers if paper["kind"] in wrong]
    if not taken:
        return None
    kept = [paper for paper in papers if paper not in taken]
    called = [{**taken[-1], "kind": kind} for kind in right if kind not in {paper["kind"] for paper in kept}]
    return Whole([*kept, *called])


def _contact(
    amendment: Mapping[str, Any], last: Sequence[str], known: Mapping[str, Any], entry_number: int | None
) -> Mapping[str, Any] | None:
    """The entry of the ledger with what was corrected; None when no entry is meant."""
    contacts = known.get("contacts") or []
    if not contacts or "named" in amendment:
        return None
    entry = dict(contacts[(entry_number or len(contacts)) - 1])
    fields = dict(amendment.get("contact", {}))
    if "contacts" in last:
        fields |= {name: amendment[name] for name in ("time", "date") if name in amendment}
        if "time" not in entry and "time" not in fields and set(amendment) == {"number"}:
            fields["count"] = amendment["number"]
    acts = {*entry.get("acts", ()), *fields.pop("acts", ())} - set(amendment.get("not_acts", ()))
    if not fields and acts == set(entry.get("acts", ())):
        return None
    entry |= fields
    entry["acts"] = sorted(acts - ({"contact_third_party"} if entry.get("recipient") == "self" else set()))
    if not entry["acts"]:
        del entry["acts"]
    return entry


def _path(amendment: Mapping[str, Any], last: Sequence[str], known: Mapping[str, Any]) -> str | None:
    named = amendment.get("named")
    if named and _fits(named, amendment):
        return str(named)
    told = [path for path in last if _fits(path, amendment)]
    if told:
        return told[-1]
    fitting = [path for path in told_paths(known) if _fits(path, amendment)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(path: str, amendment: Mapping[str, Any]) -> bool:
    return _kind(path) in amendment


def _kind(path: str) -> str:
    return FIELDS[path][2] if path in FIELDS else KIND.get(path, "")


def _at(path: str, amendment: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    value = amendment[_kind(path)]
    if path not in FIELDS:
        return {path: value}
    name, field_name, _ = FIELDS[path]
    items = [dict(item) for item in known.get(name) or []]
    having = [item for item in items if field_name in item] or items
    if not having or name == "contacts":
        return {}
    having[-1][field_name] = value
    return {name: Whole(items)}
