"""The verdicts of whole tables on a derived case: by the compiled programs where there are any, else by the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rules_engine.evaluation.codegen import FIRES, OUTCOMES, SILENT, UNDECIDED, Program
from rules_engine.evaluation.judging import Judgement, judge, judge_on, reading_of
from rules_engine.evaluation.measured import Measured
from rules_engine.evaluation.rows import Row
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import STAGE
from rules_engine.model.rulebook import Rulebook


def judge_all(book: Rulebook, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    """The verdict of every rule; tables after the first may read the stage."""
    stages = _stages(book, case, as_of)
    case = _with_stage(book, case, stages)
    measured = book.programs.measure(case) if book.programs else None
    others = (
        judgement
        for table in book.rows
        if table != STAGE
        for judgement in _judge_table(book, table, case, measured, as_of)
    )
    return (*stages, *others)


def judge_row(book: Rulebook, row: Row, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    """The verdicts of one row, which may read the stage."""
    if row.table.table != STAGE:
        case = _with_stage(book, case, _stages(book, case, as_of))
    return judge(row, book.quantities, case, as_of)


def _stages(book: Rulebook, case: CaseFacts, as_of: date) -> tuple[Judgement, ...]:
    return tuple(judgement for row in book.rows[STAGE] for judgement in judge(row, book.quantities, case, as_of))


def _with_stage(book: Rulebook, case: CaseFacts, stages: Iterable[Judgement]) -> CaseFacts:
    fired = next((judgement for judgement in stages if judgement.outcome == "fires"), None)
    return case if fired is None else case.with_values(stage=book.quantities[STAGE].read(fired.rule_id))


def _judge_table(
    book: Rulebook, table: str, case: CaseFacts, measured: Measured | None, as_of: date
) -> Iterator[Judgement]:
    program: Program | None = (book.programs or {}).get(table)
    if program is None or measured is None or not program.fits(measured):
        rows = book.rows[table]
        return (judgement for row in rows for judgement in judge(row, book.quantities, case, as_of))
    return _programmed(book, program, measured, case, as_of)


def _programmed(
    book: Rulebook, program: Program, measured: Measured, case: CaseFacts, as_of: date
) -> Iterator[Judgement]:
    """What the program found, as judgements; the tree is asked for the details of what is open."""
    found = program.decide(measured.numbers, as_of.toordinal())
    verdicts = {(code >> 2, item): code & 3 for code, item in found}
    for position, row in enumerate(program.rows):
        for item, reading, day in reading_of(row, book.quantities, case, as_of):
            outcome = verdicts.get((position, item), SILENT)
            if outcome == UNDECIDED or (outcome == FIRES and row.unless):
                yield judge_on(row, reading, item, day)
                continue
            version = next((version for version in row.rule.versions if version.period.covers(day)), None)
            yield Judgement(row, reading, item, OUTCOMES[outcome], day, version)
