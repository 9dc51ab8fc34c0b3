"""No text speaks more firmly than its ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rules_engine.evaluation.tree import Within
from rules_engine.loading.schema import Finding, Path
from rules_engine.model.norms import FIRM_STRENGTHS, Norms, weakest
from rules_engine.model.quantities import STAGE
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import Spoken, spoken
from rules_engine.model.tables import Rule
from rules_engine.model.texts import FirmWords


def findings(book: Rulebook, rule: Rule[Any], path: Path) -> Iterator[Finding]:
    """Texts of the rule with firm words over a ground that does not carry them."""
    own = rule_strength(book.norms, rule)
    links = [link for link in (own, *_stages(book, rule)) if link]
    yield from text_findings(book, rule_texts(rule, path), weakest(links) if own else None)


def _stages(book: Rulebook, rule: Rule[Any]) -> Iterator[str | None]:
    """How firmly the stages may speak on which the rule rests: those in which it can fire."""
    if STAGE not in book.quantities:
        return
    stages = {stage.id: stage for stage in book.tables[STAGE].rules}
    rows = (row for rows in book.rows.values() for row in rows if row.rule is rule)
    for test in (test for row in rows for test in row.when.tests):
        if isinstance(test, Within) and test.key == STAGE:
            for low, high in test.accepted.on(date.max) or ():
                for code in book.quantities[STAGE].codes[low : high + 1]:
                    yield rule_strength(book.norms, stages[code])


def rule_texts(rule: Rule[Any], path: Path) -> Iterator[Spoken]:
    """Every text of a rule that a person may read."""
    yield Spoken((*path, "name"), rule.name, ())
    yield from spoken(rule.then, (*path, "then"))
    yield from spoken(rule.not_covered or "", (*path, "not_covered"))
    for number, condition in enumerate(rule.unless):
        yield from spoken(condition.caveat, (*path, "unless", number, "caveat"))


def text_findings(book: Rulebook, texts: Iterable[Spoken], inherited: str | None = None) -> Iterator[Finding]:
    """Texts with firm words whose own ground, or else the inherited one, does not carry them."""
    for text in texts:
        words = firm_words(text.text, book.firm_words)
        if not words:
            continue
        known = [ref for ref in text.basis if ref in book.norms.references]
        strength = book.norms.strength(known) if text.basis else inherited
        if strength not in FIRM_STRENGTHS:
            ground = f"依据是{strength}" if strength else "没有依据"
            right = "改用“通常／可能／要求”，或换成部门规章以上的依据"
            yield text.path, "E405", f"写了“{'、'.join(words)}”，但{ground}；{right}"


def rule_strength(norms: Norms, rule: Rule[Any]) -> str | None:
    """How firmly the rule may speak in every one of its versions; None while its grounds cannot be read."""
    versions = [[ref for ref in version.basis if ref in norms.references] for version in rule.versions]
    strengths = [strength for basis in versions if (strength := norms.strength(basis))]
    return weakest([*strengths, *([rule.speak_as] if rule.speak_as else [])])


def firm_words(text: str, words: FirmWords) -> list[str]:
    """The firm words of a text, harmless compounds aside."""
    for harmless in sorted(words.harmless, key=len, reverse=True):
        text = text.replace(harmless, "　")
    return [word for word in words.firm if word in text]
