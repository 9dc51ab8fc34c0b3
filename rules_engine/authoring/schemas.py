"""JSON Schemas of the data files, so that an editor completes keys, facts and articles and marks slips at once.

The form comes from the structs that read the files; what a key means from ``data/schema/keys.yml``; the words that
can be chosen (facts, articles, texts' topics) from the rulebook itself, in ``references.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.source import Source
from rules_engine.model.answers import Answer
from rules_engine.model.calendar import CalendarYear
from rules_engine.model.facts import FactsFile
from rules_engine.model.hotlines import Hotlines
from rules_engine.model.norms import Norm
from rules_engine.model.params import Param
from rules_engine.model.planning_texts import PlanningTexts
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.tables import THEN_OF_TABLE, Table
from rules_engine.model.texts import CaveatTexts, CostTexts, VerdictTexts

FOLDER = "schema"
REFERENCES = "references.json"
_OTHER_FILES: Mapping[str, type] = {
    "facts": FactsFile,
    "cost": CostTexts,
    "planning": PlanningTexts,
    "caveats": CaveatTexts,
    "verdicts": VerdictTexts,
    "norm": Norm,
    "param": Param,
    "calendar": CalendarYear,
    "answer": Answer,
    "hotlines": Hotlines,
}
# Keys whose values are chosen from the rulebook, and from what; in a list each entry is.
_CHOSEN: Mapping[str, str] = {
    "fact": "fact",
    "any_of": "list",
    "count_of": "list",
    "basis": "article",
    "see_also": "article",
    "source": "article",
    "remedy": "channel",
    "payment_basis": "article",
    "what_if_basis": "article",
    "court_fee_basis": "article",
    "added_interest_basis": "article",
}


class KeyTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/schema/keys.yml``: what each key means, in the words of those who write rules."""

    keys: dict[str, str]


def schemas(book: Rulebook, meanings: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Every schema by file name."""
    types: dict[str, Any] = {name: Table[then] for name, then in THEN_OF_TABLE.items()}  # type: ignore[valid-type]
    types |= _OTHER_FILES
    found = {
        f"{name}.json": _described(name, msgspec.json.schema(type_), meanings)
        for name, type_ in types.items()
    }
    return {**found, REFERENCES: _references(book)}


def written(data: Path, book: Rulebook) -> dict[Path, str]:
    """The schema files of a data folder with what should stand in them."""
    return {
        data / FOLDER / name: json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        for name, schema in schemas(book, _meanings(data)).items()
    }


def problems(data: Path, book: Rulebook) -> Iterator[Problem]:
    """That schemas no longer fit the data, said of the first of them; none where the folder has no schemas."""
    if not (data / FOLDER).is_dir():
        return
    for path, text in written(data, book).items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            name = f"{data.name}/{FOLDER}/{path.name}"
            yield Problem(name, 1, "W003", "编辑器用的提示和数据不一致；运行 advisor rules schema")
            return


def _meanings(data: Path) -> Mapping[str, str]:
    path = data / FOLDER / "keys.yml"
    if not path.exists():
        return {}
    return msgspec.convert(Source.read(path, data).data, KeyTexts).keys


def _described(name: str, schema: dict[str, Any], meanings: Mapping[str, str]) -> dict[str, Any]:
    for definition in schema["$defs"].values():
        definition.pop("description", None)
        for key, entry in definition.get("properties", {}).items():
            if key in meanings:
                entry["description"] = meanings[key]
            if key in _CHOSEN and not (name == "norm" and key == "source"):
                _choose(entry, f"{REFERENCES}#/$defs/{_CHOSEN[key]}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _choose(entry: dict[str, Any], reference: str) -> None:
    """Replace free text by a choice, alone or as the entries of a list."""
    if entry.get("type") == "array":
        entry["items"] = {"$ref": reference}
        return
    entry.pop("type", None)
    entry["anyOf"] = [{"$ref": reference}]


def _references(book: Rulebook) -> dict[str, Any]:
    citations = [book.norms.cite(ref) for ref in book.norms.references]
    facts = book.quantities.facts.values()
    channels = book.tables["channels"].rules if "channels" in book.tables else ()
    words = {
        "fact": {key: quantity.name for key, quantity in book.quantities.items()},
        "list": {fact.id: fact.name for fact in facts if fact.type == "list"},
        "article": {one.ref: f"{one.title}（{one.norm.strength}）{one.article.says}" for one in citations},
        "channel": {rule.id: rule.name for rule in channels},
    }
    return {
        "$defs": {
            name: {"anyOf": [{"const": word, "description": text} for word, text in choices.items()]}
            for name, choices in words.items()
        }
    }
