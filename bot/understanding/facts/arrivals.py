"""Whether a paper that is named has come: received, signed, or said to lie there.

A paper that is announced, threatened, expected, supposed, asked about or denied has not.
"""

from __future__ import annotations

import re

from bot.understanding.facts.message import Message
from bot.understanding.facts.papers import Paper

_HELD = r"收到|接到|收了|拿到|拿了|接了|领到|领了|签收|收着|收过|接过|到手|取到|取了|手里有|手上有|收的|拿的|领的|取的"
_GOT = (
    rf"(?:{_HELD}|来了|寄来|寄了|寄到|寄过来|发来|发了|发给|发过来|送来|送达|送到|送过来|下来|到了|到家|快递|塞|贴|邮|"
    r"给我[寄发送下]|寄给|发我|送了|下了|出了|转来|给我来|邮来|捎来|盖了章|给了我|有了)"
)
_PAST_DAY = r"(?:昨[天晚日]|前[天晚]|今[天早]|号|日|周[一二三四五六日末天]|星期[一二三四五六日天]|礼拜[一二三四五六日天])(?:早上|上午|中午|下午|晚上|才|刚)*"
_BETWEEN = (
    r"(?:了|过|我|到|的是|的|一|封|份|张|个|条|家里|单位|我家|公司|两|几|手机上|手机|邮箱里?|短信版|电子版?|微信上?|给我|给|法院|人民|区|律所|律师|仲裁委|委员会|公证处|执行局|"
    r"寄来|发来|寄|他们|蚂蚁|借呗|银行|平台|催收|,|所谓|什么|叫|纸质|书面|正式|又|来|盖章|那个|这个|好像|某|律师事务所|正规|疑似|好几|三|民事|和|跟|、|以及|还有|加|"
    r"[\u4e00-\u9fff]{2,4}法院)*$"
)
_HEAD = re.compile(rf"(?:{_GOT}|{_PAST_DAY}(?:到|寄|送|来|发)的){_BETWEEN}")
_TAIL = re.compile(
    r"^(?:副本|复印件|原件|电子版|的|书|我|是|倒是?|确实|都|已经?|大?昨天|今天|大?前天|(?:上|这|本)个?(?:周|礼拜|星期)|刚|刚刚|也|才|在|,|早就|快递|给我|他们|又|到我|"
    r"也?就|一起|同时|一块儿?|[\d月日号周一二三四五六七八九十晚早上下午中])*"
    rf"(?:{_GOT}|(?:到|来|送|寄|发|给)的)"
)
_ON_IT = re.compile(
    r"^(?:的)?(?:上面?|里面?|里头)(?:都|也|就|还|只)?(?:写|盖|印|说|让|要求|通知|显示)(?![^,。]{0,3}(?:什么|啥|哪|几|多少|怎))"
)
_HERE = re.compile(r"(?:这(?:张|份|封|个)?|我的|我这|手里的?|手上的?|那(?:张|份|封))(?:法院)?(?:的)?$")
_OPENED = re.compile(
    r"(?:打开|拆开|里面|一看)(?:一看)?(?:就)?(?:是|有)(?:一|个)?[张份封]?(?:法院|人民法院)?的?$"
)
_DENIED = re.compile(
    r"(?:没|没有|未|从没|还没|并没有?|没见|不曾|尚未|没人)(?:给我|有|再|过|收|接|见|真|签|任何|什么|到|的|过|法院|他们|律所|银行|平台|寄|发|一张|一封|一份)*$"
)
_DENIED_TAIL = re.compile(
    r"^(?:副本|的|书|这些|之类的?|什么的?|都|也|还|倒|倒是|一直|一个|我|啥的|东西|,)*(?:没有?|未|还没)(?:有|收|接|见|来|寄|发|看|签|下|到)"
)
_SUPPOSED = re.compile(
    r"(?:如果|要是|万一|假如|会不会|会|要|将|多久|什么时候|啥时候|几天|何时|怎么(?!说|办|我)|是不是要?|说要|准备|威胁|扬言|再不还就|不还就|可能|怕|担心|等|等着|能不能|"
    r"是否|想|帮我写|写个|给他发|申请|(?<!打)(?<!拆)开|开具|索要|怎样|逾期多少天|多少|就会|才|马上|即将|快|打算|应该会|(?<!我)(?<!刚)(?<!是)说|催收说|吓唬|"
    r"一般|需要|没有)(?:有|给我|被|就|能|会|要|已经|都|是|,|他们|我|真的|收到|寄|发|收|一封|再|去|一|个|张|份|到|起诉|法院|的|来|起诉并?)*$"
)
_TAIL_ASKED = re.compile(
    r"^(?:副本|书)?(?:是(?:什么|啥)|有(?:什么|啥)用|有(?:法律)?(?:效力|效果)|怎么(?:写|开|办理|申请)|什么时候|多久|会不会(?:发|寄)|要多久|在哪|哪里|"
    r"会(?:发|寄|来)|要(?:发|寄)|(?:要不要|该不该|能不能|可以|能|该)?签(?:不签|还是|吗|不))"
)
_ASKED_WHETHER = re.compile(
    r"^(?:副本)?(?:(?:了|过|到|来|家里?|单位|公司|我家|我)*(?:(?:吗|么|没有?)$|还是)|(?:家里?|单位|公司|我家)?会)"
)
_IF = re.compile(r"如果|(?<![只主重需])要是|假如|(?<![一二两三四五六七八九十\d])万一|一旦|倘若|假设")
_SAYS = re.compile(
    r"(?<![我刚])说(?!话|实话|真的|不|明|好)|讲(?!的是|实话)|威胁|吓唬|吓我|恐吓|扬言|声称|放话|通知我(?!去)|告诉我|警告我"
)
_TO_COME = re.compile(
    r"下(?:个|一)?(?:周|星期|礼拜|月)|明天|后天|过(?:个)?(?:[一两二三四五六七八几\d]+(?:天|日|周|个月)|段|阵|一段|一阵)|很快|随时|即将|回头|改天|再不|再拖|否则|不然|"
    r"(?:让|叫|请|找)法院|等着|迟早|早晚"
)
_PAST = r"昨|前天|刚|已经|今天|今早|果然|居然|结果|真的?|后来|开庭"
_DONE = re.compile(rf"{_PAST}|{_HELD}")
_OVER = re.compile(rf"{_PAST}|(?:{_HELD})(?:了|过)|^(?:了|过)")
_WILL_HOLD = re.compile(rf"(?:我|就|能|可以|应该|才|也)*(?:{_HELD})")
_SIGNED_KINDS = frozenset({"mediation_agreement", "mediation_statement"})
_UNSIGNED = r"(?<![让叫要求劝逼想敢肯该能不没别着去])(?<![让叫要求劝逼]我)"
_SIGNED_HEAD = re.compile(
    rf"(?:{_UNSIGNED}签(?:了|过|完|好|下|的|署)|达成(?:了|的)?)(?:了|过|的|一|份|个|张|那|这|法院|人民|委员会|调解中心|分期|还款|,)*$"
)
_SIGNED_TAIL = re.compile(
    r"^(?:书|我|也|都|已经?|大?昨天|今天|大?前天|上个?(?:周|礼拜|星期)|刚|刚刚|早就|才|就|[\d月日号周一二三四五六七八九十])*签(?:了|过|完|好|字|的(?!时候|话))"
)


