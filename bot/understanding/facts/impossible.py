"""Values that cannot be: days the calendar does not have (2月30号), sums below nought (欠-5000元).

They are quoted so that one can ask again. What may be something else (a range, a fraction, an account overdrawn, a
number that identifies) is left alone, and so is a month that is none (13月5号).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.facts.dates import valid
from bot.understanding.facts.noise import take_noise
from bot.understanding.facts.numbers import CHINESE, COUNTED, Number, find_numbers, value_of
from bot.understanding.facts.results import Taken
from bot.understanding.normalizer import NormalizedText

_LEAP_YEAR = 2024  # without its year 2月29号 may be a day

_DUE_TAIL = r"(?=(?:那天|那日|就|才|是|的)*(?:到期|该还|应还|没还|未还|还款日|逾期(?!率)))"
_DUE_HEAD = r"(?:(?<=还款日)|(?<=到期日)|(?<=还款日[是为:])|(?<=到期日[是为:]))"
_CHINESE_DAY = r"[一二三]?十[一二三四五六七八九]?"
_SHORT = r"(?:1[0-2]|0?[1-9])[-/.]\d\d(?![\d./-])"
_DAY = re.compile(
    "|".join(
        (
            r"(?<![A-Za-z\d./-])(?P<year>20\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![A-Za-z\d/-]|\.\d)",
            rf"(?P<in_year>(?<!\d)(?:20)?\d\d年)?(?<![\d.{CHINESE}])(?P<in_month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
            rf"月份?的?(?P<on_day>\d\d|{_CHINESE_DAY})(?:[号日](?![楼线店院])|{_DUE_TAIL})",
            rf"(?<![\d./-])(?:{_DUE_HEAD}(?P<due>{_SHORT})|(?P<short>{_SHORT}){_DUE_TAIL})",
            rf"(?<![\d月第.{CHINESE}])(?P<alone>3[2-9]|[4-9]\d)[号日]{_DUE_TAIL}",
        )
    )
)

_MINUS = "-−"
_SIGN = re.compile(rf"(?:¥?[{_MINUS}]¥?|(?<![背身肩正胜抱辜欺担])负(?:的)?)$")
_UNIT = re.compile(r"(?:块钱?|元钱?|圆|人民币)")
# A dash behind any other word may as well part a list: 借呗-3万, 花呗-5000元.
_OWED = re.compile(
    r"(?:欠款?|欠债|本金|金额|总额|待还|应还|未还|剩余?)(?:了|着|我|大概|差不多|一共|总共|是|为|:|=)*$"
)
_OPENING = re.compile(r"(?:^|[,。!?;:=(]|[是为共有还])$")
_OVERDRAWN = re.compile(r"(?:余额|存款|身家|资产|账户|账上|卡里)[^,。!?;]{0,4}$")
_IN_DEBT = re.compile(r"(?:左右|多)?的?外?债")
_LEAST = 100  # what is spelt out below it, 负二, is no sum


def read_impossible(text: NormalizedText) -> list[str]:
    """The words for days and sums that cannot be, as they were typed and in their order, each once.

    :param text: the message in normal form.
    """
    taken = Taken(len(text.text))
    take_noise(text.text, taken)
    spans = sorted({*_days(text.text, taken), *_negative_sums(text.text, text.breaks, taken)})
    quotes = (text.original[slice(*text.span(start, end))] for start, end in spans)
    return list(dict.fromkeys(quotes))


def take_negative_sums(text: str, breaks: frozenset[int], taken: Taken) -> None:
    """Claim every sum below nought, so that nobody reads it without its sign."""
    for start, end in tuple(_negative_sums(text, breaks, taken)):
        taken.add(start, end)


def _days(text: str, taken: Taken) -> Iterator[tuple[int, int]]:
    for match in _DAY.finditer(text):
        if taken.free(*match.span()) and not _exists(match):
            yield match.span()


def _exists(match: re.Match[str]) -> bool:
    if match["alone"]:
        return False
    if match["year"]:
        return valid(int(match["year"]), int(match["month"]), int(match["day"])) is not None
    short = match["due"] or match["short"]
    if short:
        month, day = re.split(r"[-/.]", short)
        return valid(_LEAP_YEAR, int(month), int(day)) is not None
    year = int(match["in_year"][-3:-1]) + 2000 if match["in_year"] else _LEAP_YEAR
    return valid(year, _whole(match["in_month"]), _whole(match["on_day"])) is not None


def _whole(text: str) -> int:
    return int(value_of(text) or 0)


def _negative_sums(text: str, breaks: frozenset[int], taken: Taken) -> Iterator[tuple[int, int]]:
    for number in find_numbers(text, breaks):
        sign = _SIGN.search(text, max(0, number.start - 3), number.start)
        if sign is None or not number.value or not taken.free(sign.start(), number.end):
            continue
        unit = _UNIT.match(text, number.end)
        end = unit.end() if unit else number.end
        if _is_sum(text, number, sign, end):
            yield sign.start(), end


def _is_sum(text: str, number: Number, sign: re.Match[str], end: int) -> bool:
    head = text[max(0, sign.start() - 12) : sign.start()].rstrip()
    if _OVERDRAWN.search(head) or text[end : end + 1] in tuple(f"{COUNTED}{_MINUS}/"):
        return False
    named = end > number.end or number.has_magnitude
    if sign.group().startswith("负"):
        return named and (number.value or 0) >= _LEAST and not _IN_DEBT.match(text, end)
    if _OWED.search(head):
        return True
    return bool(_OPENING.search(head)) and (named or (not head and end == len(text)))
