"""Papers the person has received: 律师函, 支付令, 传票 …, each with the day it came and its hearing when those are said.

A paper that is threatened, asked about or denied is none. Saying that nothing at all has come gives an empty list.
A short message that is nothing but papers and their day (一张传票，昨天) says that they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.facts.arrivals import has_come, is_denied, is_quoted
from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.hearings import Hearing, find_hearing
from bot.understanding.facts.message import Message
from bot.understanding.facts.papers import Paper, find_papers
from bot.understanding.facts.results import Candidate

_NOTHING = re.compile(
    r"(?:(?:没|没有|未|从没|还没|并没有|从来没)(?:有)?(?:收到|接到|见过?|看到|收|拿到)?(?:过)?(?:任何|什么|啥|半张|一张|一份|一点)?(?:的)?(?:法院|"
    r"法律)?(?:的|寄的|发的|那边的?|和?律师的?)?(?:任何|什么)?(?:文书|法律文书|文件|书面(?:材料|文件|通知)|纸质(?:材料|文件)|函件|法律函|公函|"
    r"法院(?:的)?(?:东西|材料|通知|信|短信|电话|信息|快递)|诉讼材料))|"
    r"(?:什么|啥|任何|法院的?|法律的?|所有)?(?:文书|法律文书|文件|函件|法院的?(?:东西|材料|信|通知|快递|任何东西)|信函|材料)(?:这些|之类的?|什么的?|都|也|一张|"
    r"一份|一封|一个|,|倒)*(?:没有?(?!用|关系|问题|看|盖|法律|效)|没收到|还没|没有收到|没来|没见)|"
    r"(?:法院|法律|诉讼|仲裁)[^,。!?;]{0,6}(?:什么|啥|任何)[^,。!?;]{0,4}(?:没有?|未)(?:收到|来|寄|给|有|$)|"
    r"没(?:有)?收到(?:过)?(?:任何)?(?:法院|仲裁委?)(?:的)?(?:任何)?(?:东西|材料|信|文书|通知|消息)"
)
_NOTHING_ASKED = re.compile(r"[^,。!?;]{0,4}(?:吗|怎么|会|能|就|可以|是不是)")
_AND = re.compile(r"(?:副本)?(?:和|跟|、|及|以及|还有|加|,|与)?(?:一|两)?(?:份|张|封)?(?:法院的?)?")

_NEXT_CLAUSE = re.compile(
    r"(?:副本|书|已经|都|也|收到|到手|寄到|送到|了|的)*[,。;、 ]+(?:(?:我|我?[妈爸]|家里人?|门卫|物业|单位)(?:代|帮我|替我)?(?:签收|签|收)的,)?(?:我|就|是|好像是?|大概是?|应该是?|嗯)?"
)
_DAYTIME = r"(?:一?早上|上午|中午|下午|傍晚|晚上)"
_CAME = re.compile(
    rf"(?:{_DAYTIME}|才|刚|就)*(?:签收|收到|收的|拿的|领的|来的|送的|寄的|签的|寄到|寄来|送到|送来|送达|拿到|取的|到的|到了?(?:家|单位)?(?:[,。;!]|$))"
)
_ALONE = re.compile(rf"(?:{_DAYTIME}|的事儿?|的|了|吧|那天|左右)*(?:[,。;!]|$)")
_DAY_FIRST = re.compile(rf"(?:{_DAYTIME}|那天|当天|的时候)*,[^,。!?;]{{0,20}}")
_NOT_THAT_DAY = re.compile(r"(?:前|之前|到期|答辩)")

#: Papers that call to a hearing; the others name no day for one.
_HEARD = frozenset({"court_summons", "small_claims_notice", "arbitration_notice", "complaint_copy"})

_LONGEST_ANSWER = 30  # characters
_PAPER_MARK, _DAY_MARK = "\ue000", "\ue001"
_ANSWER = re.compile(
    rf"(?:{_PAPER_MARK}|{_DAY_MARK}|{_DAYTIME}|嗯|哦|啊|呃|就|只|只有|有|的|了|吧|一|1|两|2|个|张|封|份|副本|法院的?|律所的?|和|跟|还有|以及|及|收|收到|签收|到|拿到|"
    r"寄|寄来|送来|来|过|呀|才|刚|刚刚|是|大概|好像|应该|可能|左右|,|。|、|;|!|\.|~)*"
)
_COUNTED = re.compile(
    rf"(?<!这)(?<!那)(?:一|1|两|2)[张封份个](?:法院的?|律所的?)?{_PAPER_MARK}|(?<!没)(?:有|收到)(?:的|了|过|啊|呀)?,?(?:就?是)?{_PAPER_MARK}"
)


@dataclass(frozen=True)
class _Received:
    paper: Paper
    day: str | None


def read_documents(message: Message, dates: tuple[DateToken, ...]) -> Iterator[Candidate]:
    """One candidate with the list of papers received, or an empty list when the person says there is none."""
    hearing = find_hearing(message, dates)
    days = tuple(token for token in dates if hearing is None or token is not hearing.token)
    received = _received(message, days, hearing) or _answer(message, days)
    if received:
        papers = [_document(each, received, hearing) for each in received]
        yield Candidate("documents", papers, received[0].paper.start, received[-1].paper.end, weight=2)
        return
    nothing = _NOTHING.search(message.text)
    if nothing and not _NOTHING_ASKED.match(message.after(nothing.end())):
        yield Candidate("documents", [], nothing.start(), nothing.end(), weight=1)


def _received(message: Message, days: tuple[DateToken, ...], hearing: Hearing | None) -> list[_Received]:
    """The papers that came, each kind once; what is named in one breath came together, on one day."""
    found: dict[str, _Received] = {}
    for group in _groups(message):
        if not any(has_come(message, each) or (hearing and is_quoted(message, each)) for each in group):
            continue
        told = [_day_received(message, each, days) for each in group]
        common = next((day for day in told if day), None)
        for paper, day in zip(group, told, strict=True):
            found.setdefault(paper.kind, _Received(paper, day or common))
    return list(found.values())


def _groups(message: Message) -> list[list[Paper]]:
    """The papers that are not denied; those joined by 和 stand together."""
    groups: list[list[Paper]] = []
    for paper in find_papers(message.text):
        if is_denied(message, paper):
            continue
        last = groups[-1][-1] if groups else None
        if last and _AND.fullmatch(message.text[last.end : paper.start]):
            groups[-1].append(paper)
        else:
            groups.append([paper])
    return groups


def _answer(message: Message, days: tuple[DateToken, ...]) -> list[_Received]:
    """The papers of a message that says nothing but their names, how many, and the day."""
    papers = list(find_papers(message.text))
    if not papers or len(message.text) > _LONGEST_ANSWER or any(is_denied(message, each) for each in papers):
        return []
    behind = [token for token in days if _behind(message, token)]
    marked = _marked(message.text, papers, behind)
    if not _ANSWER.fullmatch(marked) or not (behind or _COUNTED.search(marked)):
        return []
    day = behind[0].resolve(message.as_of, "past") if len(behind) == 1 else None
    return [_Received(paper, day.isoformat() if day else None) for paper in papers]


def _marked(text: str, papers: list[Paper], days: list[DateToken]) -> str:
    spans = [(each.start, each.end, _PAPER_MARK) for each in papers]
    spans += [(each.start, each.end, _DAY_MARK) for each in days]
    for start, end, mark in sorted(spans, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def _document(each: _Received, received: list[_Received], hearing: Hearing | None) -> dict[str, object]:
    document: dict[str, object] = {"kind": each.paper.kind}
    if each.day:
        document["received"] = each.day
    if hearing and each.paper.kind in _HEARD and _is_called(each, received):
        document["hearing"] = hearing.day.isoformat()
    return document


def _is_called(each: _Received, received: list[_Received]) -> bool:
    """A copy of the complaint names the hearing only when no summons came with it."""
    others = {other.paper.kind for other in received}
    return each.paper.kind != "complaint_copy" or "court_summons" not in others


def _behind(message: Message, token: DateToken) -> bool:
    """A day without its year or month that may as well be to come is no day on which something came."""
    day = token.resolve(message.as_of, "near" if token.weekday is None else "past")
    return day is not None and day <= message.as_of


def _day_received(message: Message, paper: Paper, days: tuple[DateToken, ...]) -> str | None:
    """The day named in the same clause, if it is not still to come; else in the clause behind or before."""
    left, right = message.clause(paper.start, paper.end)
    reach_left = paper.start - len(message.before(paper.start, 24))
    reach_right = paper.end + len(message.after(paper.end, 16))
    for first, last in ((max(left, reach_left), min(right, reach_right)), (reach_left, reach_right)):
        for token in days:
            day = token.resolve(message.as_of, "past")
            if (
                first <= token.start
                and token.end <= last
                and day is not None
                and day <= message.as_of
                and not _NOT_THAT_DAY.match(message.after(token.end, 4))
            ):
                return day.isoformat()
    return _day_told_next(message, paper.end, days) or _day_told_first(message, paper.start, days)


def _day_told_next(message: Message, end: int, days: tuple[DateToken, ...]) -> str | None:
    """The day in the clause that follows, when it says no more than that the paper came: …，昨天签收的."""
    for token in days:
        if token.start < end or not _NEXT_CLAUSE.fullmatch(message.text[end : token.start]):
            continue
        day = token.resolve(message.as_of, "past")
        rest = message.text[token.end :]
        if (
            day
            and day <= message.as_of
            and (_CAME.match(rest) or (_ALONE.match(rest) and _behind(message, token)))
        ):
            return day.isoformat()
    return None


def _day_told_first(message: Message, start: int, days: tuple[DateToken, ...]) -> str | None:
    """The day that stands alone in the clause before: 11月20号，法院寄来一张传票."""
    for token in days:
        left, _ = message.clause(token.start, token.end)
        if left != token.start or not _behind(message, token):
            continue
        day = token.resolve(message.as_of, "past")
        if day and token.end < start and _DAY_FIRST.fullmatch(message.text[token.end : start]):
            return day.isoformat()
    return None