def is_denied(message: Message, paper: Paper) -> bool:
    """The paper is said not to have come."""
    head, tail = message.before(paper.start, 14), message.after(paper.end, 12)
    return bool(_DENIED.search(head) or _DENIED_TAIL.match(tail)) and not re.search(
        r"(?:没看|没敢|没打开|没理)", head
    )


def has_come(message: Message, paper: Paper) -> bool:
    """The paper is said to be in the person's hands."""
    head, tail = message.before(paper.start, 24), message.after(paper.end, 16)
    if _SUPPOSED.search(head) or _IF.search(head) or _TAIL_ASKED.match(tail):
        return False
    if _is_announced(message, paper):
        return False
    if _HERE.search(head) or _OPENED.search(head):
        return True
    return _was_got(message, paper, head, tail) or _was_signed(paper, head, tail)


def is_quoted(message: Message, paper: Paper) -> bool:
    """What is written on the paper is told, so that it must lie there: 传票上写着…"""
    return bool(_ON_IT.match(message.after(paper.end, 16)))


def _was_got(message: Message, paper: Paper, head: str, tail: str) -> bool:
    before = _HEAD.search(head)
    if before:
        return not (_SUPPOSED.search(head[: before.start()]) or _asks_whether(message, paper.end))
    behind = _TAIL.match(tail)
    return behind is not None and not _asks_whether(message, paper.end + behind.end())


def _was_signed(paper: Paper, head: str, tail: str) -> bool:
    if paper.kind not in _SIGNED_KINDS:
        return False
    return bool(_SIGNED_HEAD.search(head) or _SIGNED_TAIL.match(tail))


def _asks_whether(message: Message, index: int) -> bool:
    """What stands behind the word of coming asks whether it came: 收到传票了吗, 寄到家里还是单位."""
    _, right = message.clause(index - 1, index)
    return bool(_ASKED_WHETHER.match(message.text[index:right]))


def _is_announced(message: Message, paper: Paper) -> bool:
    """Somebody says that the paper will come or has been sent, or it lies in the future."""
    left, right = message.clause(paper.start, paper.end)
    clause, tail = message.text[left : paper.start], message.text[paper.end : right]
    coming = _last(_TO_COME, clause)
    if coming and _WILL_HOLD.match(clause[coming.end() :]):
        return True
    sentence = message.sentence_before(paper.start, 40)
    said = _last(_SAYS, sentence)
    if said:
        return _is_only_said(sentence[said.end() :], clause, tail)
    return coming is not None and not _DONE.search(clause[coming.end() :])


def _is_only_said(since: str, clause: str, tail: str) -> bool:
    """Between the word of saying and the paper nothing tells that it came."""
    to_come = _TO_COME.search(since) is not None
    if re.search(_HELD, since + tail):
        return to_come and not (_OVER.search(since) or _OVER.search(tail))
    return "," not in since or (to_come and not _DONE.search(clause + tail))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter([*pattern.finditer(text)][-1:]), None)
