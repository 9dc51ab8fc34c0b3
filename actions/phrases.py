"""The small words around an answer, from ``data/answers/phrases.yml``."""

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


def load_phrases(path: Path) -> Phrases:
    """Read the phrases of a file."""
    content = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return Phrases(content["phrases"], content["strength_notes"])
