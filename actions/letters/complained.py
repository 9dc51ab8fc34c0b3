"""What a complaint may name: the contacts the assessment calls improper, and the norms that speak against them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from actions.citations import basis_lines
from actions.letters.reported import moment
from actions.letters.values import Case
from rules_engine.model.assessment import Finding
from rules_engine.model.norms import STRENGTH_OF_KIND, STRENGTHS
from rules_engine.model.sentences import text_of

# A complaint names norms; habits, contracts and hearsay are none.
_NORMS = STRENGTHS[: STRENGTHS.index(STRENGTH_OF_KIND["self_regulation"]) + 1]
_MOST_NORMS = 9


@dataclass(frozen=True)
class Wanted:
    """Which findings a part is about: those a channel is the remedy for, those of some acts; all by default."""

    remedy: str | None = None
    acts: frozenset[str] = frozenset()

    def fits(self, finding: Finding) -> bool:
        """Whether the finding is one of them."""
        is_remedied = self.remedy is None or self.remedy in finding.remedy
        return is_remedied and (not self.acts or finding.act in self.acts)


def improper_contacts(case: Case, wanted: Wanted) -> list[tuple[int, Mapping[str, Any]]]:
    """The improper contacts a wanted finding rests on, each with its number as reported, in the order of days."""
    rules = {finding.rule for finding in case.found.findings if wanted.fits(finding)}
    reported = dict(enumerate(case.facts.get("contacts") or (), start=1))
    shown = [
        (judged.number, reported[judged.number])
        for judged in case.found.contacts
        if judged.verdict == "improper" and rules & set(judged.rules) and judged.number in reported
    ]
    return sorted(shown, key=lambda contact: moment(contact[1], "date"))


def findings(case: Case, wanted: Wanted) -> list[Finding]:
    """The wanted findings that rest on a norm, each rule once."""
    kept = (one for one in case.found.findings if one.strength in _NORMS and wanted.fits(one))
    return list({finding.rule: finding for finding in kept}.values())


def finding_rows(case: Case, wanted: Wanted) -> Iterator[dict[str, str]]:
    """Each finding with its norm and the contacts it rests on, numbered as the list of improper contacts is."""
    numbers = {told: number for number, (told, _) in enumerate(improper_contacts(case, wanted), start=1)}
    for finding in findings(case, wanted):
        resting = [one.number for one in case.found.contacts if finding.rule in one.rules]
        own = sorted(numbers[told] for told in resting if told in numbers)
        lines = basis_lines(
            own_basis(case, finding.rule, finding.basis), case.book.norms, case.phrases, _MOST_NORMS
        )
        yield {
            "name": as_own(case, finding.name),
            "says": as_own(case, finding.says),
            "basis": "、".join(lines),
            "contacts": case.phrases.say("letter_contacts", numbers="、".join(map(str, own))),
        }


def own_basis(case: Case, rule_id: str, basis: Iterable[str]) -> list[str]:
    """Of a conclusion's grounds those of its rule itself, without the grounds of its cautions."""
    _, rule = case.book.rule(rule_id)
    own = {ref for version in rule.versions for ref in version.basis}
    return [ref for ref in basis if ref in own]


def open_cautions(case: Case, rule_id: str, cautions: Iterable[str]) -> list[str]:
    """Of a conclusion's cautions those this case alone gives rise to."""
    _, rule = case.book.rule(rule_id)
    always = {text_of(text) for text in rule.then.cautions}
    return [text for text in cautions if text not in always]


def doubts(case: Case, found: Iterable[Finding]) -> Iterator[str]:
    """What this case leaves open about the findings, each doubt once with what it is about."""
    about: dict[str, dict[str, None]] = {}
    for finding in found:
        for doubt in open_cautions(case, finding.rule, finding.caveats):
            about.setdefault(doubt, {})[short_name(finding)] = None
    for doubt, names in about.items():
        yield case.phrases.say("letter_doubt", names="、".join(names), doubt=doubt)


def short_name(finding: Finding) -> str:
    """What happened, without the norm the rule's name ends in."""
    return finding.name.partition("（")[0]


def as_own(case: Case, text: str) -> str:
    """A sentence of the rules, which speak to the person, as the person's own."""
    own = case.phrases.say("letter_self")
    for you in (case.phrases.say("letter_you_yourself"), case.phrases.say("letter_you")):
        text = text.replace(you, own)
    return text
