"""The templates of ``data/pages``: everything that is put into one is escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from ruamel.yaml import YAML

from bot.pages.texts import PAGES, load_texts
from bot.paths import DATA

_HOTLINES = DATA / "safety" / "hotlines.yml"


def page(name: str, **values: Any) -> str:
    """A page of ``data/pages`` with its places filled."""
    return _environment().get_template(name).render(**values)


@lru_cache(maxsize=1)
def hotlines() -> dict[str, str]:
    """The numbers that were looked up, with their names."""
    read = YAML(typ="safe").load(_HOTLINES.read_text(encoding="utf-8"))
    return {line["number"]: line["name"] for line in read["hotlines"]}


def dial(text: str) -> Markup:
    """A text whose telephone numbers of help can be called."""
    parts, start = [], 0
    for match in _numbers().finditer(text):
        number = match.group()
        parts += [escape(text[start : match.start()]), Markup('<a href="tel:{0}">{0}</a>').format(number)]
        start = match.end()
    return Markup("").join([*parts, escape(text[start:])])


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["dial"] = dial
    environment.globals["hotlines"] = {number: hotlines()[number] for number in load_texts().first["help"]}
    return environment


@lru_cache(maxsize=1)
def _numbers() -> re.Pattern[str]:
    # Behind or before other digits, and before a unit, it is a figure: 120天, 第110条.
    numbers = "|".join(sorted(hotlines(), key=len, reverse=True))
    return re.compile(rf"(?<![\d第.,-])(?:{numbers})(?![\d.,:%-]|[天日元条个万次期年月人分])")
