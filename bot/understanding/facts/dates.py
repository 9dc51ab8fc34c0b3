"""Days named in a message: 2026-09-30, 11/10, 去年12月20号, 上个月8号, 前天, 上周五, 国庆.

A day without its year or month is resolved by what is said of it: what has happened lies in the past, what is
still to come in the future; without a hint the near one is meant. A day that does not exist is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.understanding.facts.festivals import NAMES, festival
from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import value_of
from bot.understanding.facts.results import Candidate, Taken

Tense = Literal["past", "future", "near"]

_DAY = r"(?:[0-3]?\d|三十一?|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九])"
# without 号 only what can be no other word: 9月20, 八月十五, but 上个月一直 is no day
_BARE_DAY = r"(?:[0-3]?\d|[二三]?十[一二三四五六七八九]?)(?![\d个天元块万千百wWkK多来几期次./%分零一二三四五六七八九十])"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:(?:20)?\d\d年|二[零〇]二[零〇一二三四五六七八九]年|今年|去年|前年|大前年|明年|后年)"
_TOKENS = re.compile(
    "|".join(
        (
            r"(?<!\d)(?P<iso>20\d\d)(?P<sep>[-/.])(?P<iso_month>\d{1,2})(?P=sep)(?P<iso_day>\d{1,2})(?!\d)",
            r"(?<!\d)(?P<packed>20[12]\d[01]\d[0-3]\d)(?!\d)",
            rf"(?P<year>{_YEAR})?的?(?<![\d零一二三四五六七八九十])(?P<month>{_MONTH})月(?:份)?的?(?:(?P<day>{_DAY})[号日]|"
            rf"(?P<bare_day>{_BARE_DAY}))",
            rf"(?P<rel_month>这个?|本|当|上{{1,2}}个?|下{{1,2}}个?)月份?的?(?:(?P<rel_day>{_DAY})[号日](?!楼|线|店)|"
            rf"(?P<rel_bare_day>{_BARE_DAY}))",
            r"(?<![\d./-])(?P<slash_month>1[0-2]|"
            r"0?[1-9])(?P<mark>[/.-])(?P<slash_day>[0-3]?\d)(?![\d./%％wWkK万千元块天个折倍分-])",
            r"(?P<week>上{1,2}个?|下{1,2}个?|这个?|本)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!次|个|天|遍|回|通|"
            r"[到至](?:周|星期|礼拜|[一二三四五六日]))",
            r"(?P<relative>大前天|(?<![0-9一二两三四五六七八九十几半]天)前天(?!天)|前日|前晚|昨天|昨日|昨儿个?|昨晚|昨夜|今天|今日|今儿个?|今早|今晚|今晨|大后天|"
            r"(?<![0-9一二两三四五六七八九十几半]天)后天(?!天)|明天|明日|明儿个?|明早|明晚)",
            rf"(?P<festival_year>20\d\d年|今年|去年|前年|明年)?的?(?P<festival>{'|'.join(NAMES)})(?!月|号|点|线|个|块|万|天|种|[0-9])",
            rf"(?<![\d月第零一二三四五六七八九十])(?P<only_day>{_DAY})号(?!楼|线|店|院|码|员|客|机|线路)",
        )
    )
)
_WEEKDAYS = "一二三四五六日"
_RELATIVE = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_SOON = 62  # days: a due date without a year lies at most so far ahead, otherwise it has passed

_EVERY = re.compile(r"每个?月的?|每月|每|一个$")


@dataclass(frozen=True)
class DateToken:
    """A day as named; ``resolve`` turns it into a date."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    fixed: date | None = None
    weekday: int | None = None
    festival: str | None = None

    def resolve(self, as_of: date, tense: Tense) -> date | None:
        """The date meant on ``as_of``, or None when there is no such day."""
        if self.fixed:
            return self.fixed
        if self.weekday is not None:
            return _weekday(self.weekday, as_of, tense)
        if self.festival:
            days = [festival(self.festival, year) for year in range(as_of.year - 1, as_of.year + 2)]
            return _chosen([day for day in days if day], as_of, tense)
        if self.month is None:
            return _day_of_month(self.day or 0, as_of, tense)
        years = (
            range(as_of.year - 4, as_of.year + 5)
            if (self.month, self.day) == (2, 29)
            else _around(as_of.year)
        )
        return _chosen(
            [day for year in years if (day := valid(year, self.month, self.day or 0))], as_of, tense
        )


