"""How far the law has come into it, read from the papers received."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rules_engine.model.facts import Item

NONE = "none"

# The furthest step outranks the others; papers not listed here (an assignment notice, say) change nothing.
STEPS: tuple[str, ...] = (
    "settled",
    "enforcement",
    "notarized_enforcement",
    "lawsuit",
    "arbitration",
    "payment_order",
    "mediation",
    "lawyer_letter",
    NONE,
)
STEP_OF_PAPER: Mapping[str, str] = {
    "settlement_certificate": "settled",
    "enforcement_notice": "enforcement",
    "property_report_order": "enforcement",
    "seizure_ruling": "enforcement",
    "consumption_restriction": "enforcement",
    "dishonest_listing": "enforcement",
    "dishonest_correction_refusal": "enforcement",
    "enforcement_objection_ruling": "enforcement",
    "notarial_enforcement_certificate": "notarized_enforcement",
    "court_summons": "lawsuit",
    "complaint_copy": "lawsuit",
    "judgment": "lawsuit",
    "ruling": "lawsuit",
    "small_claims_notice": "lawsuit",
    "mediation_statement": "lawsuit",
    "preservation_ruling": "lawsuit",
    "arbitration_notice": "arbitration",
    "arbitration_award": "arbitration",
    "payment_order": "payment_order",
    "mediation_notice": "mediation",
    "mediation_agreement": "mediation",
    "lawyer_letter": "lawyer_letter",
}


def legal_step(papers: Iterable[Item]) -> str | None:
    """The furthest legal step; None when a paper of unknown kind could be a further one."""
    kinds = [_kind(paper) for paper in papers]
    steps = [STEP_OF_PAPER.get(kind, NONE) for kind in kinds if kind is not None]
    furthest = min(steps, key=STEPS.index, default=NONE)
    return furthest if None not in kinds or furthest == STEPS[0] else None


def reached_on(step: str, papers: Iterable[Item]) -> date | None:
    """The day the first paper of that step was received; None when no date was stated."""
    days = [
        paper.values["received"].low
        for paper in papers
        if STEP_OF_PAPER.get(_kind(paper) or "") == step and "received" in paper.values
    ]
    return date.fromordinal(min(days)) if days else None


def _kind(paper: Item) -> str | None:
    kind = paper.values.get("kind")
    return None if kind is None else str(kind.said)
