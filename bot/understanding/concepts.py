"""What a message is made of, coarser than words: ``data/lexicon/concepts.yml`` as features of the topic classifier.

「还完多久还能用」 becomes paid_off, how_long, may, using: in that order it asks for the account, whatever the words.
Problems of the file are told all at once, with the line of the concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.paths import DATA
from bot.understanding.lexicon import LexiconError
from bot.understanding.normalizer import normalize

CONCEPTS = DATA / "lexicon" / "concepts.yml"

_CLAUSE = re.compile(r"[,，。.!！?？;；\s]+")
_LONGEST = 14  # concepts of a message that are paired; a longer story repeats itself
_NEAR = 5  # how far apart two paired concepts may stand


@dataclass(frozen=True)
class Concepts:
    """Every word with the id of its concept; ``names`` tells an id in Chinese."""

    words: Mapping[str, str]
    names: Mapping[str, str]

    def found(self, text: str) -> list[str]:
        """The concepts of a text from left to right; the longest word wins."""
        return [self.words[word] for word in self._pattern.findall(text.lower())]

    def features(self, text: str) -> list[str]:
        """The concepts, two that stand near each other, three in a row, and those of the last clause once more.

        What is asked stands in the last clause more often than anywhere else.
        """
        found = self.found(text)
        clauses = [clause for clause in _CLAUSE.split(text) if clause]
        last = self.found(clauses[-1]) if clauses else []
        rows = zip(found, found[1:], found[2:], strict=False)
        return [
            *found,
            *_pairs(found[-_LONGEST:]),
            *(">".join(row) for row in rows),
            *(f"…{each}" for each in (*last, *_pairs(last))),
        ]

    def told(self, feature: str) -> str:
        """A feature for a reader: 「已还清 … 使用」."""
        names = re.sub(
            r"\w+", lambda match: self.names.get(match.group(), match.group()), feature.lstrip("…")
        )
        spaced = names.replace("~", " … ").replace(">", "、")
        return f"末句：{spaced}" if feature.startswith("…") else spaced

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.words, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def read_concepts(path: Path = CONCEPTS) -> Concepts:
    """The concepts of a file.

    :raises LexiconError: an entry is not of the shape ``{id, name, words}``, or an id or a word occurs twice.
    """
    entries = YAML(typ="rt").load(path.read_text(encoding="utf-8"))["concepts"]
    problems = list(_problems(path, entries))
    if problems:
        raise LexiconError("\n".join(problems))
    words = {_normal(word): str(entry["id"]) for entry in entries for word in entry["words"]}
    return Concepts(words, {str(entry["id"]): str(entry["name"]) for entry in entries})


@lru_cache(maxsize=1)
def default_concepts() -> Concepts:
    """The concepts shipped with the project, read once."""
    return read_concepts()


def _pairs(found: Sequence[str]) -> Iterator[str]:
    for place, first in enumerate(found):
        yield from (f"{first}~{second}" for second in found[place + 1 : place + 1 + _NEAR])


def _normal(word: str) -> str:
    return normalize(word).text.lower()


def _problems(path: Path, entries: Sequence[Any]) -> Iterator[str]:
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for entry in entries:
        place = f"{path.name}:{entry.lc.line + 1}"
        if set(entry) != {"id", "name", "words"}:
            yield f"{place}: 概念要有 id、name、words，不能有别的"
            continue
        if not all(isinstance(word, str) and word for word in entry["words"]):
            yield f"{place}: {entry['id']} 的词要是文字，数字请加引号"
            continue
        if entry["id"] in ids:
            yield f"{place}: {entry['id']} 出现了两次"
        ids.add(entry["id"])
        for word in map(_normal, entry["words"]):
            if word in owners:
                yield f"{place}: “{word}”已经属于 {owners[word]}"
            owners[word] = entry["id"]
