"""Numbers as people type them: 35, 12,000, 3w2, 3万2千5, 两万三, 一千八, 廿三, 三十来, 二三十, 好几万.

The grammar: a run of digits (Arabic or Chinese) with magnitudes, the last magnitude may be left out (三万二 =
32000). Two neighbouring digits in a row are a range (七八 = 7.5, approx). A number whose size is left open (几十)
is found, so that nothing else reads its parts, but has no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4,
    "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
}  # fmt: skip
SMALL = {"十": 10, "百": 100, "千": 1000, "k": 1000, "K": 1000}
LARGE = {"万": 10_000, "w": 10_000, "W": 10_000, "亿": 100_000_000}

CHINESE = "零〇一二两俩三仨四五六七八九十百千万亿廿卅"
# Units of time, order and counting: behind them a number is no sum of money.
COUNTED = "天日号月个次期点岁条周年星礼遍回通笔人位%时分折倍小口家本张封部件台套楼层栋级届米斤页"

_ATOM = re.compile(r"(?P<arabic>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<character>.)")
_RUN = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|[零〇一二两俩三仨四五六七八九十百千万亿廿卅])(?:\d+(?:\.\d+)?|"
    r"[零〇一二两俩三仨四五六七八九十百千万亿廿卅]|[kKwW](?![A-Za-z]))*"
)
# 来 is vague only in front of what is counted: 三十来天, but 三点来的.
_MORE = re.compile(
    r"(?:好?几|多|余|来(?=[万千百十wWkK天个块元号月年岁条次通周星礼%度]|$))(?P<magnitude>[万千百亿wWkK](?![A-Za-z]))?"
)
_OPEN_BEFORE = re.compile(r"(?:好?几|数|成|上)$")
_SPLIT_BY_SIZE = re.compile(r"[万千wWkK](?=[零〇一二两俩三仨四五六七八九十0-9][^万千wWkK]*$)")
_TIME_UNIT = re.compile(r"天|个?多?月|个?半月|个?星期|个?礼拜|周|号|次|个电话|通|期")
_LONGEST = 16  # characters of the longest number that still means something
_NO_TIME = 3000  # so many days or times are none: 五千三十天 is 五千 and 三十天
_MOST = 120  # numbers read of one message; more is no speech
_LEADING = "万千百亿"


@dataclass(frozen=True)
class Number:
    """A number at ``[start, end)``; ``value`` is None when its size is left open (几十)."""

    value: Decimal | None
    start: int
    end: int
    text: str
    approx: bool = False
    ordinal: bool = False

    @property
    def has_magnitude(self) -> bool:
        """Written with 万, 千, 百, w or k: hardly anything but a sum of money."""
        return any(character in "万千百亿wWkK" for character in self.text)

    @property
    def is_arabic(self) -> bool:
        return self.text.isascii()

    @property
    def count(self) -> int | None:
        """The value as a whole number, or None."""
        if self.value is None:
            return None
        return int(self.value.to_integral_value(rounding="ROUND_HALF_UP"))


def find_numbers(text: str, breaks: frozenset[int] = frozenset()) -> tuple[Number, ...]:
    """Every number of a normalised text, from left to right."""
    found: list[Number] = []
    position = 0
    while len(found) < _MOST and (match := _RUN.search(text, position)):
        start, end = match.start(), _cut(text, match.start(), match.end(), breaks)
        number = _number(text, start, end)
        found.append(number)
        position = max(number.end, start + 1)
    return tuple(found)


def value_of(text: str) -> Decimal | None:
    """The value of an exactly written number (三万二, 3w2, 12,000), or None if it is none."""
    read = _read(text)
    return None if read is None else read[0]


def _cut(text: str, start: int, end: int, breaks: frozenset[int]) -> int:
    """Where a run ends when two numbers stand side by side: 欠3万 6天, 欠三万三十天没还."""
    unit = text[end : end + 1]
    for index in range(end - 1, start, -1):
        if index in breaks and unit and unit in COUNTED:
            return index
    if unit and unit in COUNTED and _TIME_UNIT.match(text, end):
        split = _SPLIT_BY_SIZE.search(text, start, end)
        whole = _read(text[start:end])
        if split and text[split.end()] not in "零〇" and (whole is None or whole[0] >= _NO_TIME):
            return split.end()
    return end


def _number(text: str, start: int, end: int) -> Number:
    before = text[max(0, start - 2) : start]
    ordinal = before.endswith("第")
    is_open = bool(_OPEN_BEFORE.search(before)) and text[start] in "十百千万亿wWkK"
    read = None if text[start] in _LEADING else _read(text[start:end])
    more = _MORE.match(text, end)
    if not more or read is None:
        value = None if read is None or is_open else read[0]
        return Number(value, start, end, text[start:end], bool(read and read[1]), ordinal)
    value = read[0]
    magnitude = more.group("magnitude")
    if more.group().startswith(("几", "好几")) and text[end - 1] not in "十百千万0":
        return Number(value, start, end, text[start:end], read[1], ordinal)
    if magnitude:
        value *= SMALL.get(magnitude) or LARGE[magnitude]
    return Number(None if is_open else value, start, more.end(), text[start : more.end()], True, ordinal)


def _read(text: str) -> tuple[Decimal, bool] | None:
    """Value and vagueness of a run, or None when it is no well-formed number."""
    if len(text) > _LONGEST:
        return None
    spelled = text.replace("廿", "二十").replace("卅", "三十").replace(",", "")
    if spelled.isascii() and re.fullmatch(r"\d+(?:\.\d+)?", spelled):
        return Decimal(spelled), False
    return _large(spelled)


def _large(text: str) -> tuple[Decimal, bool] | None:
    """Split at the largest magnitude: 亿, then 万."""
    for units in ("亿", "万wW"):
        index = next((i for i, character in enumerate(text) if character in units), -1)
        if index < 0:
            continue
        return _around(text[:index], LARGE[text[index]], text[index + 1 :])
    return _section(text)


def _around(head: str, magnitude: int, tail: str) -> tuple[Decimal, bool] | None:
    left = _large(head) if head else None
    if left is None:
        return None
    value, approx = left[0] * magnitude, left[1]
    if not tail:
        return value, approx
    short = _short_tail(tail, magnitude)
    right = short if short is not None else _large(tail.lstrip("零〇"))
    if right is None or right[0] >= magnitude:
        return None
    return value + right[0], approx or right[1]


def _short_tail(tail: str, magnitude: int) -> tuple[Decimal, bool] | None:
    """The digit after a magnitude that leaves out its own: 三万二 → 2000, 3w25 → 2500."""
    if re.fullmatch(r"\d{1,2}", tail) and magnitude <= 10_000:
        return Decimal(tail) * magnitude / 10 ** len(tail), False
    digits = _digits(tail)
    if digits is None or tail[0] in "零〇":
        return None
    return digits[0] * magnitude / 10, digits[1]


def _section(text: str) -> tuple[Decimal, bool] | None:
    """A number below ten thousand: digits with 千, 百, 十, the last one may be left out."""
    total, last, approx, zero = Decimal(0), 0, False, False
    atoms = _atoms(text)
    for place, (digits, unit) in enumerate(atoms):
        if digits in ("零", "〇"):
            zero = True
            if not unit:
                continue
            digits = ""
        digits, led_by_zero = (
            (digits[1:], True) if digits[:1] in ("零", "〇") and len(digits) > 1 else (digits, zero)
        )
        read = _amount(digits, unit, place, last)
        if read is None:
            return None
        value, vague = read
        approx = approx or vague
        if unit:
            if last and SMALL[unit] >= last:
                return None
            total, last, zero = total + value * SMALL[unit], SMALL[unit], False
            continue
        shorthand = last in (100, 1000) and not led_by_zero and value < 10
        total += value * last / 10 if shorthand else value
    return total, approx


def _amount(digits: str, unit: str, place: int, last: int) -> tuple[Decimal, bool] | None:
    if not digits:
        # 十五 and 一百十五: the only magnitude that stands without its digit
        return (Decimal(1), False) if unit == "十" and (place == 0 or last in (0, 100)) else None
    if digits.isascii():
        return Decimal(digits), False
    return _digits(digits)


def _atoms(text: str) -> list[tuple[str, str]]:
    """Pairs of digits and the magnitude behind them, either may be empty."""
    pairs: list[tuple[str, str]] = []
    digits = ""
    for match in _ATOM.finditer(text):
        part = match.group()
        if part in SMALL:
            pairs.append((digits, part))
            digits = ""
        elif digits and digits[-1:].isascii() != part[:1].isascii():
            pairs.append((digits, ""))
            digits = part
        else:
            digits += part
    if digits:
        pairs.append((digits, ""))
    return pairs


def _digits(text: str) -> tuple[Decimal, bool] | None:
    """One Chinese digit, or two that give a range: 三四, 三五, 三两."""
    if len(text) == 1 and text in DIGITS:
        return Decimal(DIGITS[text]), False
    if len(text) != 2 or text[0] not in DIGITS or text[1] not in DIGITS:
        return None
    low, high = sorted((DIGITS[text[0]], DIGITS[text[1]]))
    if low < 1 or (high - low != 1 and (low, high) != (3, 5)):
        return None
    return Decimal(low + high) / 2, True
