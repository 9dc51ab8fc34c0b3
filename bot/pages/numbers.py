"""Numbers as people type them into a field: ４５, 2万, 1.5万, 两万三, 两个月, 万分之五, 0.05%.

The grammar is that of the chat; a field only says beforehand what the number is about. What is not all understood
is not understood: nothing of it is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.understanding.facts.extractor import read_facts
from bot.understanding.facts.numbers import find_numbers
from bot.understanding.normalizer import normalize

_LONGEST = 40  # characters; a number is shorter
_MOST_DIGITS = 15
_SUM_AROUND = re.compile(r"^(?:¥|人民币|共|一共|欠)+|(?:元|块|块钱|圆)?整?$")
_DAYS_AROUND = re.compile(r"^(?:已经|逾期了?)+|[天日]$")
_FILLER = re.compile(r"(?:大概|大约|约|差不多|左右|上下|多|元|块|钱|是|了|的|[,。.:~])*")
_RATE_FILLER = re.compile(
    r"(?:日息|日化|日利率|年化|年息|年利率|利率|利息|每天|每日|一天|每年|一年|大概|约|左右|是|[,。.:])*"
)
_DATE = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
_TIME = re.compile(r"(\d{1,2})[:点时](\d{2})分?(?::\d{2}(?:\.\d+)?)?")


@dataclass(frozen=True)
class Stated:
    """What a field states: of which fact, and whether only roughly."""

    fact: str
    value: int | Decimal
    rough: bool = False


def read_sum(text: str, fact: str, as_of: date) -> Stated | None:
    """A sum of money in CNY."""
    plain = _SUM_AROUND.sub("", _plain(text))
    return _bare(plain, fact) or _renamed(_said("一共欠", f"{plain}元", ("amount",), as_of), fact)


def read_days(text: str, as_of: date) -> Stated | None:
    """So many days overdue; ``两个月`` is rough."""
    plain = _DAYS_AROUND.sub("", _plain(text))
    bare = _bare(plain, "days_overdue")
    if bare is None:
        return _said("逾期", plain, ("days_overdue",), as_of)
    return bare if isinstance(bare.value, int) else None


def read_rate(text: str, as_of: date) -> Stated | None:
    """A rate by the day, or by the year where the text says so; a number without % says neither."""
    return _said("日利率", _plain(text), ("daily_rate", "annual_rate"), as_of, _RATE_FILLER)


def read_count(text: str) -> int | None:
    """A whole number of times."""
    bare = _bare(re.sub(r"[次遍回通个]$", "", _plain(text)), "count")
    return bare.value if bare is not None and isinstance(bare.value, int) else None


def read_day(text: str) -> date | None:
    """A day as browsers send it, or written with another mark; None where the calendar has no such day."""
    match = _DATE.fullmatch(_plain(text))
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(text: str) -> str | None:
    """A time of day as ``HH:MM``."""
    match = _TIME.fullmatch(_plain(text))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2])
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[:_LONGEST]).split())


def _bare(text: str, fact: str) -> Stated | None:
    """The text is one number and nothing else."""
    found = find_numbers(text)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    value = found[0].value
    if value is None or len(value.as_tuple().digits) > _MOST_DIGITS:
        return None
    return Stated(fact, _exact(value), found[0].approx)


def _said(
    about: str, text: str, facts: tuple[str, ...], as_of: date, filler: re.Pattern[str] = _FILLER
) -> Stated | None:
    """What the chat would understand, if it understands all of it."""
    read = read_facts(normalize(about + text), as_of)
    stated = {span.fact: span for span in read.spans}
    if len(stated) != 1 or not stated.keys() <= set(facts):
        return None
    fact, span = next(iter(stated.items()))
    rest = (about + text)[len(about) : span.start] + (about + text)[span.end :]
    value = read.values[fact]
    if not filler.fullmatch(rest) or not isinstance(value, int | Decimal):
        return None
    return Stated(fact, value, bool(read.values.get("approx")))


def _renamed(stated: Stated | None, fact: str) -> Stated | None:
    return stated and Stated(fact, stated.value, stated.rough)


def _exact(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else Decimal(format(value.normalize(), "f"))
