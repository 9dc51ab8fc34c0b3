"""Facts as whole numbers: every value a rule may test becomes an interval of integers, and back.

Days are days, money is 分, rates and plain numbers are millionths, dates are day ordinals, times are
minutes, an enum value is its position, a bool is 0 or 1. Unknown is the whole range, exact is a point,
vague lies between: one rule for all three.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from rules_engine.model.facts import Choice, Fact, FactType, Field, Value

MILLION = 1_000_000
STAGE = "stage"
_DIGITS = 20
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_WIDEST: Mapping[str, tuple[int, int]] = {
    "int": (-(10**9), 10**9),
    "money": (0, 10**13),
    "rate": (0, 10**9),
    "number": (0, 10**12),
    "date": (date.min.toordinal(), date.max.toordinal()),
    "time": (0, 24 * 60 - 1),
    "bool": (0, 1),
    "text": (0, 1),
}
_SCALAR_NAMES: Mapping[str, str] = {
    "int": "整数",
    "money": "金额（元，数字）",
    "rate": "利率（小数，例如 0.0005）",
    "number": "数字",
    "date": "日期（YYYY-MM-DD）",
    "time": "时间（加引号的 HH:MM）",
    "bool": "true 或 false",
    "text": "文字",
    "enum": "列出的值",
    "enum_list": "列出的值的列表",
    "list": "列表",
}


class UnfitValue(ValueError):
    """A value that a fact cannot take; says what is wrong and what would be right."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}；应为{right}")
        self.wrong = wrong
        self.right = right


class Quantity(Struct, frozen=True):
    """What a rule may test, under its key: ``days_overdue``, ``contact.time`` …"""

    key: str
    name: str
    type: FactType
    unit: str
    low: int
    high: int
    values: Mapping[str, str] = {}
    ask: str | None = None
    why: str | None = None
    choices: tuple[Choice, ...] = ()
    derived: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """The values of an enum, in order."""
        return tuple(self.values)

    def read(self, raw: Any) -> Value:
        """``raw`` as a checked value; UnfitValue when the fact cannot be that."""
        low, high = self.bounds(raw)
        if low < self.low or high > self.high:
            raise UnfitValue(
                f"{self.name}写的是 {show(raw)}，超出范围",
                f"{self.say(self.low)} 到 {self.say(self.high)} 之间",
            )
        return Value(low, high, _json_ready(raw))

    def bounds(self, raw: Any) -> tuple[int, int]:
        """The whole numbers around ``raw``: one point unless it is finer than the unit."""
        if self.type == "enum":
            return self._position(raw)
        measure = _MEASURES.get(self.type)
        bounds = measure(raw) if measure else None
        if bounds is None:
            raise UnfitValue(f"{self.name}写的是 {show(raw)}", _SCALAR_NAMES[self.type])
        return bounds

    def _position(self, raw: Any) -> tuple[int, int]:
        if not isinstance(raw, str) or raw not in self.values:
            raise UnfitValue(f"{self.name}写的是 {show(raw)}", self.allowed(raw))
        position = self.codes.index(raw)
        return position, position

    def allowed(self, raw: Any) -> str:
        """The values of an enum, and the one that was probably meant: by its code or by its Chinese name."""
        named = {label: code for code, label in self.values.items()}
        close = difflib.get_close_matches(str(raw), [*self.values, *named], n=1)
        listed = "、".join(self.values)
        if not close:
            return listed
        code = named.get(close[0], close[0])
        return f"{listed}；你是想写 {code}（{self.values[code]}）？"

    def plain(self, number: int) -> Any:
        """The JSON-ready value of a whole number."""
        if self.type == "enum":
            return self.codes[number]
        if self.type == "bool":
            return bool(number)
        if self.type == "date":
            return date.fromordinal(number).isoformat()
        if self.type == "time":
            return f"{number // 60:02d}:{number % 60:02d}"
        if self.type in _SCALES:
            return exact_decimal(Decimal(number) / _SCALES[self.type])
        return number

    def say(self, number: int) -> str:
        """The value of a whole number in words, with its unit."""
        if self.type == "enum":
            return self.values[self.codes[number]]
        if self.type == "bool":
            return "是" if number else "否"
        plain = self.plain(number)
        return f"{plain:,}{self.unit}" if self.type == "money" else f"{plain}{self.unit}"


