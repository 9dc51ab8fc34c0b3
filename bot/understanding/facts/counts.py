"""How often: 打了三次, 十二个电话; how many were answered, and from one number or many."""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.facts.channels import Event
from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import Number

_COUNT_UNIT = re.compile(
    r"^(?P<unit>次|趟|通|遍|回|个(?:催收|骚扰|陌生|未接|骂人)?的?(?:电话|来电|短信|未接|语音|call)|条(?:短信|信息|消息|语音|微信)|条(?=$|[,。!?;])|"
    r"封|个(?=$|[,。!?;了吧呢啊多]|没|我|全|都|也|还|过来|左右|催收))"
)
_NOT_COUNT_HEAD = re.compile(
    r"(?:接|接了|接到了?|接通了?|逾期|晚还|有过|还了|还过|忘|借|第|这|那|同|上|下|每|试|看|投诉|报警|申请|协商|扣|换了?|人)(?:过|了|的|也|才)?$"
)
_CONNECTED = re.compile(
    r"(?:接|接了|接通|接通了|接起来?|接听|接听了|只接|就接|接过|通了|我接了|才接)(?:了|到)?(?P<count>[0-9一二两三四五六七八九十]{1,3})(?:次|个|通|回)"
)
_NONE_CONNECTED = re.compile(
    r"(?:一个|一次|一通)(?:都|也)?没(?:有)?(?:敢)?接|(?:全|都|全都|我都|我全|通通)没(?:有)?(?:敢)?接|全(?:是|部)?未接|都是未接"
)
# 五个我都接了, 三个接了, 其中两个接通
_CONNECTED_OF = re.compile(
    r"(?<!第)(?P<count>[0-9一二两三四五六七八九十]{1,3})(?:次|个|通)(?:电话)?(?:我|都|是|全|也|全部|就){0,4}(?:接了|接通|接起|接听|通了|接到了?)(?![0-9一二两三四五六七八九十几])"
)
_MISSED = re.compile(
    r"(?<!第)(?P<count>[0-9一二两三四五六七八九十]{1,3})(?:次|个|通)(?:电话)?(?:我|都|是|全|全部){0,4}(?:没(?:有)?(?:敢)?接|未接(?!来电|电话))|"
    r"(?:没(?:有)?(?:敢)?接|漏接)(?:到|了)?(?P<missed>[0-9一二两三四五六七八九十]{1,3})(?:次|个|通)"
)
_ALL_CONNECTED = re.compile(
    r"(?:(?<![没不])全|全部|每个|每次|个个|每一个|我都|都)(?:我)?(?:都)?(?:接了|接通了|接听了|接起来了)(?![0-9一二两三四五六七八九十几])"
)
# a single call: 打我电话，接了
_TAKEN = re.compile(
    r"(?:^|[,。!;]|我|也|又|就|还是|电话)(?:接了(?!一会|[0-9一二两三四五六七八九十几半]|好|个|该|怎|咋|会|要|能|还|电话(?:就|会|该|怎|要))|接起来了?|接通了|接听了)"
)
_NOT_TAKEN = re.compile(
    r"(?:^|[,。!;]|我|也|又|就|还是|电话|个)(?:当时|都|睡着了?|在忙|在上班){0,4}没(?:有)?(?:敢)?接(?=$|[,。!;])"
)
_SEVERAL = re.compile(
    r"几[个次通]|多[个次通]|很多|许多|好多|不少|一堆|无数|天天|每天|每隔|整天|一直|老是|总是|不停|轰炸|频繁|连着|反复|每次|狂打"
)
_SAME_NUMBER = re.compile(
    r"(?:同一个|同个|一个|相同的?)(?:手机)?(?:号码|号)(?:打|码打|一直|反复)|(?:都是|全是|是)(?:同一个|一个)(?:手机)?号"
)
_OTHER_NUMBERS = re.compile(
    r"换(?:着|了|不同的?|好几个){0,4}(?:手机)?号(?:码)?|不同(?:的)?(?:手机)?号(?:码)?|每次(?:都)?(?:换|不一样|不是一个号)|好几个(?:手机)?号(?:码)?"
)


def connection(message: Message, count: int | None, recipient: str) -> dict[str, Any]:
    """``connected`` and ``from_same_number``, each only if it was said.

    :param count: how many calls there were, None if that was not said; all of them (都接了) are as many.
    :param recipient: who was called; 接了 alone is the person's own answer.
    """
    found: dict[str, Any] = {}
    connected = _connected(message, count, recipient)
    if connected is not None:
        found["connected"] = connected
    if _SAME_NUMBER.search(message.text):
        found["from_same_number"] = True
    elif _OTHER_NUMBERS.search(message.text):
        found["from_same_number"] = False
    return found


def _connected(message: Message, count: int | None, recipient: str) -> int | None:
    if _NONE_CONNECTED.search(message.text):
        return 0
    for pattern in (_CONNECTED, _CONNECTED_OF):
        match = pattern.search(message.text)
        if match and re.search(r"打|来电", message.text[: match.end()]):
            return _exactly(message, match.start("count"))
    match = _MISSED.search(message.text)
    missed = _exactly(message, match.start(match.lastgroup or 0)) if match else None
    if missed is not None and count is not None and missed <= count:
        return count - missed
    if _ALL_CONNECTED.search(message.text):
        return count
    if recipient != "self" or count not in (None, 1) or _SEVERAL.search(message.text):
        return None
    if _NOT_TAKEN.search(message.text):
        return 0
    taken = _TAKEN.search(message.text)
    return 1 if taken and not is_question(message, *taken.span()) else None


def _exactly(message: Message, start: int) -> int | None:
    return next((number.count for number in message.numbers if number.start == start), None)


def count_of(message: Message, event: Event, numbers: tuple[Number, ...]) -> int | None:
    """How many times, if it is said of the contact."""
    for number in numbers:
        if number.count is None or number.ordinal or number.has_magnitude or not 0 < number.count <= 1000:
            continue
        match = _COUNT_UNIT.match(message.at_once(number.end, 8))
        if not match:
            continue
        head, tail = message.before(number.start, 8), message.after(number.end, 10)
        if _NOT_COUNT_HEAD.search(head) or re.match(
            r"(?:次|回|个)(?:性|都没|也没|月|人|催收员|男|女|星期|礼拜|小时|号)", tail
        ):
            continue
        unit = match["unit"]
        if unit not in ("次", "趟", "回") and head.endswith("来了"):
            continue  # 来了两个, 来了一封 are people and papers
        if unit == "条" and not re.search(r"发(?:了|过|来|我|给我){0,4}$", head):
            continue
        if unit == "个" and not re.search(
            r"(?:打|来|接)(?:了|过|我|的|给我|到|他|一天|又|电话|短信|有|起码|至少|将近|大概|快|差不多|,){0,5}$",
            head,
        ):
            continue
        if unit in ("次", "趟", "回", "遍") and not _counts_contacts(message, number, head):
            continue
        return number.count
    return None


def _counts_contacts(message: Message, number: Number, head: str) -> bool:
    left, right = message.clause(number.start, number.end)
    return bool(
        re.search(r"打|来|上门|发|电话|找|联系|骚扰|短信|催|敲|call|骂", message.text[left:right])
    ) and not re.search(r"(?:逾期|还款|晚还|协商|投诉|报警|申请)(?:过|了)?$", head)
