"""The small words around an answer, from ``data/answers/phrases``: one file for each kind of reply."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Phrases:
    """Phrases by id, and what is said beside each strength."""

    phrases: dict[str, str]
    strength_notes: dict[str, str]

    def say(self, phrase: str, **values: Any) -> str:
        """The phrase with its places filled.

        :raises KeyError: the phrase or one of its values does not exist.
        """
        return self.phrases[phrase].format(**values)

    def strength(self, strength: str) -> str:
        """A strength as a person reads it: ``平台惯例，不是法律规定``."""
        return self.strength_notes[strength]


def load_phrases(folder: Path) -> Phrases:
    """Read the phrases of every file of a folder.

    :raises ValueError: two files have a phrase of the same id.
    """
    phrases: dict[str, str] = {}
    notes: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        if twice := phrases.keys() & content["phrases"].keys():
            raise ValueError(f"{path.name}: {', '.join(sorted(twice))} 在别的文件里已有")
        phrases |= content["phrases"]
        notes |= content.get("strength_notes") or {}
    return Phrases(phrases, notes)
