"""What is told around a contact that decides whether it was proper: could the person be reached, had it been refused
before, were these hours agreed, must the one who was called pay as well, did the lender agree to the account.

Only what the person says of their own knowledge counts: what a collector claims (他们说打不通我) does not, and what is
said of a third person counts only if it is the one who was contacted.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.message import Message
from bot.understanding.facts.people import FAMILY, PERSON

_CLAIMED = re.compile(
    r"(?:说|以|声称|谎称|借口|理由是|讲|称|怕|如果|要是|万一|是不是|担心|假如|除非|只有)(?:是|因为|我|他们|的|电话|手机|一直){0,4}$"
)
_STATE = r"(?:明明|一直|都|是|也|当时|那几?天|从来|随时|完全|本来|全天|24小时|每天|平时|还是|其实|始终|又|正常|根本|能|可以|的){0,4}"
_REACHED = re.compile(
    rf"(?:我|本人)(?:自己|本人)?的?(?:电话|手机|号码?|手机号码?)?{_STATE}(?:打得通|打的通|接得通|通着|畅通|开着机?|能打通|能通|联系得上|联系的上|能联系上|可以打通|没关机|没停机)"
    r"|(?:明明|本来|一直|完全)(?:就|都|能|可以){0,4}(?:打得通|联系得上|打的通|联系的上|能打通|能联系上|联系上|找得到)我"
    r"|我(?:一直|每次|每个|每通)(?:都|也){0,4}(?:有)?(?:在)?接(?:他们|催收)?的?(?:电话)?(?:的)?(?=$|[,。!;])"
)
_LOST = re.compile(
    r"(?:打不通|联系不上|联系不到|找不到|打不进|联络不上)(?:我|本人)(?:的|自己|本人)?(?:电话|手机)?(?:了)?(?:他们|对方|催收)?(?:才|就|所以|然后|,)"
    r"|(?:我|本人)(?:自己)?的?(?:电话|手机|号码?|卡)(?:那[几会]?[天儿]?|当时|一直|都|早就|已经|前阵子|正好|是|也|因为){0,4}(?:停机|关机|关着|打不通|欠费|停用|注销|换了|换号)"
    r"|(?:打不通|联系不上)(?:才|就)(?:去)?(?:打|找|联系)|我(?:那[几会][天儿]?|当时|一直){0,4}(?:换了?号|失联|把他们拉黑了)"
)

_NO_MORE = (
    r"(?:别|不要|不许|不准|不用|停止|甭|莫|不得|不能)(?:再)?(?:继续)?(?:给|跟|往|向)?(?:我|她|他|家里|这边|这里)?(?:们)?(?:再)?"
    r"(?:打|联系|找|骚扰|来|发|烦|催)"
)
_EARLIER = r"(?:已经|早就|早|之前|以前|上次|上回|前几天|明确|曾经|都|就|也|跟他们|和他们|对他们|向他们|给他们|告诉|当面|书面|发短信|电话里|警告|要求|正式)"
_REFUSED = re.compile(
    rf"(?P<who>{PERSON}|他|她|人家)(?:们)?{_EARLIER}{{0,4}}(?:说|讲|告诉|要求|警告|强调)(?:过|了|得很清楚|清楚){{0,4}}(?:他们|催收|对方)?(?:了|过)?(?:很?多次|好几次|好几遍|几次|两次|三次)?,?(?:让|叫|请|要)?(?:他们)?{_NO_MORE}"
    rf"|(?P<whom>{PERSON}|他|她|人家)(?:们)?{_EARLIER}{{0,4}}拒绝(?:过|了)"
)
# what was only said while being called was not refused before
_FIRM = re.compile(r"已经|早|之前|以前|上次|上回|前几天|曾经|明确|(?<=[说讲诉求告调绝])过")
_ALL_THE_SAME = re.compile(
    r"^[了的]?,?(?:他们|催收|对方)?(?:今天|昨天|前天|昨晚)?(?:还是?|又|照样|仍然?|偏要?)(?:在)?(?:打|联系|找|骚扰|来|发)"
)
_NEVER_REFUSED = re.compile(
    rf"(?P<who>{PERSON}|他|她)(?:之前|以前|也|从来|从|都|还){{0,4}}没(?:有)?(?:明确|跟他们|和他们){{0,4}}(?:拒绝过?|说过?(?:让他们)?(?:别|不要|不让)(?:再)?(?:打|联系|找))"
)

_HOURS = r"(?:晚上|夜里|夜间|深夜|半夜|凌晨|早上|清早|大早上|下班后|这个(?:时间|时候|时段|点)|这时候|这么晚|[0-9一二三四五六七八九十]{1,3}点(?:钟|多|半|以后|之后|后)?|几点|时段)"
_AGREED = re.compile(
    rf"(?:我(?:之前|以前|当时|自己|是|也|就|本来|跟他们|和他们|已经|曾经|确实|原先){{0,4}}|(?:我们|双方|合同(?:里|上)?)(?:之前|以前|是){{0,4}})(?:同意|答应|约定|约好|允许|说好|讲好)(?:过|了|的是|好){{0,4}}(?:让|叫|可以|他们|催收|对方|平台|是|在|能|跟他们){{0,4}}{_HOURS}[^,。!?;别不勿没]{{0,5}}?(?:打|联系|来电|来|催|找)"
    rf"|{_HOURS}[^,。!?;]{{0,4}}?(?:打|联系)(?:给我)?是我(?:之前|自己){{0,4}}(?:同意|答应|约好)"
)
_NOT_AGREED = re.compile(
    rf"(?:没(?:有)?|从没|从未|没跟他们|不)(?:同意|答应|约定|约好|允许|说好)(?:过)?(?:让|叫|可以|他们|催收|对方|在|能){{0,4}}{_HOURS}[^,。!?;]{{0,5}}?(?:打|联系|来|催|找|时段)"
    r"|没(?:有)?(?:跟他们|和他们|同他们)?(?:约定|约)(?:过|好)?(?:什么|任何|联系)?(?:时间|时段)|合同(?:里|上)?没(?:有)?(?:约定|写)(?:过)?(?:催收|联系)?的?(?:时间|时段)"
)

_LIABLE = r"(?:这笔(?:钱|贷款|债|借款)?|贷款|借款|借呗|我)?的?(?:担保人|保证人|共同借款人|共借人|共同还款人|连带责任人)"
_ALSO_LIABLE = re.compile(
    rf"(?P<who>{PERSON}|他|她)(?:们)?(?:其实|本来|就|也|确实|当时|正是|刚好|恰好){{0,4}}(?:是|当|做)(?:了|的)?(?:我|我们)?{_LIABLE}"
    rf"|(?P<whom>{PERSON}|他|她)(?:们)?(?:当时|也|给我|帮我|替我|为我|确实|是|跟我|和我){{0,4}}(?:做了?担保|签了?(?:字)?担保|担保了|担的保|一起借的|共同借的)"
)
_NOT_LIABLE = re.compile(
    rf"(?P<who>{PERSON}|他|她)(?:们)?(?:又|也|并|根本|压根|从来|都|可){{0,4}}(?:不是|没(?:有)?(?:当|做)(?:过)?)(?:我|什么)?{_LIABLE}|(?P<whom>{PERSON}|他|她)(?:们)?(?:又|也|并|根本|都){{0,4}}没(?:有)?(?:给我|帮我|替我)?(?:签字?|做|提供)?过?担保"
)
_CALLED_SURETY = re.compile(
    rf"(?:打给|打到|打|联系|找到?|催|骚扰|给|通知)(?:了|过)?(?:我|我们)?的?{_LIABLE}(?!不|吗)"
)

_LENDER = r"(?:放款机构|放款方|放款人|借呗|支付宝|蚂蚁|平台|银行|官方|95188|官方客服|人工客服|客服)(?:那边|客服|人工|热线)?"
_HOW = r"(?:他们|催收|外包)?(?:公司|人员)?(?:可以|能|去)?(?:用|使用|拿|通过)(?:这个|私人|个人|微信|手机|自己|他们|号)"
_LENDER_REFUSED = re.compile(
    rf"{_LENDER}[^,。!?;]{{0,8}}?(?:没有?|从没|从未|未|不)(?:(?:同意|允许|认可|批准)(?:过)?{_HOW}|授权)"
)
_LENDER_AGREED = re.compile(
    rf"{_LENDER}(?:说|确认|回复|答复|承认|也|都|确实|是|已经){{0,4}}(?:同意|授权|允许|认可)(?:了|过)?{_HOW}"
)
_ANY_OF_THE_FAMILY = re.compile(r"家里人|家人|亲戚|家属|亲人|家里")


def read_circumstances(
    message: Message, recipient: str, acts: list[str], channel: str | None
) -> dict[str, Any]:
    """The fields ``reachable``, ``refused_before``, ``also_liable``, ``in_agreed_hours``, ``lender_agreed`` that were said.

    :param recipient: who was contacted; what concerns third persons is not read of the person's own calls.
    :param acts: what was done in the contact.
    """
    said = {"in_agreed_hours": _either(message, _AGREED, _NOT_AGREED)}
    if recipient != "self":
        said["reachable"] = _either(message, _REACHED, _LOST)
        said["refused_before"] = _refused_before(message)
        said["also_liable"] = _also_liable(message)
    if "private_account" in acts or channel == "wechat":
        said["lender_agreed"] = _either(message, _LENDER_AGREED, _LENDER_REFUSED)
    return {name: value for name, value in said.items() if value is not None}


def _either(message: Message, yes: re.Pattern[str], no: re.Pattern[str]) -> bool | None:
    """True or False as it was said; None if nothing was said, or both."""
    answers = {answer for pattern, answer in ((no, False), (yes, True)) if any(_stated(message, pattern))}
    return answers.pop() if len(answers) == 1 else None


def _stated(message: Message, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Where a pattern is stated: neither asked, nor supposed, nor the claim of somebody else."""
    return [
        match
        for match in pattern.finditer(message.text)
        if not is_question(message, match.start(), match.end())
        and not _CLAIMED.search(message.before(match.start()))
    ]


