"""Nothing is relied on past the day it was to be looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rules_engine.loading.schema import Finding
from rules_engine.model.rulebook import Rulebook

STALE_AFTER = timedelta(days=92)
# The longest statutory period in the deadlines table, with room to spare.
DEADLINE_REACH = timedelta(days=120)


def findings(book: Rulebook, on: date) -> Iterator[tuple[str, Finding]]:
    """Overdue reviews, stale parameters and missing calendars, each with the file it belongs to."""
    for norm_id, norm in book.norms.items():
        if norm.review_by < on:
            yield f"norms/{norm_id}", (("review_by",), "E404", f"{norm_id} 应在 {norm.review_by} 前复核")
    for param_id, param in book.params.items():
        if param.review_by < on:
            yield f"params/{param_id}", (("review_by",), "E404", f"{param_id} 应在 {param.review_by} 前复核")
        if on - param.still_valid_on > STALE_AFTER:
            finding = (("still_valid_on",), "W001", f"{param_id} 最后一次确认是 {param.still_valid_on}")
            yield f"params/{param_id}", finding
    for year in range(on.year, (on + DEADLINE_REACH).year + 1):
        if year not in book.calendar:
            message = f"data/calendar/{year}.yml；落在这一年的期限不能按节假日顺延"
            yield "rules/deadlines", ((), "W002", message)
