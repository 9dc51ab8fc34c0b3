"""A month's money and what could be paid, from one message: income, living costs, other debts, a sum, a wait.

Apart from the facts of the debt, and more careful: what is not said outright is not read. Nothing is guessed across
messages, nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.understanding.facts.dates import find_dates
from bot.understanding.facts.durations import find_durations
from bot.understanding.facts.impossible import take_negative_sums
from bot.understanding.facts.means import EXTRA, NET, Place, Role, role_of, tail_words
from bot.understanding.facts.message import Message
from bot.understanding.facts.money import Sum, find_sums, plain
from bot.understanding.facts.noise import take_noise
from bot.understanding.facts.rates import read_rates
from bot.understanding.facts.results import Taken
from bot.understanding.facts.times import find_times
from bot.understanding.facts.waiting import read_wait
from bot.understanding.normalizer import NormalizedText

_REACH = 26  # characters before a sum that may say what it is
_TAIL = 14
_RANGE = re.compile(r"(?:块|元)?[-~—–到至](?:¥)?")
_LISTING = re.compile(r"工资|收入|月薪|月入|薪水|开销|开支|支出|房租|生活费")
_NO_INCOME = re.compile(
    r"(?<!有)(?:没有?|无|零|0)(?:任何|一分钱?|什么|固定|稳定)*(?:的)?(?:收入|工资|经济来源|进账)(?!证明|流水|卡|条|单|来源不)|(?:收入|工资|进账)(?:(?:是|为|现在|目前|每月|:)*(?:0(?![\d.])|零)|(?:也|都|一点|一分钱?|完全)+没有?(?=$|[,。了]))"
)
_NO_OTHER_DEBT = re.compile(
    r"没有?(?:别的|其他|其它|另外的?)(?:的)?(?:债务?|贷款|欠款|网贷|借款|负债)|(?:别的|其他|其它)(?:的)?(?:债务?|贷款|欠款|网贷|借款|负债)(?:都|也|就|是)*(?:没有|没了|0(?![\d.]))|"
    r"(?:就|只)(?:欠|有)(?:这|借呗)(?:一笔|一家|一个)(?:债|贷款|欠款|网贷)?(?!逾期|没|还)"
)
_SUPPOSED = re.compile(r"如果|假如|假设|要是|万一|吗|怕|担心")


def read_budget(text: NormalizedText, as_of: date) -> dict[str, int | Decimal]:
    """What a message says of the person's month and of paying, CNY and days.

    ``income``, ``necessary_spending``, ``other_debts_monthly``; ``payment``, a sum that could be paid at once;
    ``monthly_offer``, one that could be paid each month; ``wait_days`` before paying.

    :param text: the message in normal form.
    :param as_of: the day it was written, from which 12月15号再还 counts.
    """
    if not text.text:
        return {}
    message = Message.of(text, as_of)
    taken = Taken(len(message.text))
    take_noise(message.text, taken)
    take_negative_sums(message.text, message.breaks, taken)
    dates = find_dates(message, taken)
    list(read_rates(message, taken))
    find_times(message, taken)
    durations = find_durations(message, taken)
    places = _places(message, find_sums(message, taken))
    wait = read_wait(message, durations, dates)
    found: dict[str, Decimal | None] = {
        "income": _income(message, places),
        "necessary_spending": _spending(places),
        "other_debts_monthly": _other_debts(message, places),
        "payment": _payment(places, wait),
        "monthly_offer": _only(_of("monthly_offer", places)),
        "wait_days": None if wait is None else Decimal(wait),
    }
    return {name: plain(value) for name, value in found.items() if value is not None}


_Told = tuple[tuple[Place, Role | None], ...]


def _places(message: Message, sums: Iterable[Sum]) -> _Told:
    """Each sum with the words that are its own, and what they make of it."""
    told: list[tuple[Place, Role | None]] = []
    listing, edge = bool(_LISTING.search(message.text)), 0
    for each in sums:
        head = message.sentence_before(each.start, min(_REACH, each.start - edge))
        if told and _RANGE.fullmatch(head):
            told[-1] = _between(*told[-1], each.value)
            edge = each.end
            continue
        after = told[-1][1] if told else None
        place = Place(each.value, head, message.after(each.end, _TAIL), after)
        role = role_of(place, listing)
        told.append((place, role))
        edge = each.end + tail_words(place, role)
    return tuple(told)


def _between(low: Place, role: Role | None, high: Decimal) -> tuple[Place, Role | None]:
    """3000-4000 is one sum of about 3500."""
    return replace(low, value=(low.value + high) / 2), role


def _of(role: Role, told: _Told) -> list[Decimal]:
    return [place.value for place, found in told if found == role]


def _only(values: Iterable[Decimal]) -> Decimal | None:
    """The one value there is; two different ones contradict each other."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _income(message: Message, told: _Told) -> Decimal | None:
    """Wages and what is earned beside them; of gross and net the net."""
    incomes = [place for place, role in told if role == "income"]
    if not incomes:
        return Decimal(0) if _denied(_NO_INCOME, message) else None
    beside = [place for place in incomes[1:] if EXTRA.search(place.head)]
    wages = [place for place in incomes if place not in beside]
    net = [place for place in wages[1:] if NET.search(place.head)]
    wage = _only(place.value for place in (net or wages))
    return None if wage is None else wage + sum((place.value for place in beside), Decimal(0))


def _spending(told: _Told) -> Decimal | None:
    """A stated total, or the items added up; nothing where it is open what a month costs or what contains what."""
    summed, totals, items = _of("spending_sum", told), _of("spending", told), [
        place for place, role in told if role == "spending_item"
    ]  # fmt: skip
    if summed:
        return _only(summed)
    if _of("spending_open", told):
        return None
    if not totals:
        return sum((place.value for place in items), Decimal(0)) if items else None
    if all(place.says_partly for place in items):
        return _only(totals)
    beside = [place for place in items if place.says_beside]
    total = _only(totals)
    if total is None or len(beside) != len(items):
        return None
    return total + sum((place.value for place in beside), Decimal(0))


def _other_debts(message: Message, told: _Told) -> Decimal | None:
    others = _of("other_debt", told)
    if others:
        return sum(others, Decimal(0))
    return Decimal(0) if _denied(_NO_OTHER_DEBT, message) else None


def _payment(told: _Told, wait: int | None) -> Decimal | None:
    """A sum that could be paid at once; one to be paid later counts where the wait is known."""
    now = _only(_of("payment", told))
    return now if now is not None or wait is None else _only(_of("later_payment", told))


def _denied(pattern: re.Pattern[str], message: Message) -> bool:
    """There is none of it, and that is told, not supposed or asked."""
    match = pattern.search(message.text)
    if match is None:
        return False
    left, right = message.clause(match.start(), match.end())
    return not _SUPPOSED.search(message.text[left:right])
