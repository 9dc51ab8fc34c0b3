"""The rules engine: facts of a case in, assessment out. Pure: no clock, no network, no database.

from datetime import date
from pathlib import Path
from rules_engine import assess, load_rulebook, read_facts

book = load_rulebook(Path("data"))                     # every problem at once, or a rulebook
facts = read_facts(book, {"days_overdue": 45, "amount": 20000, "daily_rate": 0.0005})
result = assess(book, facts, as_of=date(2026, 3, 31))
result.stage.name, result.cost.accrued                 # typed …
result.to_json()                                       # … or the JSON of the product's contract
"""

from __future__ import annotations

from collections.abc import Mapping

from rules_engine.evaluation.assessing import assess
from rules_engine.evaluation.branching import branches
from rules_engine.evaluation.explaining import Explanation, explain, with_reasons
from rules_engine.evaluation.what_if import LONGEST_WAIT, compare
from rules_engine.loading.answers import load_answers
from rules_engine.loading.case import FactProblem, FactsError, read_case
from rules_engine.loading.diagnostics import Problem, RulebookError
from rules_engine.loading.rulebook import load_rulebook, load_with_examples
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Assessment, Branch
from rules_engine.model.facts import CaseFacts
from rules_engine.model.plan import Offer, OfferInterest, Plan, Stress
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.what_if import Course, WhatIf
from rules_engine.proofs.checking import check_rulebook
from rules_engine.proofs.compiling import compiled


def read_facts(book: Rulebook, raw: Mapping[str, object] | bytes | str) -> CaseFacts:
    """The facts of a case as the product's contract writes them; FactsError with every problem."""
    return read_case(book.quantities, raw)


__all__ = [
    "LONGEST_WAIT",
    "Answer",
    "Assessment",
    "Branch",
    "CaseFacts",
    "Course",
    "Explanation",
    "FactProblem",
    "FactsError",
    "Offer",
    "OfferInterest",
    "Plan",
    "Problem",
    "Rulebook",
    "RulebookError",
    "Stress",
    "WhatIf",
    "assess",
    "branches",
    "check_rulebook",
    "compare",
    "compiled",
    "explain",
    "load_answers",
    "load_rulebook",
    "load_with_examples",
    "read_facts",
    "with_reasons",
]
