"""Every rule is shown at work: an example that fires, a near miss that does not, each run and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rules_engine.derived.calendar import last_day
from rules_engine.evaluation.assessing import derive
from rules_engine.evaluation.judging import Judgement
from rules_engine.evaluation.rows import Row
from rules_engine.evaluation.verdicts import judge_row
from rules_engine.loading.case import FactsError, read_case
from rules_engine.loading.schema import Finding, Path
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.tables import DeadlineThen, Example
from rules_engine.proofs.coverage import unexercised

_OUTCOME_WORDS = {
    "fires": "成立（fires）",
    "silent": "不成立（silent）",
    "undecided": "定不了（undecided）",
    "not_covered": "不覆盖（not_covered）",
}
# With several items the strongest verdict is the example's.
_RANK = ("fires", "undecided", "not_covered", "silent")


def findings(book: Rulebook, row: Row, path: Path, on: date) -> Iterator[Finding]:
    """Missing examples, and examples whose outcome is not what they say."""
    examples: Sequence[Example] = row.rule.examples
    if not any(example.expect == "fires" for example in examples):
        yield path, "E501", f"{row.rule.id}：写一个 expect: fires 的例子"
    if not any(example.near_miss and example.expect != "fires" for example in examples):
        yield path, "E502", f"{row.rule.id}：写一个 near_miss: true、差一点成立的例子"
    seen: list[Judgement] = []
    for number, example in enumerate(examples):
        own = (*path, "examples", number)
        as_of = example.as_of or row.table.examples_as_of or on
        try:
            facts = read_case(book.quantities, example.given)
        except FactsError as error:
            for problem in error.problems:
                yield own, "E504", f"{row.rule.id}“{example.name}”：{problem}"
            continue
        judged = judge_row(book, row, derive(book, facts, as_of).case, as_of)
        seen.extend(judged)
        for code, message in _example_findings(book, example, judged):
            yield own, code, f"{row.rule.id}“{example.name}”：{message}"
    for missed in unexercised(book.quantities, row, seen):
        yield path, missed.code, f"{row.rule.id}：{missed.message}"


def _example_findings(
    book: Rulebook, example: Example, judged: Sequence[Judgement]
) -> Iterator[tuple[str, str]]:
    outcome = min((judgement.outcome for judgement in judged), key=_RANK.index, default="silent")
    if outcome != example.expect:
        yield "E503", f"写的是{_OUTCOME_WORDS[example.expect]}，实际是{_OUTCOME_WORDS[outcome]}"
        return
    asks = {key for judgement in judged for key in (*judgement.asks, *judgement.wonders)}
    for key in example.asks:
        if key not in asks:
            yield "E503", f"没有去问 {key}，问的是：{'、'.join(sorted(asks)) or '没有'}"
    if example.due is not None:
        yield from _due_findings(book, judged, example.due)


def _due_findings(book: Rulebook, judged: Sequence[Judgement], expected: date) -> Iterator[tuple[str, str]]:
    days = [day for judgement in judged if (day := _due(book, judgement)) is not None]
    if expected not in days:
        yield "E503", f"期限写的是 {expected}，算出来是 {'、'.join(map(str, days)) or '没有'}"


def _due(book: Rulebook, judgement: Judgement) -> date | None:
    then = judgement.row.rule.then
    if judgement.outcome != "fires" or not isinstance(then, DeadlineThen):
        return None
    start = judgement.reading.value(then.due.key)
    if start is None:
        return None
    day = date.fromordinal(start.low)
    return last_day(day, then.due, book.calendar, book.days(then.due.days, judgement.day or day)).day