def valid(year: int, month: int, day: int) -> date | None:
    """The date, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(message: Message, taken: Taken) -> tuple[DateToken, ...]:
    """Every day named in the message; the spans are claimed."""
    return tuple(_tokens(message, taken))


def _tokens(message: Message, taken: Taken) -> Iterator[DateToken]:
    for match in _TOKENS.finditer(message.text):
        if not taken.free(match.start(), match.end()):
            continue
        if match["mark"] and not _due_beside(message, match.start(), match.end(), match["mark"]):
            continue
        if match["festival"] in ("十一", "五一", "六一", "七一", "八一", "五四") and not _named_day(
            message, match
        ):
            continue
        token = _token(match, message.as_of)
        if token is None:
            if not match["mark"] and not match["weekday"]:
                taken.add(match.start(), match.end())  # 2月30号 is no number either
            continue
        taken.add(match.start(), match.end())
        if not _EVERY.search(message.before(match.start(), 4)):
            yield token


def _named_day(message: Message, match: re.Match[str]) -> bool:
    """十一 is also a number: it is the holiday when a day is spoken of (十一那天, 十一到期)."""
    tail, head = message.after(match.end(), 4), message.before(match.start(), 2)
    follows = tail.startswith(
        ("那天", "到期", "当天", "就", "假期", "放假", "节", "前", "该还", "还款日", "期间")
    )
    return follows and head[-1:] not in tuple("零一二两三四五六七八九十百千万0123456789第")


def _due_beside(message: Message, start: int, end: int, mark: str) -> bool:
    """11.10 and 11-10 are dates only beside words of a due date; 11/10 also stands alone."""
    head, tail = message.before(start, 8), message.after(end, 5)
    if _DUE_HEAD.search(head) or _DUE_TAIL.match(tail):
        return True
    return (
        mark == "/"
        and bool(re.search(r"(?:^|[^\d])$", head))
        and not tail.startswith(("的利率", "的概率", "了"))
    )


def _token(match: re.Match[str], as_of: date) -> DateToken | None:
    start, end = match.span()
    if match["iso"]:
        day = valid(int(match["iso"]), int(match["iso_month"]), int(match["iso_day"]))
        return _fixed(start, end, day)
    if match["packed"]:
        text = match["packed"]
        day = valid(int(text[:4]), int(text[4:6]), int(text[6:]))
        return _fixed(start, end, day)
    if match["month"]:
        return _month_day(match, as_of)
    if match["rel_month"]:
        day = _relative_month(match["rel_month"], _integer(match["rel_day"] or match["rel_bare_day"]), as_of)
        return _fixed(start, end, day)
    if match["slash_month"]:
        return _yearless(start, end, int(match["slash_month"]), int(match["slash_day"]))
    if match["weekday"]:
        return _week_token(match, as_of)
    if match["relative"]:
        key = match["relative"].rstrip("天日儿个晚夜早晨")
        return DateToken(start, end, fixed=as_of + timedelta(days=_RELATIVE[key]))
    if match["festival"]:
        return _festival_token(match, as_of)
    day_number = _integer(match["only_day"])
    return DateToken(start, end, day=day_number) if 1 <= day_number <= 31 else None


def _fixed(start: int, end: int, day: date | None) -> DateToken | None:
    return DateToken(start, end, fixed=day) if day else None


def _month_day(match: re.Match[str], as_of: date) -> DateToken | None:
    month, day = _integer(match["month"]), _integer(match["day"] or match["bare_day"])
    if not match["year"]:
        return _yearless(*match.span(), month, day)
    fixed = valid(_year(match["year"], as_of), month, day)
    return _fixed(*match.span(), fixed)


def _yearless(start: int, end: int, month: int, day: int) -> DateToken | None:
    if valid(2024, month, day) is None:
        return None
    return DateToken(start, end, month=month, day=day)


def _year(text: str, as_of: date) -> int:
    offsets = {"今年": 0, "去年": -1, "前年": -2, "大前年": -3, "明年": 1, "后年": 2}
    if text in offsets:
        return as_of.year + offsets[text]
    digits = "".join(
        str("零一二三四五六七八九".find(c)) if c in "零一二三四五六七八九" else c
        for c in text[:-1].replace("〇", "零")
    )
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _festival_token(match: re.Match[str], as_of: date) -> DateToken | None:
    if not match["festival_year"]:
        return DateToken(*match.span(), festival=match["festival"])
    day = festival(match["festival"], _year(match["festival_year"], as_of))
    return _fixed(*match.span(), day)


def _relative_month(text: str, day: int, as_of: date) -> date | None:
    offset = text.count("下") - text.count("上")
    months = as_of.year * 12 + as_of.month - 1 + offset
    return valid(months // 12, months % 12 + 1, day)


def _week_token(match: re.Match[str], as_of: date) -> DateToken | None:
    before = match.string[max(0, match.start() - 1) : match.start()]
    weekday = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
    prefix = match["week"]
    if not prefix:
        # 一周三次, 两个星期三天, 每周五
        return (
            None
            if before and before in "零一二两三四五六七八九十几半每个0123456789"
            else DateToken(*match.span(), weekday=weekday)
        )
    monday = as_of - timedelta(days=as_of.weekday())
    offset = prefix.count("下") - prefix.count("上")
    return DateToken(*match.span(), fixed=monday + timedelta(days=7 * offset + weekday))


def _weekday(weekday: int, as_of: date, tense: Tense) -> date:
    if tense == "future":
        return as_of + timedelta(days=(weekday - as_of.weekday()) % 7)
    if tense == "past":
        return as_of - timedelta(days=(as_of.weekday() - weekday) % 7)
    return as_of - timedelta(days=as_of.weekday() - weekday)


def _day_of_month(day: int, as_of: date, tense: Tense) -> date | None:
    if tense == "near":
        return valid(as_of.year, as_of.month, day)
    step = -1 if tense == "past" else 1
    for offset in range(0, 4 * step, step):
        months = as_of.year * 12 + as_of.month - 1 + offset
        found = valid(months // 12, months % 12 + 1, day)
        if found and (found <= as_of if tense == "past" else found >= as_of):
            return found
    return None


def _around(year: int) -> range:
    return range(year - 1, year + 2)


def _chosen(days: list[date], as_of: date, tense: Tense) -> date | None:
    past = [day for day in days if day <= as_of]
    future = [day for day in days if day >= as_of]
    if tense == "past" and past:
        return max(past)
    if tense == "future" and future:
        return min(future)
    soon = [day for day in future if (day - as_of).days <= _SOON]
    if tense == "near" and soon and not (past and (as_of - max(past)).days < (min(soon) - as_of).days):
        return min(soon)
    return max(past) if past else (min(future) if future else None)


def _integer(text: str) -> int:
    value = value_of(text)
    return -1 if value is None else int(value)


_DUE_HEAD = re.compile(
    r"(?:到期日?期?|到期的?日子|到期时间|还款日期?|还款时间|还款的?日子|最后还款日?期?|最后期限|应还日?期?|应还款日期?|最迟还款日?|截止日?期?|截止时间|截至|"
    r"逾期(?:的?日期?|时间|开始)|该还的?(?:日子|时间|日期)|还款截止日?|该还款的日子)(?:应该|好像|记得|其实|不|就|是|为|在|:|的|到|明明)*$"
)
_SINCE_HEAD = re.compile(r"(?:从|自从?|自|打)$")
_SINCE_TAIL = re.compile(
    r"^(?:那天|那日|[那这]一?期|的?账单|号|起|开始|以来|以后|之后|后|就|一直|,)*(?:开始|就|一直|起)?(?:逾期|没还|没有还|断供|还不上|断还|没再还|不还|未还|欠着)"
)
_OBJECT = r"(?:我的?|这笔|那笔|这期|那一?期|一期|借呗|花呗|微粒贷|信用卡|网贷|账单|欠款|贷款|借款|钱|款|的)*"
_DUE_TAIL = re.compile(
    rf"^(?:那天|那日|当天|晚上|白天|这天)?(?:的|就|是|才|已经?|刚|刚好|正好|本来|原本|也|应该|又|要|,)*{_OBJECT}(?:就|本来|都)?(?:到期|到还款日|到日子|"
    rf"还款日|该还|应还|本该|要还|得还|需要?还|应该还|最后还款|还款截止|最后一天|截止|到账单日|账单到期|扣款日|忘[了记]?还|忘记还款|最后期限|是最后)"
)
_MISSED_TAIL = re.compile(
    rf"^(?:那天|那日|那期|那一期)?(?:开始|以后|之后|起|的|就|,)*{_OBJECT}(?:就|肯定|估计|恐怕|怕是|可能|应该|又|也|都|铁定)*(?:没还(?!完|多少)|没有还|"
    rf"没还上|没还款|没按时还|未还|没能还|还不上|还不起|逾期(?![0-9零一二两三四五六七八九十半几多第利]|了?[,]?[0-9一二两三四五六七八九十半]))"
)
_PROMISED_HEAD = re.compile(
    r"(?:说好|答应|承诺|保证|约定|打算|准备|争取|可以|能|推迟|延期|延|宽限|拖|限我|让我|叫我|要求我?|逼我|必须|催我|提醒|之前|收到|等|到了)(?:到|至|在|于)?$"
)
_PAID_TAIL = re.compile(
    r"^(?:还了|还款了|还款\d|还过|已还|存|转|发工资|发薪|开庭|收到|提醒|前还|之前还|以前还|给我打|借的|借了|办的)"
)
_FUTURE_TAIL = re.compile(r"^[^,。]{0,4}(?:要还|才(?:到期|还|是|要|该|轮到)|得还|就要|需要?还|快|将|才要)")
_FUTURE_HEAD = re.compile(r"(?:下次|马上|快到|快要|即将|还没到|还不到|不到|下一期|下期)[^,。]{0,4}$")
_PAST_TAIL = re.compile(
    r"^[^,。]{0,8}(?:的$|的(?=没|那|还)|没还|逾期|过了|本来|本该|就该|该还的|到期的|忘|未还|(?<![定计怕能该])还不上)|^[^,。]{0,6}(?<!就)到期了"
)


def read_due_dates(message: Message, tokens: tuple[DateToken, ...]) -> Iterator[tuple[Candidate, DateToken]]:
    """The days on which a payment was or is due."""
    for token in tokens:
        head, tail = message.before(token.start, 12), message.after(token.end, 14)
        weight = _due_weight(head, tail, token, message.as_of)
        if not weight:
            continue
        day = token.resolve(message.as_of, _tense(head, tail))
        if day:
            yield Candidate("due_date", day.isoformat(), token.start, token.end, weight=weight), token


def _due_weight(head: str, tail: str, token: DateToken, as_of: date) -> int:
    if _DUE_HEAD.search(head):
        return 3
    if _PROMISED_HEAD.search(head) or _PAID_TAIL.match(tail):
        return 0
    if _SINCE_HEAD.search(head):
        return 2 if _SINCE_TAIL.match(tail) else 0
    if _DUE_TAIL.match(tail):
        return 3
    if token.fixed == as_of:
        return 0  # 今天没还, 今天逾期三天 are about today, not about a due date
    return 2 if _MISSED_TAIL.match(tail) else 0


def _tense(head: str, tail: str) -> Tense:
    if _FUTURE_TAIL.match(tail) or _FUTURE_HEAD.search(head):
        return "future"
    if _PAST_TAIL.match(tail) or _SINCE_HEAD.search(head) or "逾期" in head:
        return "past"
    return "near"
