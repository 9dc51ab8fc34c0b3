"""Whether ``data/rules/planning.yml`` says what the engine says, and everything it points to is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.references import citation_findings, placeholder_findings
from rules_engine.loading.schema import Finding, nearest
from rules_engine.loading.source import Source
from rules_engine.model.planning_texts import PlanningTexts
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import spoken

# The sentences the engine speaks itself, with what fills them in.
ASSUMPTIONS: Mapping[str, frozenset[str]] = {
    "living_first": frozenset(),
    "other_debts_unknown": frozenset(),
    "owed_as_stated": frozenset(),
    "owed_added_up": frozenset(),
    "without_interest": frozenset(),
    "interest_if_charged": frozenset({"days"}),
    "saved_up": frozenset(),
    "length": frozenset(),
    "limitation": frozenset(),
    "rounding": frozenset(),
    "rough": frozenset(),
    "nothing_else": frozenset(),
    "days_unknown": frozenset(),
    "before_due": frozenset(),
}
FILE = "rules/planning"


def problems(book: Rulebook, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """What is wrong with the planning texts beyond their form."""
    norm_files = {name.removeprefix("norms/") for name in sources if name.startswith("norms/")}
    for path, code, message in _findings(book, norm_files - set(book.norms)):
        yield sources[FILE].problem(code, path, message)


def _findings(book: Rulebook, unreadable: Collection[str]) -> Iterator[Finding]:
    planning = book.planning
    for name in ("basis", "what_if_basis"):
        yield from citation_findings(book, getattr(planning, name), (name,), unreadable)
    for name, sentence in planning.assumptions.items():
        yield from citation_findings(book, sentence.basis, ("assumptions", name, "basis"), unreadable)
    for step in spoken(planning.steps, ("steps",)):
        yield from citation_findings(book, step.basis, (*step.path[:-1], "basis"), unreadable)
    texts = {name: sentence.text for name, sentence in planning.assumptions.items()}
    yield from placeholder_findings(texts, ASSUMPTIONS, "assumptions")
    yield from _twice(planning)
    yield from _unknown_concerns(book)


def _twice(planning: PlanningTexts) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, case in enumerate(planning.stress):
        if case.id in seen:
            yield ("stress", number, "id"), "E109", f"{case.id} 已在前面写过"
        seen.add(case.id)


def _unknown_concerns(book: Rulebook) -> Iterator[Finding]:
    """Those for whom no plan is reckoned must be found among the concerns, or nobody is."""
    concerns = book.quantities.get("concerns")
    known = concerns.codes if concerns else ()
    for number, concern in enumerate(book.planning.stand_aside):
        if concern not in known:
            hint = nearest(concern, known) or "；应为 concerns 里的值"
            yield ("stand_aside", number), "E205", f"{concern}{hint}"
