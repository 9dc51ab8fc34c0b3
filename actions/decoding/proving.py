"""What a pattern claims about itself, checked: its grounds, its words, its numbers, its examples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from actions.decoding.folding import folded
from actions.decoding.matching import places
from actions.decoding.model import Examples, Pattern, PatternEntry, StepsFile
from rules_engine.loading.references import citation_findings
from rules_engine.loading.schema import Finding, Path
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import Spoken
from rules_engine.proofs import citations, strength
from rules_engine.proofs.hotlines import Directory

#: Characters of a ``says``: one line beside a quotation.
MOST_SAYS = 60


def text_findings(
    book: Rulebook, directory: Directory, part: PatternEntry | StepsFile, reviewed: date, path: Path = ()
) -> Iterator[Finding]:
    """Texts without a ground, firmer than it, or with a number nobody looked up; grounds nobody read."""
    texts = list(_texts(part, path))
    yield from strength.text_findings(book, texts)
    yield from directory.findings(texts)
    for text in texts:
        place = (*text.path[:-1], "basis")
        if not text.basis:
            yield place[:-1], "E403", "这句话没有 basis"
        yield from citation_findings(book, text.basis, place)
        yield from citations.text_findings(book.norms, text.basis, place, reviewed)
    if isinstance(part, PatternEntry) and len(part.says) > MOST_SAYS:
        yield (*path, "says"), "E111", f"says 有 {len(part.says)} 个字，最多 {MOST_SAYS} 个"


def _texts(part: Struct, path: Path) -> Iterator[Spoken]:
    if isinstance(part, PatternEntry):
        yield Spoken((*path, "says"), part.says, part.basis)
    elif isinstance(part, StepsFile):
        for key in ("do", "verify"):
            for name, step in getattr(part, key).items():
                yield Spoken((*path, key, name, "text"), step.text, step.basis)


def example_findings(pattern: Pattern, examples: Examples, path: Path) -> Iterator[Finding]:
    """Examples that are missing, or in which the pattern does the opposite."""
    place = (*path, "examples")
    if not examples.hits:
        yield place, "E501", f"{pattern.id} 要有至少一句能命中的例子（hits）"
    if not examples.near:
        yield place, "E502", f"{pattern.id} 要有至少一句看着像、其实不是的例子（near）"
    for index, text in enumerate(examples.hits):
        if not any(places(pattern, folded(text))):
            yield (*place, "hits", index), "E503", f"“{text}”应当命中，却没有命中"
    for index, text in enumerate(examples.near):
        if any(places(pattern, folded(text))):
            yield (*place, "near", index), "E503", f"“{text}”不该命中，却命中了"
