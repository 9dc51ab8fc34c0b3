"""Papers the person has received: 律师函, 支付令, 传票 …, each with the day it came when that is said.

A paper that is threatened, asked about or denied is none. Saying that nothing at all has come gives an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.message import Message
from bot.understanding.facts.results import Candidate

KINDS: tuple[tuple[str, str], ...] = (
    ("notarial_enforcement_certificate", r"(?:公证)?执行证书|公证处的?执行(?:文书|证书)"),
    (
        "assignment_notice",
        r"债权(?:转让|转移)(?:的)?(?:通知书?|函|告知书?|公告|协议)|债转(?:通知书?|函|短信|公告)|债权转让",
    ),
    ("settlement_certificate", r"结清证明|结清函|结清凭证"),
    ("payment_order", r"支付令"),
    ("lawyer_letter", r"律师(?:函|信|催告函|警告函|催收函)|律所的?函|律师事务所的?(?:函|信)"),
    ("mediation_notice", r"(?:诉前|庭前|人民|先行)?调解(?:通知书?|函|告知书?|邀请函|短信|传票)|诉前调解"),
    ("arbitration_award", r"仲裁裁决书?"),
    (
        "arbitration_notice",
        r"仲裁(?:委(?:员会)?的?)?(?:通知书?|申请书|材料|开庭通知|文书|受理通知书?|立案通知书?|的材料|的通知)|仲裁委(?:员会)?(?:寄|发)来的(?:通知|材料)",
    ),
    ("enforcement_notice", r"(?:强制)?执行(?:通知书?|告知书)|报告财产令|限(?:制)?高(?:消费)?令|限制消费令"),
    ("judgment", r"(?:缺席|一审|二审|民事|法院的?)?判决书?"),
    ("ruling", r"裁定书"),
    ("complaint_copy", r"(?:民事)?起诉(?:状|书)(?:的)?(?:副本)?|诉状(?:副本)?|诉讼(?:材料|文书)|起诉材料"),
    ("court_summons", r"(?:法院的?|开庭|出庭)?传票|开庭通知书?|应诉通知书?|出庭通知书?"),
)
_PAPER = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS))
_GOT = (
    r"(?:收到|接到|收了|拿到|接了|领到|签收|收着|收过|接过|来了|寄来|寄了|寄到|寄过来|发来|发了|发给|发过来|送来|送达|送到|送过来|下来|到手|到了|到家|快递|塞|贴|邮|"
    r"给我[寄发送下]|寄给|发我|送了|下了|出了|转来|收的|给我来|邮来|盖了章|手里有|手上有|给了我|有了)"
)
_HEAD = re.compile(
    rf"{_GOT}(?:了|过|我|到|的|一|封|份|张|个|条|家里|单位|我家|公司|两|几|手机上|手机|邮箱里?|短信版|电子版?|微信上?|给我|给|法院|人民|区|律所|律师|仲裁委|委员会|"
    rf"寄来|发来|寄|他们|蚂蚁|借呗|银行|平台|催收|,|所谓|什么|叫|纸质|书面|正式|又|来|盖章|那个|这个|好像|某|律师事务所|正规|疑似|好几|三|民事|和|跟|、|以及|还有|加|"
    rf"[\u4e00-\u9fff]{{2,4}}法院)*$"
)
_TAIL = re.compile(
    rf"^(?:副本|复印件|原件|电子版|的|书|我|是|倒是?|确实|都|已经?|大?昨天|今天|大?前天|(?:上|这|本)个?(?:周|礼拜|星期)|刚|刚刚|也|才|在|,|早就|快递|给我|他们|又|到我|"
    rf"[\d月日号周一二三四五六七八九十就晚早上下午中])*{_GOT}"
)
_HERE = re.compile(r"(?:这(?:张|份|封|个)?|我的|我这|手里的?|手上的?|那(?:张|份|封))(?:法院)?(?:的)?$")
_OPENED = re.compile(
    r"(?:打开|拆开|里面|一看)(?:一看)?(?:就)?(?:是|有)(?:一|个)?[张份封]?(?:法院|人民法院)?的?$"
)
_DENIED = re.compile(
    r"(?:没|没有|未|从没|还没|并没有?|没见|不曾|尚未|没人)(?:给我|有|再|过|收|接|见|真|任何|什么|到|的|过|法院|他们|律所|银行|平台|寄|发|一张|一封|一份)*$"
)
_DENIED_TAIL = re.compile(
    r"^(?:副本|的|书|这些|之类的?|什么的?|都|也|还|倒|倒是|一直|一个|我|啥的|东西|,)*(?:没有?|未|还没)(?:有|收|接|见|来|寄|发|看|下|到)"
)
_SUPPOSED = re.compile(
    r"(?:如果|要是|万一|假如|会不会|会|要|将|多久|什么时候|啥时候|几天|何时|怎么(?!说|办|我)|是不是要?|说要|准备|威胁|扬言|再不还就|不还就|可能|怕|担心|等|等着|能不能|"
    r"是否|想|帮我写|写个|给他发|申请|(?<!打)(?<!拆)开|开具|索要|怎样|逾期多少天|多少|就会|才|马上|即将|快|打算|应该会|(?<!我)(?<!刚)(?<!是)说|催收说|吓唬|"
    r"一般|需要|没有)(?:有|给我|被|就|能|会|要|已经|都|是|,|他们|我|真的|收到|寄|发|收|一封|再|去|一|个|张|份|到|起诉|法院|的|来|起诉并?)*$"
)
_TAIL_ASKED = re.compile(
    r"^(?:副本|书)?(?:是(?:什么|啥)|有(?:什么|啥)用|有(?:法律)?(?:效力|效果)|怎么(?:写|开|办理|申请)|什么时候|多久|会不会(?:发|寄)|要多久|在哪|哪里|"
    r"会(?:发|寄|来)|要(?:发|寄))"
)
_NOTHING = re.compile(
    r"(?:(?:没|没有|未|从没|还没|并没有|从来没)(?:有)?(?:收到|接到|见过?|看到|收|拿到)?(?:过)?(?:任何|什么|啥|半张|一张|一份|一点)?(?:的)?(?:法院|"
    r"法律)?(?:的|寄的|发的|那边的?|和?律师的?)?(?:任何|什么)?(?:文书|法律文书|文件|书面(?:材料|文件|通知)|纸质(?:材料|文件)|函件|法律函|公函|"
    r"法院(?:的)?(?:东西|材料|通知|信|短信|电话|信息|快递)|诉讼材料))|"
    r"(?:什么|啥|任何|法院的?|法律的?|所有)?(?:文书|法律文书|文件|函件|法院的?(?:东西|材料|信|通知|快递|任何东西)|信函|材料)(?:这些|之类的?|什么的?|都|也|一张|"
    r"一份|一封|一个|,|倒)*(?:没有?(?!用|关系|问题|看|盖|法律|效)|没收到|还没|没有收到|没来|没见)|"
    r"(?:法院|法律|诉讼|仲裁)[^,。!?;]{0,6}(?:什么|啥|任何)[^,。!?;]{0,4}(?:没有?|未)(?:收到|来|寄|给|有|$)|"
    r"没(?:有)?收到(?:过)?(?:任何)?(?:法院|仲裁委?)(?:的)?(?:任何)?(?:东西|材料|信|文书|通知|消息)"
)
_AND = re.compile(r"(?:副本)?(?:和|跟|、|及|以及|还有|加|,|与)?(?:一|两)?(?:份|张|封)?(?:法院的?)?")

_NEXT_CLAUSE = re.compile(r"(?:副本|书|已经|都|也|收到|到手|寄到|送到|了|的)*[,。;、 ]+(?:我|就|是|好像是?)?")
_CAME = re.compile(
    r"(?:一?早上|上午|中午|下午|晚上|才|刚|就)*(?:签收|收到|收的|寄到|寄来|送到|送来|送达|拿到|取的|到的|到了?(?:家|单位)?(?:[,。;!]|$))"
)


def read_documents(message: Message, dates: tuple[DateToken, ...]) -> Iterator[Candidate]:
    """One candidate with the list of papers received, or an empty list when the person says there is none."""
    papers: list[tuple[dict[str, object], int, int]] = []
    denied = 0
    for match in _PAPER.finditer(message.text):
        kind = str(match.lastgroup)
        if is_denied(message, match):
            denied += 1
            continue
        joined = papers and _AND.fullmatch(message.text[papers[-1][2] : match.start()])
        if not (joined or _is_received(message, match)) or any(
            paper["kind"] == kind for paper, _, _ in papers
        ):
            continue
        paper: dict[str, object] = {"kind": kind}
        day = _day_received(message, match, dates)
        if day:
            paper["received"] = day
        papers.append((paper, match.start(), match.end()))
    if papers:
        yield Candidate("documents", [paper for paper, _, _ in papers], papers[0][1], papers[-1][2], weight=2)
        return
    nothing = _NOTHING.search(message.text)
    if nothing and not re.match(
        r"[^,。!?;]{0,4}(?:吗|怎么|会|能|就|可以|是不是)", message.after(nothing.end())
    ):
        yield Candidate("documents", [], nothing.start(), nothing.end(), weight=1)


def is_denied(message: Message, match: re.Match[str]) -> bool:
    """The paper is said not to have come."""
    head, tail = message.before(match.start(), 14), message.after(match.end(), 12)
    return bool(_DENIED.search(head) or _DENIED_TAIL.match(tail)) and not re.search(
        r"(?:没看|没敢|没打开|没理)", head
    )


def _is_received(message: Message, match: re.Match[str]) -> bool:
    head, tail = message.before(match.start(), 24), message.after(match.end(), 16)
    if _SUPPOSED.search(head) or _TAIL_ASKED.match(tail):
        return False
    got = _HEAD.search(head)
    if got:
        return not _SUPPOSED.search(head[: got.start()])
    if _OPENED.search(head):
        return True
    return bool(_TAIL.match(tail) or _HERE.search(head))


def _day_received(message: Message, match: re.Match[str], dates: tuple[DateToken, ...]) -> str | None:
    """The day named in the same clause, if it is not still to come."""
    left = match.start() - len(message.before(match.start(), 24))
    right = match.end() + len(message.after(match.end(), 16))
    near = [token for token in dates if left <= token.start and token.end <= right]
    for token in near:
        day = token.resolve(message.as_of, "past")
        if (
            day
            and day <= message.as_of
            and not re.match(r"(?:开庭|前|之前|到期|答辩)", message.after(token.end, 4))
        ):
            return day.isoformat()
    return _day_told_next(message, match.end(), dates)


def _day_told_next(message: Message, end: int, dates: tuple[DateToken, ...]) -> str | None:
    """The day in the clause that follows, when it says no more than that the paper came: …，昨天签收的."""
    for token in dates:
        if token.start < end or not _NEXT_CLAUSE.fullmatch(message.text[end : token.start]):
            continue
        day = token.resolve(message.as_of, "past")
        if day and day <= message.as_of and _CAME.match(message.text[token.end :]):
            return day.isoformat()
    return None