def _refused_before(message: Message) -> bool | None:
    if any(_is_of_the_contacted(message, match) for match in _stated(message, _NEVER_REFUSED)):
        return False
    for match in _stated(message, _REFUSED):
        earlier = _FIRM.search(match.group()) or _ALL_THE_SAME.match(message.sentence_after(match.end()))
        if earlier and _is_of_the_contacted(message, match):
            return True
    return None


def _also_liable(message: Message) -> bool | None:
    if any(_is_of_the_contacted(message, match) for match in _stated(message, _NOT_LIABLE)):
        return False
    if any(_is_of_the_contacted(message, match) for match in _stated(message, _ALSO_LIABLE)):
        return True
    return True if _stated(message, _CALLED_SURETY) else None


def _is_of_the_contacted(message: Message, match: re.Match[str]) -> bool:
    """打给我妈，我爸是担保人 says nothing of the mother: a person who is named must be named as called too."""
    who = match["who"] or match["whom"] if "whom" in match.re.groupindex else match["who"]
    named = re.findall(PERSON, message.text[: match.start()] + " " + message.text[match.end() :])
    if who in ("他", "她", "人家"):
        return len({_root(person) for person in named}) <= 1
    if re.fullmatch(FAMILY, who) and _ANY_OF_THE_FAMILY.search(message.text):
        return True
    return _root(who) in {_root(person) for person in named}


def _root(person: str) -> str:
    """妈, 妈妈 and 老妈 are one."""
    return person.rstrip("们儿")[-1:]
