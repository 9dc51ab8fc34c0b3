"""Interest: 万分之五, 日息0.05%, 千分之一, 年化14.4%, 年利率百分之十八, 24个点; and the multiple after the due date, 罚息1.5倍.

A share is a rate only beside a word of interest; its period is what is said (日, 年) or, when nothing is said, what
its size allows. A rate of something else (手续费15%, 减免50%, 四倍LPR) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import value_of
from bot.understanding.facts.results import Candidate, Taken

# a decimal ends before the 一 of 一天 and 一年: 千分之零点五一天
_POINT = r"(?:点[零一二三四五六七八九]{1,6}?(?=一[天日年个]|(?![零一二三四五六七八九])))?"
_N = rf"(?:\d{{1,6}}(?:\.\d{{1,8}})?|[零一二两三四五六七八九十百]{{1,8}}?(?=一[天日年个]|(?![零一二两三四五六七八九十百])){_POINT})"
_RATE = re.compile(
    rf"百分之(?P<hundredth>{_N})|千分之(?P<thousandth>{_N})|万分之(?P<tenthousandth>{_N})|"
    rf"(?<![0-9.])(?P<percent>\d{{1,6}}(?:\.\d{{1,8}})?)[%％]|"
    rf"(?P<spelt_percent>[零一二两三四五六七八九十]{{1,6}}(?:点[零一二三四五六七八九]{{1,6}})?)[%％]|"
    rf"(?<![0-9.])(?P<permille>\d{{1,6}}(?:\.\d{{1,8}})?)‰|(?P<points>{_N})个(?:百分)?点(?!半|钟)|"
    rf"(?<![0-9零一二两俩三四五六七八九十百千几数多来个])万(?P<short>[一二三四五六七八九](?:点[零一二三四五六七八九]{{1,6}})?|"
    rf"\d(?:\.\d+)?)(?![万千百个天块元月期人])|(?<![0-9.])(?P<fraction>0?\.0\d+|0\.\d{{2,}})(?![0-9%％万千wWkK])|"
    rf"(?:(?<=化)|(?<=化率))(?:是|为|:|大概|有|到|差不多|"
    rf"了)?(?P<bare>\d{{1,6}}(?:[.点]\d{{1,8}})?)(?![0-9%％.万千元块天个wWkK])|"
    rf"(?<=年利率)(?:是|为|:|大概|有|到|差不多|了)?(?P<bare_rate>\d{{1,6}}(?:\.\d{{1,8}})?)(?![0-9%％.万千元块天个wWkK])"
)
_SCALE = {
    "hundredth": Decimal("0.01"), "thousandth": Decimal("0.001"), "tenthousandth": Decimal("0.0001"),
    "percent": Decimal("0.01"), "spelt_percent": Decimal("0.01"), "permille": Decimal("0.001"), "points": Decimal("0.01"),
    "short": Decimal("0.0001"), "fraction": Decimal(1), "bare": Decimal("0.01"), "bare_rate": Decimal("0.01"),
}  # fmt: skip
_DAILY = re.compile(
    r"日利率|日息|日化|日费率|每天|每日|一天|一日|按日|天息|日利|按天|(?<![0-9一二三四五六七八九十几])天(?:利率|利息)"
)
_ANNUAL = re.compile(r"年化|年利率|年利息|年息|年利|一年|每年|年费率|年率|IRR|irr|Irr|APR|apr")
_MONTHLY = re.compile(r"月息|月利率|每月|一个月|每个月|月费率|月利|月化|每期|一期")
_INTEREST = re.compile(r"利率|利息|息|年化|日化|费率|IRR|APR|irr|apr")
_OTHER_SHARE = re.compile(
    r"(?:减免|免|打折|折|手续费|服务费|首付|首期|比例|抽成|提成|涨了?|降了?|概率|几率|可能性|还款?|先还|最低|付|收我|佣金|占|上浮|上调|加收|加|回收率|成功率|违约金|"
    r"滞纳金|罚息|超过|高于|大于|超出|不超过|不得超过|上限|以内|低于|逾期率|不良率|LPR|lpr|保护|红线|法律|规定|国家)(?:的|是|了|为|到|:|按|能|可以|要|利率|日利率|"
    r"年化|年利率|掉|率|一般|比例|最高|有|大概|就|\d)*$"
)
_OTHER_TAIL = re.compile(
    r"^(?:的)?(?:手续费|服务费|首付|提成|佣金|折扣|减免|违约金|滞纳金|罚息|概率|可能|本金|欠款|以上的部分|以内|以上(?:的|才|就|算)|的红线|红线)"
)
_ASKED = re.compile(r"(?:是不是|是否|有没有|会不会|难道)[^,。]{0,6}$")
_ASKED_TAIL = re.compile(r"^(?:吗|么|嘛[?]|对吗|对吧|是吗)")

_MULTIPLE = re.compile(
    rf"(?:罚息|罚|逾期(?:后|之后|的|了)?(?:的)?(?:利率|利息|息|罚息)?)[^,。!?;0-9]{{0,14}}?(?P<after>一倍半|{_N}(?=倍))倍?|"
    rf"(?P<before>{_N})倍(?:的)?(?:罚息|的?逾期利息|的?罚)|(?P<half>一倍半)的?罚息|"
    rf"(?:是|合同[^,。!?;0-9]{{0,6}}?)(?P<said>{_N})倍"
)
_MULTIPLE_NOISE = re.compile(r"LPR|lpr|是不是|如果|最多|最高|不超过|不得|上限|法律|规定|银行")
_UPLIFT = re.compile(
    rf"(?:罚息|逾期|罚|利率)[^,。!?;0-9]{{0,12}}?(?:上浮|加收|加罚|上调|提高)(?:了)?(?:百分之(?P<word>{_N})|"
    rf"(?P<percent>\d{{1,6}}(?:\.\d{{1,8}})?)%)"
)

# 罚息是原来利率的百分之150: a share of the old rate, not a rate
_SHARE_OF = re.compile(
    rf"(?:罚息|逾期|罚)[^,。!?;0-9]{{0,10}}?(?:原|正常|约定|合同|本来)[^,。!?;0-9]{{0,6}}?"
    rf"(?:百分之(?P<word>{_N})|(?P<percent>\d{{3}})%)"
)


def read_rates(message: Message, taken: Taken) -> Iterator[Candidate]:
    """The interest rates and the penalty multiple the message states; every share is claimed."""
    yield from _multiples(message, taken)
    for match in _RATE.finditer(message.text):
        if not taken.free(match.start(), match.end()):
            continue
        candidate = _rate(message, match)
        if candidate or match.lastgroup not in ("short", "fraction", "bare", "bare_rate"):
            taken.add(match.start(), match.end())
        if candidate:
            yield candidate


def decimal_of(text: str) -> Decimal | None:
    """The value of 14.4 or 十四点四, or None."""
    whole, _, rest = text.partition("点")
    value = value_of(whole)
    if value is None or not rest:
        return value
    digits = rest if rest.isascii() else "".join(str("零一二三四五六七八九".index(c)) for c in rest)
    return value + Decimal(f"0.{digits}")


def _rate(message: Message, match: re.Match[str]) -> Candidate | None:
    kind = str(match.lastgroup)
    value = decimal_of(match[kind])
    if value is None:
        return None
    value *= _SCALE[kind]
    head, tail = message.before(match.start(), 14), message.after(match.end(), 10)
    if (
        _OTHER_SHARE.search(head)
        or _OTHER_TAIL.match(message.at_once(match.end(), 10))
        or _ASKED.search(head)
        or _ASKED_TAIL.match(tail)
    ):
        return None
    fact = _period(kind, value, head, tail)
    if fact is None or not _in_range(fact, value):
        return None
    return Candidate(
        fact,
        _plain(value),
        match.start(kind) if kind.startswith("bare") else match.start(),
        match.end(),
        weight=1,
    )


def _period(kind: str, value: Decimal, head: str, tail: str) -> str | None:
    """daily_rate or annual_rate, by the nearest word of time, else by the size of the share."""
    daily, annual, monthly = (_last(pattern, head) for pattern in (_DAILY, _ANNUAL, _MONTHLY))
    nearest = max(daily, annual, monthly)
    if nearest >= 0:
        if (
            kind in ("points", "percent", "fraction")
            and not _INTEREST.search(head + tail)
            and annual < 0
            and kind != "percent"
        ):
            return None
        return "daily_rate" if nearest == daily else "annual_rate" if nearest == annual else None
    behind = tail[:8]
    if _MONTHLY.search(behind):
        return None
    if _DAILY.search(behind):
        return "daily_rate"
    if _ANNUAL.search(behind):
        return "annual_rate"
    if kind == "tenthousandth":
        return "daily_rate"
    if kind == "thousandth" and value <= Decimal("0.002"):
        return "daily_rate"
    if not _INTEREST.search(head) and not _INTEREST.search(behind):
        return None
    if value <= Decimal("0.002"):
        return "daily_rate"
    return "annual_rate" if value >= Decimal("0.03") and kind != "short" else None


def _in_range(fact: str, value: Decimal) -> bool:
    return 0 < value <= (Decimal("0.01") if fact == "daily_rate" else Decimal(3))


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros and exponents: 0.0005, 0.144."""
    return Decimal(format(value.normalize(), "f"))


