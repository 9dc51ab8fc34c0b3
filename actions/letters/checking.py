"""What is wrong with the letters on a day: form and references, grounds out of force, numbers, reviews overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from actions.letters.loading import Letters, read_letters
from actions.letters.written import written
from rules_engine import Problem, Rulebook
from rules_engine.loading.schema import Finding
from rules_engine.model.norms import Norms
from rules_engine.proofs import citations
from rules_engine.proofs.hotlines import Directory


def check_letters(data: Path, book: Rulebook, on: date) -> list[Problem]:
    """Every problem of the letters on the day ``on``, sorted by file and line; empty when all is well."""
    letters = read_letters(data, book)
    return sorted({*letters.problems, *_dated(letters, book.norms, Directory(data, book, on), on)})


def _dated(letters: Letters, norms: Norms, directory: Directory, on: date) -> Iterator[Problem]:
    for name, letter in letters.by_id.items():
        texts = list(written(letter))
        found: list[Finding] = list(directory.findings(text.spoken for text in texts))
        for basis, place in dict.fromkeys((text.basis, text.basis_path) for text in texts):
            found.extend(citations.text_findings(norms, basis, place, on))
        if letter.review_by < on:
            found.append((("review_by",), "E404", f"{name} 应在 {letter.review_by} 前复核"))
        yield from (letters.sources[name].problem(code, path, message) for path, code, message in found)
