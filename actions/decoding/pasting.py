"""Whether a message was pasted from the other side, and which part of it is theirs.

Meant to be sure rather than complete: a person's own question must never be taken for a collector's text, while a
missed paste costs one more tap. Every decision is by the form of the text; nothing is said of what it means.
"""

from __future__ import annotations

import re

from actions.decoding.folding import folded
from actions.decoding.signature import SIGNATURE

#: Characters that a pasted text has at least; a letter, or a text known by its 您 alone, has more.
LEAST, LEAST_TOLD, LEAST_LETTER, LEAST_LONG = 12, 20, 30, 50

#: Questions of the person's own after the pasted text.
MOST_TAILS = 2

_LEAD = re.compile(
    r"^[^您【。！？]{0,12}?"
    r"(?:帮我看|帮忙看|帮看|帮我分析|帮我判断|帮我解读|看看|看一下|看下|发来|发给我|给我发|跟我说|电话里?说|原文|内容是|内容如下"
    r"|(?:短信|信息|微信|信|函)(?:里|上|中)?(?:说|写)|(?:他们?|对方|催收|客服)(?:说|发)"
    r"|收到了?(?:这|一|个|条|封|张|法院|催收|银行|律师|短信|信息|消息|他))"
    r"[^您【。！？：“\"「，]{0,16}"
    r"(?:[：“\"「]+|[，。！？](?=[您你【]|尊敬|贵|请|本院|本所)|(?=您|【|尊敬))"
)
_TAIL = re.compile(
    r"(?:[”\"」。！？；，]{1,3}[^”\"」。！？；，您]{0,12})?"
    r"(?:是不是真的|是真的假的|是真是假|是真的|真的假的|真的|是假的|是骗子|是骗人的?|是诈骗|可信|靠谱|什么意思|啥意思|怎么办|咋办"
    r"|怎么回|该怎么|要理|要不要)[^，。！？；您]{0,8}[”\"」？！。]*$"
)
# 我 of a company or of somebody who collects is theirs; any other 我, and every question, is the person's own.
_OWN = re.compile(
    r"(?<!加)(?<!给)(?<!到)(?<!跟)(?<!系)我(?!司|行|院|方|部|公司|中心|庭|委|所|局|处|平台|机构|单位|社|会(?:将|已)|们(?:将|已|会|的|可|有|为|帮|要|掌)"
    r"|是[^，。！？我]{0,14}(?:法务|客服|律师|法院|派出所|公安|书记员|调解员|专员|经理|助手|中心|负责|金融)"
    r"|帮[您你]|给[您你]|让[您你]|知道[您你]|为[您你])"
    r"|咱|俺|怎么办|咋办|请教|请问|(?:吗|么|呢)[？。！]*$|能不能|是不是|怎么样|多少[？钱]|[？]$|真的假的|你们|你说|咋|怎么|为什么|为啥|(.)不\1|律师您好|老师您好"
)
_ADDRESSED = re.compile(r"您|你(?!们)|尊敬的|贵(?:方|户|处)|当事人|借款人|被告|用户|客户")
_CALLED = re.compile(r"您(?!好)|你(?!们|好)")
_THEIR_WORDS = re.compile(
    r"今[天日晚]|明[天日]|下午|立即|务必|逾期|欠款|还款|还钱|不还|案件|账户|律师|法院|点击|联系|通知|我司|征信|冻结|起诉|办理|缴纳|转账|提供|银行卡|减免|利息"
)
_GREETING = re.compile(
    r"^(?:尊敬的|亲爱的)[^。！？]{0,12}(?:客户|用户|先生|女士|借款人|会员|持卡人)"
    r"|^[^。！？]{0,10}(?:您好|你好)[^。]{0,40}?(?:您|你)(?:的|已|在|名下|尾号|于|所|本期|有|欠|涉|因)"
)
_LETTER = re.compile(
    r"(?:律师事务所|本所|本律师).{0,80}(?:委托|函)|(?:委托|函告|致函).{0,80}(?:律师事务所|本所|本律师)"
    r"|(?:本院|人民法院).{0,60}(?:受理|作出|裁定|判决|传唤|通知如下|申请执行)"
)


#: 帮我看看：… says outright that what follows is somebody else's.
_ASKED_FOR = re.compile(
    r"^(?:请|麻烦|你)?(?:帮我|帮忙|给我)?(?:看看|看一下|看下|看|解读|分析|判断)(?:一下)?(?:这|下面|下)?(?:个|条|段|封|句)?"
    r"(?:短信|信息|消息|话|律师函|通知|内容|是不是真的)?[：:]"
)


_CLOSING = {"“": "”", '"': '"', "「": "」"}


def is_pasted(text: str) -> bool:
    """Whether the message looks like pasted text of the other side rather than the person's own words."""
    plain = folded(text)
    asked = _ASKED_FOR.match(plain)
    if asked and len(plain) - asked.end() >= LEAST:
        return True
    start, end = _theirs(plain)
    theirs = plain[start:end]
    if len(theirs) < max(LEAST, len(plain) - len(theirs)) or _OWN.search(theirs):
        return False
    if _is_signed(theirs) or _GREETING.search(theirs):
        return True
    addressed = len(_ADDRESSED.findall(theirs))
    if addressed and len(theirs) >= LEAST_LETTER and _LETTER.search(theirs):
        return True
    if theirs.count("您") + theirs.count("你") >= 2 and len(theirs) >= LEAST_LONG:
        return True
    if addressed and start:
        return True
    called = len(_CALLED.findall(theirs))
    return bool(called) and len(theirs) >= LEAST_TOLD and len(set(_THEIR_WORDS.findall(theirs))) >= 2


def other_side(text: str) -> str:
    """The text without what the person wrote around it: 帮我看看：…… 是真的吗."""
    start, end = _theirs(folded(text))
    return text if end - start < LEAST else text[start:end]


def _theirs(plain: str) -> tuple[int, int]:
    lead = _ASKED_FOR.match(plain) or _LEAD.search(plain)
    start = lead.end() if lead else 0
    quoted = plain[start - 1] in _CLOSING if start else False
    closed = plain.find(_CLOSING[plain[start - 1]], start) if quoted else -1
    if closed >= 0:
        return start, closed
    end = len(plain)
    for _ in range(MOST_TAILS):
        tail = _TAIL.search(plain, start, end)
        end = tail.start() if tail else end
    return start, end


def _is_signed(theirs: str) -> bool:
    signatures = list(SIGNATURE.finditer(theirs))
    if not signatures:
        return False
    at_an_end = signatures[0].start() == 0 or len(theirs) - signatures[-1].end() <= 1
    return at_an_end and bool(_ADDRESSED.search(theirs) or "请" in theirs)
