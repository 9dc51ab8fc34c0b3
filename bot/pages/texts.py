"""The words of the pages that stand in no template, from ``data/pages/texts.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ruamel.yaml import YAML

from bot.paths import DATA

PAGES = DATA / "pages"


@dataclass(frozen=True)
class Texts:
    """Words by what they are for; ``first`` says which of a long list stand at once, and in which order."""

    app: dict[str, str]
    errors: dict[str, str]
    left: dict[str, str]
    answer: dict[str, str]
    first: dict[str, list[str]]


@lru_cache(maxsize=1)
def load_texts() -> Texts:
    """The texts, read once.

    :raises TypeError: a part is missing or unknown.
    """
    return Texts(**YAML(typ="safe").load((PAGES / "texts.yml").read_text(encoding="utf-8")))
