"""The words of the trade: ``data/lexicon/terms.yml`` as objects, and what other tools are fed from it.

A term has a canonical id, a kind and every way people write it. The tokenizer keeps each form in one
piece, the term matcher finds the forms in a message. Problems of the file are told all at once, with the
line of the term.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.paths import DATA
from bot.understanding.normalizer import normalize

TERMS = DATA / "lexicon" / "terms.yml"


class LexiconError(ValueError):
    """The lexicon cannot be used; the message lists every problem."""


@dataclass(frozen=True)
class Term:
    """A word of the trade: ``forms`` are its spellings in normal form, the canonical one first."""

    id: str
    kind: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """All terms, and the kinds they may be of (id → Chinese name)."""

    terms: tuple[Term, ...]
    kinds: Mapping[str, str]

    @property
    def forms(self) -> Iterator[tuple[str, Term]]:
        """Every form with its term, in the order of the file."""
        return ((form, term) for term in self.terms for form in term.forms)

    def jieba_dictionary(self) -> str:
        """A user dictionary of jieba: one line a form that has a Chinese character, with its kind as tag."""
        lines = (f"{form} {term.kind}" for form, term in self.forms if _is_chinese(form))
        return "\n".join(lines) + "\n"

    def spacy_patterns(self) -> list[dict[str, str]]:
        """Patterns of a spaCy ``span_ruler``: the kind as label, the canonical id as id."""
        return [{"label": term.kind, "pattern": form, "id": term.id} for form, term in self.forms]


def read_lexicon(path: Path = TERMS) -> Lexicon:
    """The lexicon of a file.

    :raises LexiconError: a kind is unknown, an id or a form occurs twice, or an entry is not of the shape
        ``{id, kind, word, also}``.
    """
    content = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    kinds = {str(kind): str(name) for kind, name in content["kinds"].items()}
    entries = list(content["terms"])
    problems = list(_problems(path, entries, kinds))
    if problems:
        raise LexiconError("\n".join(problems))
    return Lexicon(tuple(_term(entry) for entry in entries), kinds)


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The lexicon shipped with the project, read once."""
    return read_lexicon()


def _term(entry: Mapping[str, Any]) -> Term:
    forms = dict.fromkeys(normalize(word).text.lower() for word in _words(entry))
    return Term(str(entry["id"]), str(entry["kind"]), tuple(forms))


def _words(entry: Mapping[str, Any]) -> list[str]:
    return [entry["word"], *entry.get("also", ())]


def _problems(path: Path, entries: Iterable[Any], kinds: Mapping[str, str]) -> Iterator[str]:
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for entry in entries:
        place = f"{path.name}:{entry.lc.line + 1}"
        if not {"id", "kind", "word"} <= set(entry):
            yield f"{place}: 词条要有 id、kind、word"
            continue
        if not all(isinstance(word, str) and word for word in _words(entry)):
            yield f"{place}: {entry['id']} 的写法要是文字，数字请加引号"
            continue
        if entry["kind"] not in kinds:
            yield f"{place}: 没有 {entry['kind']} 这个类别，可用的有 {'、'.join(kinds)}"
        if entry["id"] in ids:
            yield f"{place}: {entry['id']} 出现了两次"
        ids.add(entry["id"])
        for form in _term(entry).forms:
            if owners.setdefault(form, entry["id"]) != entry["id"]:
                yield f"{place}: “{form}”已经属于 {owners[form]}"


def _is_chinese(form: str) -> bool:
    return any("一" <= character <= "鿿" for character in form)
