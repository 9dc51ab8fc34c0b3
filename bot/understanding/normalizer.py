"""One spelling for every way of typing the same words, with the way back to what was typed.

Full-width to half-width (NFKC), traditional to simplified (OpenCC), white space inside Chinese dropped, and
the variants of ``data/lexicon/spellings.yml`` put right. Everything that reads meaning reads the normalised
text; everything shown or marked uses the spans of the original. Nothing is refused here: any string of any
length gives a result.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from opencc import OpenCC
from ruamel.yaml import YAML

from bot.paths import DATA

SPELLINGS = DATA / "lexicon" / "spellings.yml"


@dataclass(frozen=True)
class NormalizedText:
    """A text, its normal form, and for each character of the normal form where it came from.

    ``breaks`` holds the indexes of ``text`` before which white space was dropped: people who write without
    punctuation separate thoughts with a space, so a grammar may treat a break as a weak comma.
    """

    original: str
    text: str
    offsets: tuple[int, ...]
    breaks: frozenset[int] = frozenset()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original behind ``text[start:end]`` (``start < end``)."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(frozen=True)
class Spelling:
    """A variant that stands for another spelling; ``pattern`` is a regular expression."""

    pattern: re.Pattern[str]
    right: str


def normalize(text: str, spellings: tuple[Spelling, ...] | None = None) -> NormalizedText:
    """The normal form of a message.

    :param text: what the person typed.
    :param spellings: variants to put right; by default those of ``data/lexicon/spellings.yml``.
    """
    characters, offsets = _compatible(text)
    characters = simplified(characters)
    characters, offsets, breaks = _without_inner_spaces(characters, offsets)
    for spelling in default_spellings() if spellings is None else spellings:
        characters, offsets, breaks = _respelled(characters, offsets, breaks, spelling)
    return NormalizedText(text, characters, tuple(offsets), frozenset(breaks))


def read_spellings(path: Path) -> tuple[Spelling, ...]:
    """The variants of a file: a list of ``{wrong: [literal, …] | pattern: regex, right: spelling}``."""
    entries = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["spellings"]
    return tuple(_spelling(entry) for entry in entries)


@lru_cache(maxsize=1)
def default_spellings() -> tuple[Spelling, ...]:
    """The variants shipped with the project, read once."""
    return read_spellings(SPELLINGS)


def _spelling(entry: dict[str, object]) -> Spelling:
    if "pattern" in entry:
        return Spelling(re.compile(str(entry["pattern"])), str(entry["right"]))
    wrong = sorted(map(str, entry["wrong"]), key=len, reverse=True)  # type: ignore[call-overload]
    return Spelling(re.compile("|".join(map(re.escape, wrong)), re.IGNORECASE), str(entry["right"]))


def _compatible(text: str) -> tuple[str, list[int]]:
    """NFKC character by character, so that every result keeps the index it came from."""
    characters: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for part in unicodedata.normalize("NFKC", character):
            category = unicodedata.category(part)
            if category in ("Cf", "Cs", "Cn") or (category == "Cc" and not part.isspace()):
                continue  # joiners, surrogates and controls carry no words
            characters.append(part)
            offsets.append(index)
    return "".join(characters), offsets


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Simplified characters, one for one: a phrase conversion that changes the length is done by character."""
    converted = _converter().convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_single(_converter().convert(character), character) for character in text)


def _single(converted: str, character: str) -> str:
    return converted if len(converted) == 1 else character


def _without_inner_spaces(text: str, offsets: list[int]) -> tuple[str, list[int], set[int]]:
    """Drop white space unless both neighbours are ASCII letters or digits; runs collapse to one space."""
    kept: list[str] = []
    kept_offsets: list[int] = []
    breaks: set[int] = set()
    pending: int | None = None
    for character, offset in zip(text, offsets, strict=True):
        if character.isspace():
            pending = offset if pending is None else pending
            continue
        if pending is not None and kept:
            if _is_word(kept[-1]) and _is_word(character):
                kept.append(" ")
                kept_offsets.append(pending)
            else:
                breaks.add(len(kept))
        pending = None
        kept.append(character)
        kept_offsets.append(offset)
    return "".join(kept), kept_offsets, breaks


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _respelled(
    text: str, offsets: list[int], breaks: set[int], spelling: Spelling
) -> tuple[str, list[int], set[int]]:
    """Put one variant right; a replacement of another length points at its place in proportion."""
    matches = [match for match in spelling.pattern.finditer(text) if match.end() > match.start()]
    if not matches:
        return text, offsets, breaks
    characters: list[str] = []
    moved: list[int] = []
    index_of: dict[int, int] = {}
    position = 0
    for match in matches:
        for index in range(position, match.start()):
            index_of[index] = len(characters)
            characters.append(text[index])
            moved.append(offsets[index])
        right = match.expand(spelling.right)
        width = match.end() - match.start()
        index_of[match.start()] = len(characters)
        for place, character in enumerate(right):
            characters.append(character)
            moved.append(offsets[match.start() + min(place * width // max(len(right), 1), width - 1)])
        position = match.end()
    for index in range(position, len(text)):
        index_of[index] = len(characters)
        characters.append(text[index])
        moved.append(offsets[index])
    return "".join(characters), moved, {index_of[b] for b in breaks if b in index_of}
