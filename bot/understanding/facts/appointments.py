"""What a person asks to be reminded of, and on which day: 12月5号提醒我还款, 三天后叫我打电话, 开庭前提醒我.

Words that ask are needed; that others remind (短信提醒我还款), or that it was once asked or is no longer wanted, asks
nothing. The day is the one of the reminder or of the thing, never before the day of writing. Where two days might be
meant, where it counts from something else (逾期满85天, 收到后15天内) or where it is vague (月底, 过两天) there is none:
a wrong day in a calendar is worse than a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from bot.understanding.facts.dates import DateToken, find_dates, valid
from bot.understanding.facts.durations import Duration, find_durations
from bot.understanding.facts.message import Message
from bot.understanding.facts.results import Taken
from bot.understanding.facts.times import find_times
from bot.understanding.normalizer import NormalizedText

_LONGEST = 160  # characters; a longer message tells a story
_SELF = r"(?:我|俺|咱|老子|本人)"
_THING = r"(?:还款|到期|每月|日历|手机)*的?(?:提醒|闹钟|闹铃|日程|倒计时)(?!电话|短信|消息)"
_ASKED = re.compile(
    rf"提醒(?:一?下|一声)?{_SELF}|提醒(?:一?下|一[声句])|提{_SELF}一句|(?:^|[号日后前,])提醒(?=还|存|交|打|备份|去|带|查)|"
    rf"(?<!跳出)(?<!弹出)(?<!收到)(?:还款|到期|扣款|截止|日|天|号|前)提醒(?=[,。!~吧]|$)|"
    # 叫我 asks when something is said to be done then; by itself it tells what somebody said
    rf"(?:叫醒?|喊|招呼|通知|告诉|敲|催|盯|吆喝|吵|闹){_SELF}(?:一[下声]|一嗓子|声|下(?![个一载]))|"
    rf"(?:记得|记着|到时候?|前|[早晚]上|[上下中]午|[号日后时候点早晚周半刻到满再你一二三四五六]|(?<![昨今前天每])天)(?:再|就|来|请|你)?"
    rf"(?:叫醒?|喊|招呼|通知|(?<=前)告诉|(?<=时)告诉|(?<=时候)告诉){_SELF}"
    rf"(?!不|的|[们的]?(?:朋友|[妈爸]|家|单位|公司|老[婆公]|儿子|女儿|同事)|去死|小心)|"
    rf"到时候?(?:记得)?(?:叫|告诉|通知|提醒|说|吱|催|打个?招呼)|(?:跟|和){_SELF}说一?[声下]|(?:到|时候?|前|了)[^,。!?]{{0,3}}吱[一个]?声|(?:提[前早][^,。!?]{{0,3}}|你)[催闹吵推]{_SELF}|(?:提前|到时|前)[^,。!?]{{0,4}}说一?声|"
    rf"别(?:让{_SELF})?(?:忘记?|漏|错过)了?(?!(?:{_SELF}|你|他|她|,))|别让{_SELF}(?:忘记?|漏|错过)|记得(?:提醒|告诉){_SELF}|"
    rf"(?<!已)(?:设置?|定|订|加|添加|弄|搞|开启?|新建|建|要|做|调)(?:上|好)?(?:[一几两三]?[个条])?(?:新的?)?{_THING}|"
    r"(?:提醒|闹钟|日程)(?:帮我)?(?:设|定|调)(?:在|到|成|为)|(?:帮|替)我(?:盯|记)(?:着|住)|盯着点"
)
_OTHERS = (
    r"(?:催收|对方|他们?|她们?|人家|别人|有人|谁|平台|系统|短信|电话|客服|银行|机构|公司|朋友|同事|家人|我[妈爸姐哥弟妹]|老[婆公]|法院|法官|律师|调解员|小程序|App|app|APP)"
    r"(?:员|人员|那边|的人)?"
)
_PRODUCTS = r"(?:支付宝|蚂蚁|借呗|花呗|微粒贷|信用卡|网商贷|京东|白条|手机)"
_USUAL = r"(?:又|也|都|就|刚刚?|已经?|一直|天天|每[天次]|总是?|老是?|昨[天晚]|前天|今[天早晚]|刚才|上次|之前|上周|打来?|发来?|来|过来|电话|短信|消息|主动|才|只|还|再)"
_THEIRS = re.compile(
    rf"{_OTHERS}(?:{_USUAL}|会|提前|及时|[一二两三四五几\d]+[天次遍])*$|{_PRODUCTS}(?:{_USUAL}|会|弹窗|推送)+(?:提前|及时|[一二两三四五几\d]+[天次遍])*$"
)
_DENIED = re.compile(
    r"(?:没有?|(?<!要)不|别|还|竟然?|居然|又|老是?|总是?|一直|天天|甭|不用|不要|不想|不必|无需|用不着|干嘛|为(?:什么|啥)|怎么|谢谢你?|感谢你?|上次你?|看到|听到|收到|接到|取消|关掉?|删掉?|撤掉?|停掉?|修改|你会)"
    r"(?:人|再|来|有|给我|天天|老是?|一直|及时|提前|给|那个|这个|明天的?|[^,。!?]{0,8}的)*$"
)
_TOLD = re.compile(
    r"^(?:了|过|的(?!时候|话|时间)|说(?!一)|干嘛|什么|是谁|逾期了|(?:[^,。!?]{0,6})?(?:不用了|不需要|取消|关了|关掉|撤了|删了|删掉|算了|停了|有(?:什么)?用|收费))"
)
_WHETHER = re.compile(r"会(?:不会)?[^,。!?]{0,6}$")

#: What is to be kept, the more particular first.
_WHAT: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("other", re.compile(r"征信|上诉|举证|保全")),
    ("hearing", re.compile(r"开庭|庭审|[出上]庭|上法庭|传票")),
    ("objection", re.compile(r"异议|支付令")),
    ("answer", re.compile(r"答辩|应诉")),
    ("complaint", re.compile(r"投诉|12378|12345|答复|回音|没回复")),
    (
        "negotiation",
        re.compile(
            r"(?:协商|谈)(?![好妥成])|给我?(?:[妈爸姐哥弟妹]|老[婆公]|朋友|家里)打(?P<family>)|打(?:个|通)?电话|联系客服|打(?:给)?客服|打给|95188|调解员|回(?:个)?电话|回电|通话|打过去|申请(?:分期|延期|展期|减免)"
        ),
    ),
    (
        "repayment",
        re.compile(
            r"还(?:款|钱|贷|账|上|掉|清|信|借呗|花呗|微粒贷|网贷|白条|房贷|车贷|那|这|第|最后|本|利|一部分|[\d一二两三四五六七八九十]+(?:[百千万块元]|$))|(?:^|(?<=[号日天去来要该]))还(?:$|[,。!?吧的])|攒|每期|"
            r"[扣缴打存凑攒交转]款|[凑攒存交缴转入打还]钱|转账|到期|账单日|分期款|(?:第[一二三四五六七八九十\d]+|最后一)期|扣(?=$|[,。!])|存[^,。]{0,8}(?:块|元|百)|往[^,。]{0,6}卡"
        ),
    ),
)
_PRODUCT = re.compile(r"借呗|花呗|微粒贷|信用卡|白条|网商贷|[房车网]贷")
_EVERY = re.compile(r"每(?:个?月|年)的?(?=[0-9一二三十])|每个?(?=周|星期|礼拜)")
_REPEAT = "\0"  # nobody types it
_REPEATED = re.compile(rf"{_REPEAT}$")
_LUNAR = re.compile(r"[农阴]历|[腊冬]月|正月(?!十五)|(?<!年)初[一二三四五六七八九十]")
_CHOICE = re.compile(r"(?:还是|或者?是?|[到至~、和跟-]|以及)(?:等到|在)?")
_PAST = re.compile(
    r"^(?:那天|的|就|才|刚|一?早上|上午|下午|晚上|中午|是|开始|我|法院|,)*(?:签收|收到|收的|收了|寄到|拿到|逾期|没还|借的|还[了过]|投诉[的了过]|申请[的了]|立案[的了]|算(?:第一天|起)?)"
)
_BRIDGE = re.compile(
    r"(?:的|当天|那天|这天|一?早上?|上午|中午|下午|晚上?|傍晚|左右|之?前(?:一|两|三)?[天晚]?|[就再都也要你请给我帮在]|记得|麻烦|到时候?)*"
)
_INTO = re.compile(r"(?:在|到|于|等|是|[,:])*")
_COUNTED_FROM_NOW = re.compile(
    rf"(?:^|[,。!?;~])(?:那|就|等|再|过|我|想|请|麻烦|帮我?|你|在|好|嗯|还|要|得|先|提醒(?:一?下)?{_SELF}|(?:记得)?[叫喊]{_SELF}|(?:[设定加弄来]个?)(?:提醒|闹钟|日程))*$"
)
_LATER = re.compile(r"^(?:之后|以后|过后|后)(?!天)")
_PASSING = re.compile(r"(?:过|等)(?:个)?$")
_LONGEST_WAIT = 3 * 366  # days; what lies further ahead is no reminder
_FAR = 330  # days: a day without its year that lies so far ahead is one that has just passed


@dataclass(frozen=True)
class Appointment:
    """What to be reminded of (``repayment``, ``answer``, ``objection``, ``complaint``, ``hearing``,
    ``negotiation``, ``other``) and the day; None where the message names none, or no single one.
    """

    what: str
    day: date | None


def read_appointment(text: NormalizedText, as_of: date) -> Appointment | None:
    """The reminder a message asks for, or None.

    :param as_of: the day it was written; the day asked for is not before it.
    """
    if not text.text or len(text.text) > _LONGEST:
        return None
    message = Message.of(_once(text), as_of)
    asked = next(_requests(message), None)
    if asked is None:
        return None
    return Appointment(_what(message, asked), _day(message, asked))


def _once(text: NormalizedText) -> NormalizedText:
    """每月10号 as 10号: the next of them; every character keeps its place."""
    return replace(text, text=_EVERY.sub(lambda match: _REPEAT * len(match.group()), text.text))


def _requests(message: Message) -> Iterator[re.Match[str]]:
    for match in _ASKED.finditer(message.text):
        head, tail = _head(message, match.start()), message.after(match.end(), 14)
        if _THEIRS.search(head) or _DENIED.search(head) or _TOLD.match(tail):
            continue
        is_asked = re.search(r"[吗么?]", message.sentence_after(match.end(), 12))
        if not (_WHETHER.search(head) and (is_asked or not tail)):
            yield match


def _head(message: Message, start: int) -> str:
    """What stands in front in the same breath: in 18号还 记得叫我 the 还 says nothing of the request."""
    return "" if start in message.breaks else message.before(start, 24)


def _what(message: Message, asked: re.Match[str]) -> str:
    """By the words behind the request, then those before it, then any."""
    behind, before = message.after(asked.end(), 24), message.before(asked.start(), 24)
    for part in (behind, before, message.text):
        for what, words in _WHAT:
            if found := words.search(part):
                return "other" if found.groupdict().get("family") is not None else what
    return "repayment" if _PRODUCT.search(message.text) else "other"


def _day(message: Message, asked: re.Match[str]) -> date | None:
    if _LUNAR.search(message.text):
        return None
    taken = Taken(len(message.text))
    named = [(token, day) for token in find_dates(message, taken) if (day := _ahead(message, token))]
    find_times(message, taken)
    later = {day for each in find_durations(message, taken) if (day := _later(message, each))}
    days = {day for _, day in named}
    if len(days | later) == 1:
        return (days | later).pop()
    if any(
        _CHOICE.fullmatch(message.text[one.end : other.start]) for (one, _), (other, _) in pairwise(named)
    ):
        return None
    beside = {day for token, day in named if _is_beside(message, token, asked)}
    return beside.pop() if len(beside) == 1 else None


def _ahead(message: Message, token: DateToken) -> date | None:
    """The day still to come that is meant, if it may be the day to be reminded of."""
    as_of = message.as_of
    day = token.resolve(as_of, "future")
    if day is None or day < as_of or _PAST.match(message.after(token.end, 12)):
        return None
    if token.fixed is None and day == as_of:
        is_repeated = _REPEATED.search(message.text, 0, token.start)
        return token.resolve(as_of + timedelta(days=1), "future") if is_repeated else None  # today, or later?
    if token.fixed is None and (day - as_of).days > _FAR:
        return None
    return day


def _later(message: Message, duration: Duration) -> date | None:
    """三天后, 再过一个月: counted from today, when nothing else is named to count from."""
    head, tail = _head(message, duration.start), message.after(duration.end, 3)
    words = message.text[duration.start : duration.end]
    if (
        not _COUNTED_FROM_NOW.search(head)
        or not 1 <= duration.days <= _LONGEST_WAIT
        or re.search(r"[几多来把]", words)
    ):
        return None
    is_passing = _PASSING.search(head) and words != "两天" and not re.match(r"之?[内里前]|以内", tail)
    if not is_passing and not _LATER.match(tail):
        return None
    months = round(duration.days * 12 / 365) if words[-1] in "月年" else 0
    if months and (words[-1] == "年" or duration.days % 30 == 0):
        return _months_on(message.as_of, months)
    return message.as_of + timedelta(days=duration.days)


def _months_on(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    found = (valid(year, month + 1, day.day - back) for back in range(4))
    return next(each for each in found if each)


def _is_beside(message: Message, token: DateToken, asked: re.Match[str]) -> bool:
    """The day stands right before the request, or right behind it."""
    if token.end <= asked.start():
        return bool(_BRIDGE.fullmatch(message.text[token.end : asked.start()]))
    return bool(_INTO.fullmatch(message.text[asked.end() : token.start]))
