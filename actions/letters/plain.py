"""A filled letter as plain text, for the chat and to be copied."""

from __future__ import annotations

from collections.abc import Iterator

from actions.letters.layout import numbered
from actions.letters.model import Block, FilledLetter, Heading, Listing, Paragraph, Table

# Two full-width spaces: how a paragraph begins in Chinese.
INDENT = "\u3000\u3000"


def as_text(letter: FilledLetter) -> str:
    """The whole letter: title, blocks one below the other, footer after a line of its own."""
    lines = [letter.title, ""]
    place = "flush"
    for block in letter.blocks:
        before, place = place, block.place if isinstance(block, Paragraph) else ""
        if isinstance(block, Heading) or (place == "right" != before):
            lines.append("")
        lines.extend(_lines(block))
    return "\n".join([*lines, "", letter.footer])


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield f"{INDENT}{block.text}" if block.place == "body" else block.text
    elif isinstance(block, Listing):
        yield from numbered(block.items)
    else:
        yield from _rows(block)


def _rows(table: Table) -> Iterator[str]:
    for cells in (table.columns, *table.rows):
        yield " | ".join(cells)
