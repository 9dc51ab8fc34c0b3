"""The verdicts of whole tables on a derived case: by the compiled programs where there are any, else by the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rules_engine.evaluation.codegen import FIRES, OUTCOMES, SILENT, UNDECIDED, Verdict
from rules_engine.evaluation.judging import Judgement, judge, judge_on, reading_of
from rules_engine.evaluation.rows import Row
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import STAGE
from rules_engine.model.rulebook import Rulebook


def judge_all(book: Rulebook, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    """The verdict of every rule; tables after the first may read the stage."""
    judged = _stages(book, case, as_of)
    case = _with_stage(book, case, judged)
    others = [table for table in book.rows if table != STAGE]
    if book.programs is None:
        return (*judged, *(each for table in others for each in _by_tree(book, table, case, as_of)))
    measured = book.programs.measure(case)
    found = book.programs.decide(measured.numbers, as_of.toordinal())
    for table in others:
        if book.programs.fits(table, measured):
            judged += tuple(_programmed(book, table, found[table], case, as_of))
        else:
            judged += tuple(_by_tree(book, table, case, as_of))
    return judged


def judge_row(book: Rulebook, row: Row, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    """The verdicts of one row, which may read the stage."""
    if row.table.table != STAGE:
        case = _with_stage(book, case, _stages(book, case, as_of))
    return judge(row, book.quantities, case, as_of)


def stage_of(book: Rulebook, case: CaseFacts, as_of: date) -> str | None:
    """The stage of a derived case; None where it is undecided or not covered."""
    fired = (judgement for judgement in _stages(book, case, as_of) if judgement.outcome == "fires")
    return next((judgement.rule_id for judgement in fired), None)


def _stages(book: Rulebook, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    return tuple(
        judgement for row in book.rows[STAGE] for judgement in judge(row, book.quantities, case, as_of)
    )


def _with_stage(book: Rulebook, case: CaseFacts, stages: Iterable[Judgement]) -> CaseFacts:
    fired = next((judgement for judgement in stages if judgement.outcome == "fires"), None)
    return case if fired is None else case.with_values(stage=book.quantities[STAGE].read(fired.rule_id))


def _by_tree(book: Rulebook, table: str, case: CaseFacts, as_of: date) -> Iterator[Judgement]:
    return (judgement for row in book.rows[table] for judgement in judge(row, book.quantities, case, as_of))


def _programmed(
    book: Rulebook, table: str, found: Iterable[Verdict], case: CaseFacts, as_of: date
) -> Iterator[Judgement]:
    """What the programs found, as judgements; the tree is asked for the details of what is open."""
    verdicts = {(code >> 2, item): code & 3 for code, item in found}
    for position, row in enumerate(book.rows[table]):
        for item, reading, day in reading_of(row, book.quantities, case, as_of):
            outcome = verdicts.get((position, item), SILENT)
            if outcome == UNDECIDED or (outcome == FIRES and row.unless):
                yield judge_on(row, reading, item, day)
                continue
            version = next((version for version in row.rule.versions if version.period.covers(day)), None)
            yield Judgement(row, reading, item, OUTCOMES[outcome], day, version)