def _multiples(message: Message, taken: Taken) -> Iterator[Candidate]:
    for match in _MULTIPLE.finditer(message.text):
        text = match["after"] or match["before"] or match["half"] or match["said"]
        if match["said"] and "罚" not in message.text:
            continue
        value = Decimal("1.5") if text == "一倍半" else decimal_of(text)
        if (
            value is None
            or not 1 <= value <= 10
            or _MULTIPLE_NOISE.search(match.group() + message.before(match.start(), 8))
        ):
            continue
        if _ASKED_TAIL.match(message.after(match.end(), 4)):
            continue
        if taken.free(match.start(), match.end()):
            start = match.start("after") if match["after"] else match.start("said" if match["said"] else 0)
            taken.add(start, match.end())
            yield Candidate("penalty_multiple", _plain(value), start, match.end(), weight=1)
    for match in _UPLIFT.finditer(message.text):
        share = decimal_of(match["word"] or match["percent"])
        if share is None or not taken.free(match.start(), match.end()) or share > 900:
            continue
        taken.add(match.start("word") if match["word"] else match.start("percent"), match.end())
        yield Candidate("penalty_multiple", _plain(1 + share / 100), match.start(), match.end(), weight=1)
    for match in _SHARE_OF.finditer(message.text):
        share = decimal_of(match["word"] or match["percent"])
        if share is None or not 100 <= share <= 900 or not taken.free(match.start(), match.end()):
            continue
        taken.add(match.start("word") if match["word"] else match.start("percent"), match.end())
        yield Candidate("penalty_multiple", _plain(share / 100), match.start(), match.end(), weight=1)
