"""From a template and a case to a letter: only what was told or judged stands in it, the rest is blank.

Nothing is worked out and nothing is judged here: facts as they were told, sums, dates and findings as the
assessment has them. Who calls guarantees that the assessment is of these facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from actions.letters.complained import Wanted, doubts, findings, open_cautions, own_basis
from actions.letters.conditions import holds
from actions.letters.model import (
    Block,
    Each,
    FilledLetter,
    Heading,
    Kept,
    Letter,
    Line,
    Listing,
    Paragraph,
    Part,
    Table,
)
from actions.letters.placeholders import filled
from actions.letters.rows import rows
from actions.letters.values import Case, blank, full_day, say
from actions.phrases import Phrases
from rules_engine import Assessment, Rulebook
from rules_engine.model.assessment import Deadline


def fill(
    letter: Letter, facts: Mapping[str, Any], found: Assessment, book: Rulebook, phrases: Phrases
) -> FilledLetter:
    """The letter for one case.

    :param facts: the case in the shape of the product's facts, as the case store gives it.
    :param found: the assessment of these facts.
    """
    filling = _Filling(letter, Case(facts, found, book, phrases, letter.blanks))
    blocks = tuple(filling.blocks())
    cautions = tuple(dict.fromkeys(filling.cautions()))
    footer = phrases.say("letter_footer", version=found.rulebook_version, date=full_day(found.as_of))
    return FilledLetter(
        id=letter.letter,
        title=letter.title,
        blocks=blocks,
        blanks=_blanks(blocks, phrases),
        cautions=cautions,
        basis=tuple(filling.basis),
        version=found.rulebook_version,
        as_of=found.as_of,
        footer=footer,
    )


class _Filling:
    """One letter being filled; ``basis`` gathers the grounds of what stands in it, each once."""

    def __init__(self, letter: Letter, case: Case) -> None:
        self._letter = letter
        self._case = case
        self.basis: dict[str, None] = {}

    def blocks(self) -> Iterator[Block]:
        letter = self._letter
        yield Paragraph(self._say(letter.to), "flush")
        yield from self._body()
        for number, line in enumerate(letter.closing):
            yield Paragraph(self._say(line), "flush" if number else "body")
        for line in letter.sign:
            yield Paragraph(self._say(line), "right")

    def cautions(self) -> Iterator[str]:
        """The last days first, then the letter's own, then what is open about the findings it lists."""
        case = self._case
        limits = (*case.found.deadlines, *case.found.replies)
        for limit in (one for rule in self._letter.deadlines for one in limits if one.id == rule):
            yield from self._deadline(limit)
        yield from self._lines(self._letter.cautions)
        for part in self._letter.body:
            if part.each == "finding" and holds(case, part):
                yield from doubts(case, findings(case, _wanted(part)))

    def _body(self) -> Iterator[Block]:
        """The parts that stand; a heading stands when something stands under it, and is numbered then."""
        heading: str | None = None
        numerals = iter(self._case.phrases.say("letter_numerals"))
        for part in self._letter.body:
            if not holds(self._case, part):
                continue
            if part.heading is not None:
                heading = part.heading
                continue
            blocks = list(self._blocks(part))
            if blocks and heading is not None:
                numbered = {"number": next(numerals), "heading": self._say(heading)}
                yield Heading(self._case.phrases.say("letter_heading", **numbered))
                heading = None
            yield from blocks

    def _blocks(self, part: Part) -> Iterator[Block]:
        if part.each is not None:
            yield from self._repeated(part, part.each)
        elif part.text is not None:
            self._rest_on(part)
            yield Paragraph(self._say(part.text))
        elif items := tuple(self._lines(part.items)):
            self._rest_on(part)
            yield Listing(items)

    def _repeated(self, part: Part, kind: Each) -> Iterator[Block]:
        found = rows(self._case, kind, part.remedy, part.only)
        if not found:
            if part.otherwise is not None:
                yield Listing((self._say(part.otherwise),))
            return
        self._rest_on(part)
        if kind == "finding":
            listed = findings(self._case, _wanted(part))
            self._cite(ref for one in listed for ref in own_basis(self._case, one.rule, one.basis))
        if part.lead is not None:
            yield Paragraph(self._say(part.lead))
        if part.table:
            cells = (tuple(self._say(column.text, row) for column in part.table) for row in found)
            yield Table(tuple(column.title for column in part.table), tuple(cells))
        else:
            yield Listing(tuple(self._say(part.text or "", row) for row in found))

    def _lines(self, lines: Iterable[str | Line]) -> Iterator[str]:
        for line in lines:
            if isinstance(line, str):
                yield self._say(line)
            elif holds(self._case, line):
                self._rest_on(line)
                yield self._say(line.text)

    def _deadline(self, limit: Deadline) -> Iterator[str]:
        """The last day of a limit with what follows from missing it, and what this case leaves open about it."""
        phrases, case = self._case.phrases, self._case
        told = {"name": limit.name, "consequence": limit.consequence}
        if limit.due is None:
            yield phrases.say("letter_deadline_open", **told)
        elif limit.due < case.found.as_of:
            yield phrases.say("letter_deadline_past", due=full_day(limit.due), **told)
        else:
            yield phrases.say("letter_deadline", due=full_day(limit.due), **told)
        yield from open_cautions(case, limit.id, limit.cautions)
        self._cite(own_basis(case, limit.id, limit.basis))

    def _say(self, text: str, row: Mapping[str, str] | None = None) -> str:
        return filled(text, lambda name: row[name] if row and name in row else say(self._case, name))

    def _rest_on(self, piece: Kept) -> None:
        self._cite(self._case.book.norms.in_force(piece.basis, self._case.found.as_of))

    def _cite(self, refs: Iterable[str]) -> None:
        self.basis.update(dict.fromkeys(refs))


def _wanted(part: Part) -> Wanted:
    return Wanted(part.remedy, frozenset(part.only))


def _blanks(blocks: Iterable[Block], phrases: Phrases) -> tuple[str, ...]:
    """The names of the blanks in the order they stand; what is said beside a name is left out."""
    before, after = blank(phrases, "\0").split("\0")
    pattern = re.compile(f"{re.escape(before)}([^{re.escape(after)}]+){re.escape(after)}")
    names = (name.partition("；")[0] for text in texts(blocks) for name in pattern.findall(text))
    return tuple(dict.fromkeys(names))


def texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of a letter's blocks, in order."""
    for block in blocks:
        if isinstance(block, Listing):
            yield from block.items
        elif isinstance(block, Table):
            yield from block.columns
            yield from (cell for row in block.rows for cell in row)
        else:
            yield block.text