class Quantities(Mapping[str, Quantity]):
    """Every testable fact by key, and the list facts with the prefix of their items."""

    def __init__(self, facts: Iterable[Fact], stages: Mapping[str, str]) -> None:
        """``stages`` names the rows of the stage table: what the derived fact ``stage`` may be."""
        self._facts = {fact.id: fact for fact in facts}
        self._quantities = {quantity.key: quantity for quantity in _quantities(self._facts.values())}
        if STAGE in self._quantities:
            self._quantities[STAGE] = replace(
                self._quantities[STAGE], type="enum", values=stages, low=0, high=max(len(stages) - 1, 0)
            )

    def __getitem__(self, key: str) -> Quantity:
        return self._quantities[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._quantities)

    def __len__(self) -> int:
        return len(self._quantities)

    @property
    def facts(self) -> Mapping[str, Fact]:
        """The dictionary entries by id, in its order."""
        return self._facts

    def fields(self, list_id: str) -> dict[str, Quantity]:
        """The fields of a list's items by field id."""
        prefix = item_name(list_id)
        return {field.id: self[f"{prefix}.{field.id}"] for field in self._facts[list_id].fields}

    def question(self, key: str) -> Question | None:
        """How and why the fact or field ``key`` is asked; None when it is not."""
        entry: Fact | Quantity | None = self._facts.get(key) or self._quantities.get(key)
        if entry is None or entry.ask is None:
            return None
        return Question(entry.ask, entry.why or "", entry.choices)


class Question(Struct, frozen=True):
    """The question for a fact, the reason it is asked, and its buttons."""

    ask: str
    why: str
    choices: tuple[Choice, ...]


def item_name(list_id: str) -> str:
    """What one item of a list fact is called in conditions: ``contacts`` → ``contact``."""
    return list_id[:-1] if list_id.endswith("s") else list_id


def exact_decimal(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent."""
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    return number.normalize()


def exact_number(raw: Any) -> Decimal | None:
    """A finite number exactly as it was written; None when ``raw`` is no number."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, float):
        # The shortest form of a float is what was written before JSON or Python read it.
        raw = Decimal(repr(raw))
    number = Decimal(raw) if isinstance(raw, int) else raw
    if not isinstance(number, Decimal) or not number.is_finite():
        return None
    # Longer numbers would be rounded by decimal arithmetic, and a huge exponent would fill the memory.
    is_plain = len(number.as_tuple().digits) <= _DIGITS and abs(number.adjusted()) <= _DIGITS
    return number if is_plain or not number else None


def show(raw: Any) -> str:
    """A value as it would be written in JSON, cut short."""
    if raw is None or isinstance(raw, bool):
        return "null" if raw is None else str(raw).lower()
    text = f"“{raw}”" if isinstance(raw, str) else str(raw)
    return text if len(text) <= 40 else text[:39] + "…"


def _json_ready(raw: Any) -> Any:
    return raw.isoformat() if isinstance(raw, date) else raw


def _whole(raw: Any) -> tuple[int, int] | None:
    number = exact_number(raw)
    if number is None or isinstance(raw, float) or number != number.to_integral_value():
        return None
    return int(number), int(number)


def _money(raw: Any) -> tuple[int, int] | None:
    number = exact_number(raw)
    if number is None or number * 100 != (number * 100).to_integral_value():
        return None
    return int(number * 100), int(number * 100)


def _millionths(raw: Any) -> tuple[int, int] | None:
    number = exact_number(raw)
    if number is None:
        return None
    return math.floor(number * MILLION), math.ceil(number * MILLION)


def _day(raw: Any) -> tuple[int, int] | None:
    if isinstance(raw, str):
        try:
            raw = date.fromisoformat(raw) if _DATE.fullmatch(raw) else None
        except ValueError:
            return None
    return (raw.toordinal(), raw.toordinal()) if isinstance(raw, date) else None


def _minutes(raw: Any) -> tuple[int, int] | None:
    match = _TIME.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        return None
    minutes = int(match[1]) * 60 + int(match[2])
    return minutes, minutes


def _truth(raw: Any) -> tuple[int, int] | None:
    return (int(raw), int(raw)) if isinstance(raw, bool) else None


def _words(raw: Any) -> tuple[int, int] | None:
    return (1, 1) if isinstance(raw, str) and raw.strip() else None


_MEASURES: Mapping[str, Callable[[Any], tuple[int, int] | None]] = {
    "int": _whole,
    "money": _money,
    "rate": _millionths,
    "number": _millionths,
    "date": _day,
    "time": _minutes,
    "bool": _truth,
    "text": _words,
}
_SCALES: Mapping[str, int] = {"money": 100, "rate": MILLION, "number": MILLION}


def _quantities(facts: Iterable[Fact]) -> Iterator[Quantity]:
    for fact in facts:
        if fact.type != "list":
            yield _quantity(fact.id, fact)
        for field in fact.fields:
            yield _quantity(f"{item_name(fact.id)}.{field.id}", field)


def _quantity(key: str, entry: Fact | Field) -> Quantity:
    values = entry.values or {}
    low, high = (0, max(len(values) - 1, 0)) if values else _WIDEST.get(entry.type, (0, 0))
    quantity = Quantity(
        key=key,
        name=entry.name,
        type=entry.type,
        unit=entry.unit or "",
        low=low,
        high=high,
        values=values,
        ask=entry.ask,
        why=entry.why,
        choices=entry.choices,
        derived=isinstance(entry, Fact) and entry.derived,
    )
    if entry.range is None:
        return quantity
    return replace(quantity, low=quantity.bounds(entry.range[0])[0], high=quantity.bounds(entry.range[1])[1])
