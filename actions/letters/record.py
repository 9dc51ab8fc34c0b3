"""The record of a case for a list of evidence: contacts, papers and complaints together, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from actions.letters.complained import as_own, short_name
from actions.letters.reported import Moment, day, details, moment
from actions.letters.values import Case, full_day, words

_Entry = tuple[Moment, dict[str, str]]


def record(case: Case) -> list[dict[str, str]]:
    """Each entry with its ``date``, ``what`` it is, its ``detail`` and what it ``shows``."""
    entries = [*_contacts(case), *_papers(case), *_complaints(case)]
    return [entry for _, entry in sorted(entries, key=lambda dated: dated[0])]


def _contacts(case: Case) -> Iterator[_Entry]:
    say = case.phrases.say
    faults = _faults(case)
    for number, item in enumerate(case.facts.get("contacts") or (), start=1):
        told = [*filter(None, [item.get("time")]), *details(case, item)]
        yield (
            moment(item, "date"),
            {
                "date": day(case, item.get("date")),
                "what": say("letter_contact"),
                "detail": "，".join(told) or say("letter_see_original"),
                "shows": faults.get(number) or say("letter_shows_contact"),
            },
        )


def _papers(case: Case) -> Iterator[_Entry]:
    say = case.phrases.say
    kinds = words(case.book, "documents", "kind")
    for item in case.facts.get("documents") or ():
        hearing = item.get("hearing")
        detail = say("letter_hearing", day=full_day(hearing)) if hearing else say("letter_see_original")
        yield (
            moment(item, "received"),
            {
                "date": day(case, item.get("received")),
                "what": kinds[item.get("kind", "other")],
                "detail": detail,
                "shows": say("letter_shows_document"),
            },
        )


def _complaints(case: Case) -> Iterator[_Entry]:
    say = case.phrases.say
    receivers = words(case.book, "complaints", "to")
    for item in case.facts.get("complaints") or ():
        yield (
            moment(item, "filed"),
            {
                "date": day(case, item.get("filed")),
                "what": say("letter_filed"),
                "detail": receivers.get(item.get("to", "")) or say("letter_see_original"),
                "shows": say("letter_shows_complaint"),
            },
        )


def _faults(case: Case) -> Mapping[int, str]:
    """What the assessment found wrong with each improper contact, by its number."""
    names = {finding.rule: short_name(finding) for finding in case.found.findings}
    improper = (judged for judged in case.found.contacts if judged.verdict == "improper")
    found = {judged.number: [names[rule] for rule in judged.rules if rule in names] for judged in improper}
    return {number: as_own(case, "、".join(dict.fromkeys(acts))) for number, acts in found.items() if acts}
