"""What the printed forms of a letter share."""

from __future__ import annotations

from actions.letters.model import Table

# The narrowest and the widest a column may be, in characters.
_NARROWEST, _WIDEST = 5, 14


def numbered(items: tuple[str, ...]) -> list[str]:
    """The entries of a list with their numbers, as they are printed."""
    return [f"{number}. {item}" for number, item in enumerate(items, start=1)]


def widths(table: Table) -> list[int]:
    """How wide the columns are, one beside the other, by their longest cells."""
    longest = (max(map(len, cells)) for cells in zip(table.columns, *table.rows, strict=True))
    return [min(max(width, _NARROWEST), _WIDEST) for width in longest]
