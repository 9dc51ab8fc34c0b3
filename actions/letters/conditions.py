"""Whether a piece of a letter stands in it, by what is known of the case."""

from __future__ import annotations

from typing import cast, get_args

from actions.letters.model import Each, Is, Kept
from actions.letters.rows import rows
from actions.letters.values import Case, is_known

#: What ``needs`` and ``lacks`` may name besides facts: there is something of that kind.
KINDS: frozenset[str] = frozenset(get_args(Each))


def holds(case: Case, piece: Kept) -> bool:
    """Whether all of the piece's conditions hold, and something it rests on is in force on the day."""
    acts = {finding.act for finding in case.found.findings}
    in_force = case.book.norms.in_force(piece.basis, case.found.as_of)
    return (
        all(_is_there(case, name) for name in piece.needs)
        and not any(_is_there(case, name) for name in piece.lacks)
        and all(_is(case, condition) for condition in piece.when)
        and not any(_is(case, condition) for condition in piece.unless)
        and (not piece.needs_finding or bool(acts & set(piece.needs_finding)))
        and (not piece.basis or bool(in_force))
    )


def _is_there(case: Case, name: str) -> bool:
    return bool(rows(case, cast(Each, name))) if name in KINDS else is_known(case, name)


def _is(case: Case, condition: Is) -> bool:
    """Whether the fact is known to be one of the values."""
    if condition.fact == "stage":
        value = case.found.stage.id if case.found.stage else None
    else:
        value = case.facts.get(condition.fact)
    told = value if isinstance(value, (list, tuple)) else [value]
    return any(one in condition.in_ for one in told)
