"""A rulebook made fast: its tables compiled, with the help of what was proved of them."""

from __future__ import annotations

from msgspec.structs import replace

from rules_engine.evaluation.programs import Programs
from rules_engine.model.rulebook import Rulebook
from rules_engine.proofs import boxes


def compiled(book: Rulebook) -> Rulebook:
    """The same rulebook with its tables compiled: worth it where many cases are judged, not for a single one."""
    exclusive = [
        table
        for table, shape in book.tables.items()
        if shape.hit == "unique" and not list(boxes.findings(book, table))
    ]
    return replace(book, programs=Programs(book.quantities, book.rows, exclusive))
