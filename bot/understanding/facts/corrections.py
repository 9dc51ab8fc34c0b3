"""不是45天是35天: of two values of one fact the denied one is dropped, and what replaces it takes its place.

Denied is what follows 不是, and what stands before words of taking back (说错了, 记错, 不对, 更正) when another value of
the same fact comes behind them. A bare quantity that replaces a value states the same fact as that value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.durations import Duration
from bot.understanding.facts.message import Message
from bot.understanding.facts.money import Sum, is_other_kind, plain
from bot.understanding.facts.results import Candidate

_NOT_HEAD = re.compile(
    r"(?:不是|并不是|并非|不止是?|才不是|而不是|哪是|哪有|没有|没(?!还|按|逾期|交|到))(?:逾期|欠了?|超了?|拖了?|年化|日息|利率|罚息|借呗|说|我|的|到期日?是?|"
    r"还款日是?|在|有|那么多|那么久|什么|,)*$"
)
_TAKEN_BACK = re.compile(
    r"(?:说|写|打|记|算|搞|弄|输|填|讲|看|按|念|报)(?:错|岔|混|反)(?:了)?|(?<!对)不对(?!劲|啊?怎么)|错了|(?<!是)哦?不(?:,|、|是)|哦不|啊不|噢不|更正|(?<!失信)纠正(?!失信|信用|申请)|"
    r"应该是|其实是|准确(?:地)?(?:说|讲)|不准|有误|不是这个|查了(?:一下)?[是,]|看了(?:一下)?[是,]|改成|改为|改一下|不是这个|口误|手误|手滑|重说|重新说|不不|"
    r"实际是|实际上是"
)
_THEIR_ERROR = re.compile(
    r"(?:征信|信用|报告|记录|系统|平台|银行(?!卡)|客服|催收|他们|对方|法院)[^,。!?;]{0,6}?(?:登|报|记|算|写|录|传|搞|弄|填)(?:送|上)?错了?"
)
_NOT = re.compile(r"(?<!是)不是")
_INSTEAD = re.compile(
    r"(?:(?<![不还])是|应该|其实|才|,|改成|改为|就|而是|,是|实际)(?:有|逾期|欠了?|我|了|的|大概|是|才|,)*$"
)

_LATER = 20  # readings of one fact looked at behind another; nobody corrects more than a few


def is_taken_back(text: str) -> bool:
    """The message corrects something that was said; what others got wrong (征信报告登错了一个月) was not."""
    own = _THEIR_ERROR.sub("", text)
    return bool(_TAKEN_BACK.search(own) or _NOT.search(own))


def without_denied(message: Message, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that stand."""
    return [candidate for candidate in candidates if not _denied(message, candidate, candidates)]


def replacements(
    message: Message,
    candidates: Iterable[Candidate],
    durations: tuple[Duration, ...],
    sums: tuple[Sum, ...],
    dates: tuple[DateToken, ...],
) -> list[Candidate]:
    """Bare quantities that replace a value: 不是逾期45天是35天, 说错了 是3万."""
    if not is_taken_back(message.text):
        return []
    known = list(candidates)
    found: list[Candidate] = []
    for duration in durations:
        if _is_read(known, duration.start) or not _replaces(message, duration.start):
            continue
        old = [candidate for candidate in known if candidate.fact == "days_overdue"]
        negative = bool(old) and all(
            isinstance(candidate.value, int) and candidate.value < 0 for candidate in old
        )
        days = -duration.days if negative else duration.days
        found.append(Candidate("days_overdue", days, duration.start, duration.end, duration.approx, 3))
    for amount in sums:
        if _is_read(known, amount.start) or not amount.sure or not _replaces(message, amount.start):
            continue
        if is_other_kind(message, amount):
            continue
        found.append(Candidate("amount", plain(amount.value), amount.start, amount.end, amount.approx, 3))
    return [*found, *_days_due(message, known, dates)]


def _days_due(message: Message, known: list[Candidate], dates: tuple[DateToken, ...]) -> Iterator[Candidate]:
    """到期日不是10号是16号: a day that replaces a due date."""
    if not any(candidate.fact == "due_date" for candidate in known):
        return
    for token in dates:
        day = token.resolve(message.as_of, "near")
        if day and _replaces(message, token.start) and not _is_read(known, token.start):
            yield Candidate("due_date", day.isoformat(), token.start, token.end, weight=3)


def _is_read(candidates: Iterable[Candidate], start: int) -> bool:
    return any(candidate.start <= start < candidate.end for candidate in candidates)


def _replaces(message: Message, start: int) -> bool:
    """Behind words of correction, with nothing but 是 or small words between."""
    head = message.sentence_before(start, 16)
    return (bool(_INSTEAD.search(head)) and not _NOT_HEAD.search(head)) or bool(
        re.search(_TAKEN_BACK.pattern + r"(?:了|,|,|是|我|应该|有|的|吧|啊|哈|。|!|才)*$", head)
    )


def _denied(message: Message, candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    if _is_negated(message, candidate):
        return True
    later = [other for other in candidates if other.fact == candidate.fact and other.start >= candidate.end][
        :_LATER
    ]
    return any(
        _TAKEN_BACK.search(message.text, candidate.end, other.start)
        for other in later
        if other.value != candidate.value and not _is_negated(message, other)
    )


def _is_negated(message: Message, candidate: Candidate) -> bool:
    head = message.before(candidate.start, 14)
    denied = _NOT_HEAD.search(head)
    if denied and denied.group().startswith("不是"):
        place = candidate.start - len(head) + denied.start()
        if place + 1 in message.breaks:
            return False  # 不 是13天: no, it is 13
    return bool(denied) and not re.search(r"是不是[^,。]*$", head)
