"""Every text of a template with where it stands, what it rests on and what its names may be."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from actions.letters.model import Letter, Line, Part
from actions.letters.rows import FIELDS
from rules_engine.loading.schema import Path
from rules_engine.model.spoken import Spoken


class Written(Struct, frozen=True):
    """A text of a template; ``fields`` are the names it may use besides those of every case."""

    path: Path
    text: str
    basis: tuple[str, ...] = ()
    basis_path: Path = ()
    fields: frozenset[str] = frozenset()

    @property
    def spoken(self) -> Spoken:
        """The text as the proofs of strength read it."""
        return Spoken(self.path, self.text, self.basis)


def written(letter: Letter) -> Iterator[Written]:
    """Every text of the template a person may read."""
    for key in ("title", "use", "to"):
        yield Written((key,), getattr(letter, key))
    for index, part in enumerate(letter.body):
        yield from _of_part(part, ("body", index))
    for key in ("closing", "sign"):
        for index, line in enumerate(getattr(letter, key)):
            yield Written((key, index), line)
    for index, caution in enumerate(letter.cautions):
        yield _of_line(caution, ("cautions", index), Written((), ""))
    for name, label in letter.blanks.items():
        yield Written(("blanks", name), label)


def _of_part(part: Part, path: Path) -> Iterator[Written]:
    fields = FIELDS[part.each] if part.each else frozenset()
    own = Written(path, "", part.basis, (*path, "basis"))
    for key in ("heading", "text", "lead", "otherwise"):
        text = getattr(part, key)
        if text is not None:
            allowed = fields if key == "text" else frozenset()
            yield Written((*path, key), text, own.basis, own.basis_path, allowed)
    for index, item in enumerate(part.items):
        yield _of_line(item, (*path, "items", index), own)
    for index, column in enumerate(part.table):
        place = (*path, "table", index)
        yield Written((*place, "title"), column.title, own.basis, own.basis_path)
        yield Written((*place, "text"), column.text, own.basis, own.basis_path, fields)


def _of_line(line: str | Line, path: Path, around: Written) -> Written:
    """A line rests on its own ground, or on that of the part it stands in."""
    if isinstance(line, str):
        return Written(path, line, around.basis, around.basis_path)
    if not line.basis:
        return Written((*path, "text"), line.text, around.basis, around.basis_path)
    return Written((*path, "text"), line.text, line.basis, (*path, "basis"))
