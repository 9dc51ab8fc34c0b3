"""What to ask next: first what would settle most, deadlines above all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rules_engine.evaluation.judging import Judgement
from rules_engine.model.assessment import Cost, Missing
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import Quantities
from rules_engine.model.tables import DeadlineThen

# Lists nobody asked about yet, and the contract's terms, in the order they are worth asking.
LISTS = ("documents", "contacts", "hardship")
TERMS = ("principal", "daily_rate", "penalty_multiple")
# What to ask instead of a fact that is worked out from others.
_SOURCE_OF_DERIVED: Mapping[str, str] = {
    "legal_step": "documents",
    "contact_day.date": "contact.date",
    "contact_day.calls": "contact.count",
    "contact_day.connected": "contact.connected",
    "contact_day.unanswered": "contact.connected",
}
_TERM_SAID_BY: Mapping[str, tuple[str, ...]] = {
    "principal": ("principal", "amount"),
    "daily_rate": ("daily_rate", "annual_rate"),
    "penalty_multiple": ("penalty_multiple",),
}


def missing(
    quantities: Quantities, case: CaseFacts, judgements: Sequence[Judgement], cost: Cost | None
) -> tuple[Missing, ...]:
    """Every fact worth asking, most useful first."""
    settled_by = _stage_asks(judgements)
    urgent, useful = _deciding(judgements, settled_by)
    lists = list(_unasked(quantities, case))
    papers = [list_id for list_id in lists if list_id == "documents"]
    wanted = [*urgent, *papers, *useful, *lists, *_terms(case, cost)]
    rows = []
    for key in dict.fromkeys(_SOURCE_OF_DERIVED.get(key, key) for key in wanted):
        question = quantities.question(key)
        if question is not None:
            rows.append(Missing(key, question.ask, question.why, question.choices))
    return tuple(rows)


def _deciding(judgements: Iterable[Judgement], stage_asks: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Facts by how many undecided conclusions they would settle: deadlines, then all, then exceptions.

    First those on which a deadline or the stage hangs; papers nobody asked about come between the two.
    """
    scores: dict[str, list[int]] = {}
    for judgement in judgements:
        if judgement.outcome not in ("fires", "undecided"):
            continue
        is_deadline = judgement.row.table.table == "deadlines"
        for key in _without_stage(_blocking(judgement), stage_asks):
            score = scores.setdefault(key, [0, 0, 0])
            score[0] += is_deadline
            score[1] += 1
        for key in _without_stage((*judgement.wonders, *judgement.leans_on), stage_asks):
            scores.setdefault(key, [0, 0, 0])[2] += 1
    ordered = sorted(scores, key=lambda key: scores[key], reverse=True)
    urgent = [key for key in ordered if scores[key][0] or key in stage_asks]
    return urgent, [key for key in ordered if key not in urgent]


def _blocking(judgement: Judgement) -> tuple[str, ...]:
    """The facts without which the rule gives nothing, or a time limit without its last day."""
    if judgement.outcome == "undecided":
        return judgement.asks
    then = judgement.row.rule.then
    if judgement.outcome == "fires" and isinstance(then, DeadlineThen):
        return () if judgement.reading.value(then.due.key) else (then.due.key,)
    return ()


def _stage_asks(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    asks = (key for judgement in judgements if judgement.row.table.table == "stage" for key in judgement.asks)
    return tuple(dict.fromkeys(asks))


def _without_stage(asks: Iterable[str], stage_asks: tuple[str, ...]) -> Iterator[str]:
    """An undecided stage is settled by what settles it."""
    return iter(dict.fromkeys(own for key in asks for own in (stage_asks if key == "stage" else (key,))))


def _unasked(quantities: Quantities, case: CaseFacts) -> Iterator[str]:
    for list_id in LISTS:
        if list_id in quantities.facts and list_id not in case.items and list_id not in case.tags:
            yield list_id


def _terms(case: CaseFacts, cost: Cost | None) -> Iterator[str]:
    for term in TERMS:
        if all(said not in case.values for said in _TERM_SAID_BY[term]):
            yield "amount" if term == "principal" else term
