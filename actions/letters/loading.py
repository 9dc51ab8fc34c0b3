"""Reading the letters: strictly, every problem at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as File

from msgspec import Struct

from actions.letters.model import Letter, Part
from actions.letters.references import Known
from actions.letters.written import written
from rules_engine import Rulebook
from rules_engine.loading import schema
from rules_engine.loading.diagnostics import Problem, refuse_errors
from rules_engine.loading.references import citation_findings
from rules_engine.loading.schema import Finding, Path
from rules_engine.loading.source import Source
from rules_engine.proofs import strength

FOLDER = "letters"
TITLE_LENGTH = 20


class Letters(Struct, frozen=True):
    """The letters by id, with their files and what is wrong with them."""

    by_id: Mapping[str, Letter]
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]


def load_letters(data: File, book: Rulebook) -> dict[str, Letter]:
    """Every letter by id; RulebookError with every problem when one cannot be used."""
    letters = read_letters(data, book)
    refuse_errors(letters.problems)
    return dict(letters.by_id)


def read_letters(data: File, book: Rulebook) -> Letters:
    """Read all letters and keep going past every problem."""
    known = Known(book)
    letters: dict[str, Letter] = {}
    sources: dict[str, Source] = {}
    for path in sorted((data / FOLDER).glob("*.yml")):
        source = sources[path.stem] = Source.read(path, data)
        letter = schema.read(source, Letter)
        if letter is None:
            continue
        letters[path.stem] = letter
        for place, code, message in _findings(book, letter, path.stem, known):
            source.problems.append(source.problem(code, place, message))
    problems = {problem for source in sources.values() for problem in source.problems}
    return Letters(letters, sources, tuple(sorted(problems)))


def _findings(book: Rulebook, letter: Letter, stem: str, known: Known) -> Iterator[Finding]:
    if letter.letter != stem:
        yield ("letter",), "E109", f"应和文件名一样写 {stem}"
    if len(letter.title) > TITLE_LENGTH:
        yield ("title",), "E111", f"title 有 {len(letter.title)} 个字，最多 {TITLE_LENGTH} 个"
    if not letter.body:
        yield ("body",), "E111", "body 至少一段"
    for index, part in enumerate(letter.body):
        yield from _shape(part, ("body", index))
    texts = list(written(letter))
    for text in texts:
        yield from known.placeholders(text)
    for basis, place in dict.fromkeys((text.basis, text.basis_path) for text in texts):
        yield from citation_findings(book, basis, place)
    yield from strength.text_findings(book, [text.spoken for text in texts])
    yield from known.references(letter)


def _shape(part: Part, path: Path) -> Iterator[Finding]:
    """A part is one thing."""
    things = [part.heading is not None, bool(part.items), part.each is not None or part.text is not None]
    if sum(things) != 1:
        yield path, "E107", "一段只写一样：heading、text、items 或 each"
    if part.each is not None and bool(part.text) == bool(part.table):
        yield path, "E107", "each 要配 text（一条一条）或 table（表格），二选一"
    only_with_each = {"table": part.table, "remedy": part.remedy, "only": part.only, "lead": part.lead}
    for key, value in {**only_with_each, "otherwise": part.otherwise}.items():
        if value and part.each is None:
            yield (*path, key), "E107", f"{key} 只和 each 一起写"
