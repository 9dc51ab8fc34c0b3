"""Cases a lawyer can read (``name``, ``as_of``, ``facts``, ``expect``), read to see what they exercise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rules_engine.loading.case import FactsError, read_case
from rules_engine.loading.source import Source
from rules_engine.model.rulebook import Rulebook
from rules_engine.proofs.coverage import Tried


def tried_cases(book: Rulebook, folder: Path) -> Iterator[Tried]:
    """Every case of the folder that can be read; what is wrong with the others their test says."""
    for path in sorted(folder.glob("*.yml")):
        for case in (Source.read(path, folder).data or {}).get("cases", ()):
            try:
                yield Tried(read_case(book.quantities, case["facts"]), case["as_of"])
            except FactsError:
                continue


def rules_shown(folder: Path) -> set[str]:
    """The rules (``id`` or ``table/id``) of which some case shows reasons and citations."""
    shown: set[str] = set()
    for path in sorted(folder.glob("*.yml")):
        for case in (Source.read(path, folder).data or {}).get("cases", ()):
            faces: dict[str, Any] = case.get("expect", {}).get("rules", {})
            shown.update(rule for rule, face in faces.items() if "because" in face and "basis" in face)
    return shown
