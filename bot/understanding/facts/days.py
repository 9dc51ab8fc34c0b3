"""Days overdue: a length of time that is said to lie behind, or still before, the due date.

What makes 35天 an overdue time is what stands beside it: 逾期, 超了, 拖了, 没还, 到期 …; a length of time of anything
else (失业三个月, 延期两个月, 三天内) is none. Before the due date the number is negative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.facts.clauses import is_general, is_question, is_supposed
from bot.understanding.facts.durations import Duration
from bot.understanding.facts.message import Message
from bot.understanding.facts.results import Candidate

_WORDS = (
    r"(?:了|的|有|已经?|都|快|大概|差不多|将近|接近|大约|约莫|约|不到|不足|个|足足|整整?|刚好|正好|恰好|刚刚?|没到|没满|不满|未满|显示|才|满|足|得|至少|起码|最少|"
    r"超过?|天数|时间|时长|是|为|在|:|,|\.|嗯|呃|额|啊|哎|那个|这个|也就|也|就|到今天|到现在|到今儿|至今|现在|目前|今天|算起来|算下来|算算|一共|总共|总计|近|第|要|"
    r"好像|可能|应该|估计|我|上|吧|呢|小|可|又|还|其实|明明|只有|只|了快|少说|说|借呗|花呗|微粒贷|信用卡|网商贷|我算|大致)*"
)
_POINT = r"(?:还款日期?|到期日期?|还款时间|还款期限?|期限|最后还款日|账单日|日子|到期时间|约定(?:的)?(?:时间|日期|还款日)|限期|期)"
_OVERDUE_HEAD = re.compile(
    rf"(?:逾期|逾|超期|超时|违约|断供|断还|断缴|断档|断|停还|拖欠|拖延|拖|迟还|迟|晚还|晚交|晚|延误|耽误|超出?(?:了)?{_POINT}|超|"
    rf"(?:超过|过了?|错过|超了|过去)(?:了)?(?:借呗|花呗|账单|的)*{_POINT}|{_POINT}(?:都|已经?)?(?:过去?了?|超过?了?)|到期|"
    rf"(?:没有?|未|不)(?:能|再|按时)?(?:还款|还上|还得上|还过|还清|还钱|还|交|处理)|还不[上起了]){_WORDS}$"
)
_OWING_HEAD = re.compile(r"(?:欠|欠款|欠着|欠了)(?:了|着|都|已经?|快|有)*$")
_MISSED_TAIL = re.compile(
    r"^(?:了|的|都|就|还|多|左右|上下|一直|也|以上|来|里|我|借呗|花呗|微粒贷|信用卡|账单|已经|钱|款|,|吧|出头|不到|前后|时间|这样|的样子|差不多|网贷|卡|分文|根本|"
    r"实在|真|因为|这笔|那笔)*(?:(?:没有?|未)(?:能|再|按时)?(?:还|交|归还|处理|管(?!我)|动静?|给(?!我))|还不[上起了]|逾期(?!的?利息|费|记录|前)|断供|"
    r"没按时还|不还|欠着没)"
)
_BLOCKED_TAIL = re.compile(
    r"^(?:之?内|以内|为限|为期|的?宽限|的?期限|的期|一次|一期|无理由|后(?!.{0,8}(?:到期|还款日|该还|要还|逾期|扣款))|之后|以后|期(?!没)|"
    r"的?(?:时间|工夫|机会)?(?:给|让)|一个电话|个月还|三头|前(?!.{0,6}(?:到期|该还|逾期|还款日|就|没)))"
)
_BLOCKED_HEAD = re.compile(
    r"(?:从逾期|失业|下岗|待业|住院|住了|怀孕|怀了|工作|上班|打工|干了|借了|用了|办了|申请|等了?|打了|催了?我?|骚扰|认识|结婚|离婚|分期?|分成|延期|延长|展期|宽限|推迟|"
    r"缓|给我|限我?|限期|让我|在家|没工作|没上班|没收入|电话|催收|联系|协商|病了|卧床|坐月子|休息|休了|躺了|疫情|关了|倒闭|封|冻结|停用|最长|最多|最晚|最迟|期限|最近|这|"
    r"未来|头|提前|再给|能给|多给|保留|消除|恢复|追诉|时效|起诉|立案|答辩|上诉|开庭|审理|执行|公示|工资.{0,4}(?:拖欠|没发|欠)|借|利息|一天|每|隔|连续|连着|断断续续|"
    r"内|不超过|短信|收到|上个?月|没发|拖欠工资|欠薪|工资)(?:了|的|有|已经?|都|快|大概|差不多|我|到|个|足足|整整|是|为|共)*$"
)
_LEFT_DAYS = (
    r"(?:还有|还剩下?|还差|再过|再有|再等|还要过|剩下?|只剩|就剩|差|过|离|距|有|后|不到|不足|大概|差不多|也就|就|快|只|个|最后|的|了|:|,|约|可能|我的?|借呗|"
    r"花呗)*$"
)
_POINT_HEAD = re.compile(
    rf"(?:离|距离?|距)(?:我的?|借呗|花呗|这期|下期|账单|的|下次|下一期|最后|我)*(?:到期日?|{_POINT}|还款|还钱|到日子|逾期|该还|要还)(?:的日子|的时间|"
    rf"那天)?{_LEFT_DAYS}"
)
_STILL_HEAD = re.compile(
    r"(?:还有|还剩下?|还差|再过|再有|只剩|就剩|还要过|剩下?|差|离[^,。]{0,6}还有)(?:了|大概|差不多|不到|最后|有|个|约|也就|不足)*$"
)
_COMING = re.compile(
    r"(?:马上|快要?|即将|就要|还没|下期|要)(?:就|要|到)*(?:到期|到还款日|还款日|到日子|还款|逾期)"
)
_PASSING_HEAD = re.compile(r"(?:过|等)(?:个)?$")
_SOON_TAIL = re.compile(
    r"^(?:多|左右|,)*(?:后|之后|以后)?(?:才|就|将|是|的时候|也|我|借呗|花呗|微粒贷|信用卡|账单|这期|的|又|时间|了|要|,|快|会|得|该|轮|第一|下一?期|这笔|"
    r"那笔)*(?:到期|到还款日|还款日|到日子|该还|要还|得还|还款(?!的?钱)|还钱(?:了|$)|逾期|扣款|到账单日|到时间还|还下一期|还账单)"
)
_AFTER_TAIL = re.compile(r"^(?:后|之后|以后)")
_AGO_TAIL = re.compile(
    r"^(?:以|之)?前(?:就|已经?|我|的|,|借呗|花呗|账单)*(?:到期|该还|应还|还款日|逾期|到日子|就没还|没还)"
)
_AFFIRMED_TAIL = re.compile(r"^(?:多|左右|上下|出头|不到)*了")
_AFFIRMED_HEAD = re.compile(
    r"(?:已经?|都|快|足足|整整|到今天|到现在|到今儿|至今|有|才|刚好|正好|满)(?:有|了|快|是|,|大概|差不多)*$"
)
_OVERDUE_TOPIC = re.compile(r"逾期|没还|断供|还款日|到期|还不上|欠")
_LONG = 730  # days: what has lasted longer is told with a word of its own
_DENIED_HEAD = re.compile(r"(?:没有?|未|从没|不会|并没有?)(?:过|有)?(?:逾期|超期|拖|晚|断)(?:过|到|了)?$")
_BARE = re.compile(
    r"(?:嗯|呃|额|哦|啊|那个|就|也|是|有|大概|差不多|快|已经?|都|到今天|到今儿|到现在|现在|目前|应该|可能|好像|我|将近|大约|约|得|才|刚|刚刚|刚好|正好|满|足足|不到|"
    r"整整|估计|,|一共|逾期|回答|答|没那么久|没逾期那么久|哪有那么久|没那么长|算下来|算起来|第|记得是|我记得|其实|更正一下|:|不对|不是|说错了|错了|个|还)*"
)
_BARE_TAIL = re.compile(
    r"(?:了|吧|左右|上下|呢|啊|呀|哦|嘛|多|来|出头|的样子|不到|差不多|这样|,|。|!|~|\.|…|其实|吧应该|整|而已|罢了)*"
)
_COUNTER = re.compile(
    r"逾期天数(?:是|为|:|显示|有|已经|到了?|,)*(?P<days>\d{1,4})(?![\d天个月周年.%万千元块])"
)
_ASKED_HEAD = re.compile(
    r"(?:可以|能|能不能|可不可以|允许|想要?|希望|申请|打算|请求|会不会)(?:再|够|先|否|让我|给我)*(?:迟|晚|拖|推迟|延|逾期|超|断)(?:个|还|交)?$"
)
_ASKED_TAIL = re.compile(r"^(?:再)?(?:还|交)(?:款|钱)?(?:吗|么|可以|行不?行?|能|会)")


def read_days(message: Message, durations: tuple[Duration, ...]) -> Iterator[Candidate]:
    """The days overdue that the message states; negative before the due date."""
    bare_allowed = _may_be_bare(message, durations)
    for duration in durations:
        days = _role(message, duration, bare_allowed)
        if days is None:
            continue
        weight = 1 if days == duration.days and not _OVERDUE_HEAD.search(_head(message, duration)) else 2
        yield Candidate("days_overdue", days, duration.start, duration.end, duration.approx, weight)
    for match in _COUNTER.finditer(message.text):
        yield Candidate("days_overdue", int(match["days"]), match.start("days"), match.end("days"), weight=2)


def _role(message: Message, duration: Duration, bare_allowed: bool) -> int | None:
    head, tail = _head(message, duration), message.after(duration.end, 18)
    if _before_due(head, tail):
        supposed = is_supposed(message, duration.start) or is_question(message, duration.start, duration.end)
        return None if supposed else -duration.days
    if _AGO_TAIL.match(tail):
        return duration.days
    if _BLOCKED_TAIL.match(tail) or _DENIED_HEAD.search(head):
        return None
    if _ASKED_HEAD.search(head) or _ASKED_TAIL.match(tail):
        return None
    if _BLOCKED_HEAD.search(head):
        return None
    if not _is_overdue(message, duration, head) and not (bare_allowed and _is_bare(message, duration)):
        return None
    return None if is_general(message, duration.start, duration.end) else duration.days


def _head(message: Message, duration: Duration) -> str:
    return message.sentence_before(duration.start, 24)


def _before_due(head: str, tail: str) -> bool:
    if _POINT_HEAD.search(head) or (_STILL_HEAD.search(head) and _COMING.search(head)):
        return True
    if not _SOON_TAIL.match(tail):
        return False
    return bool(_STILL_HEAD.search(head) or _AFTER_TAIL.match(tail) or _PASSING_HEAD.search(head))


def _is_overdue(message: Message, duration: Duration, head: str) -> bool:
    long_enough = duration.days >= 1
    if _OVERDUE_HEAD.search(head):
        return long_enough
    if duration.bare_month and message.text[duration.end : duration.end + 1] != "没":
        return False
    tail = message.after(duration.end, 18)
    if _MISSED_TAIL.match(tail):
        return long_enough
    if _OWING_HEAD.search(head) and message.text[duration.end : duration.end + 1] != "的":
        return long_enough
    affirmed = _AFFIRMED_TAIL.match(tail) or _AFFIRMED_HEAD.search(head)
    return bool(
        affirmed
        and duration.days <= _LONG
        and _OVERDUE_TOPIC.search(message.text)
        and _starts_a_thought(message, duration, head)
    )


def _starts_a_thought(message: Message, duration: Duration, head: str) -> bool:
    """Nothing but small words stands between the last pause and the duration."""
    left, _ = message.clause(duration.start, duration.end)
    return bool(_BARE.fullmatch(message.text[left : duration.start]))


def _is_bare(message: Message, duration: Duration) -> bool:
    left, right = message.clause(duration.start, duration.end)
    if duration.bare_month or (duration.days > _LONG and right - left < len(message.text)):
        return False
    return bool(
        _BARE.fullmatch(message.text[left : duration.start])
        and _BARE_TAIL.fullmatch(message.text[duration.end : right])
    )


def _may_be_bare(message: Message, durations: tuple[Duration, ...]) -> bool:
    """A duration that fills its clause answers 逾期多少天 when it is the only one."""
    return len(durations) == 1 or bool(re.search(r"不是|不对|错", message.text))
