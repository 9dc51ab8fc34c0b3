"""Whom a collector reached: the person, family, workplace, friends, others."""

from __future__ import annotations

import re

from bot.understanding.facts.channels import Event
from bot.understanding.facts.message import Message
from bot.understanding.facts.people import EMPLOYER, FAMILY, FRIEND, OTHER, PERSON
from bot.understanding.facts.tellings import OWN_ACT, is_denied, is_supposed

_VISITED_SELF = re.compile(
    r"把我(?=堵|关|拦|围|锁)|(?:堵|拦)(?:住|着|到|了)?我(?=$|[,。!?;])|找我(?!的?家|的?爸|的?妈|的?单位|的?公司|的?父|的?老|的?亲|的?领|的?同)"
)
_TARGET = re.compile(
    rf"(?:给|打给|打到|打去|发给|发到|发在|联系|找到?|骚扰|告诉|跟|和|向|对|通知|去|到|来|打|加|骂|吵到?|把|问|找上|寄到|寄给|连|闯进|冲进|堵|威胁|吓|恐吓|轰炸|爆|"
    rf"群发|曝光给|传给|拉|追到|跑到|呼|催|叫|让|微信|call|电话)(?:了|过|完|的|是|我们?|俺|咱|他们|那个|也|又|都|一个|好几个|几个|别的|其他|所有|全部|身边|到|遍|"
    rf"给|在|我的|家里的?|老家的?|手机里的?|几位|好几位|一位|一些|各个|以前的?|现在的?|原来的?|公司的?|单位的?|前|老|小|大|亲|"
    rf"那几个){{0,4}}(?:(?P<family>{FAMILY}(?!的(?:单位|公司)))|(?P<friend>{FRIEND})|(?P<other>{OTHER})|"
    rf"(?P<employer>{EMPLOYER}))"
)
_GROUP = re.compile(
    r"(?P<family>(?:家族|家庭|亲戚|家人|亲友|一家人)(?:微信)?群)|(?P<employer>(?:工作|公司|单位|部门|同事)(?:微信)?群)|"
    r"(?P<friend>(?:同学|朋友|闺蜜)(?:微信)?群)"
)
_KINDS = (("family", FAMILY), ("friend", FRIEND), ("employer", EMPLOYER), ("other", OTHER))
_HOME = re.compile(r"(?:打到|打给|给|打)(?:了|我|我们)*(?:老家|家里)(?:的)?(?!来|门|楼)")
_RECEIVER = re.compile(
    rf"(?:我|俺)?的?(?:(?P<family>{FAMILY})|(?P<friend>{FRIEND})|(?P<other>{OTHER})|"
    rf"(?P<employer>{EMPLOYER}))(?:他们|她|他|那边|都|也|昨天|今天|前天|刚|刚刚|刚才|说|,|昨晚|今早|上午|下午|晚上|又|还|居然|"
    rf"已经){{0,4}}(?:接到|收到|被[^,。!?;]{{0,6}}?(?:打|骚扰|联系|骂|催|威胁|轰炸|找|加|吓))"
)
_NOT_THEM = re.compile(r"(?<!是)(?:不是|并非)$")  # 不是打给我爸，是打给我本人
_ANNOUNCED = re.compile(
    r"(?:不还|不处理|不给钱|威胁|扬言|说|要|会)[^,。!?;]{0,3}$"
)  # a threat reached nobody yet
_TO_MYSELF = re.compile(
    r"(?:给|打|骂|威胁|找|加|跟|对|吓|催|催促|发给|打给|联系|骚扰|恐吓|冲)我(?!的?(?:手机里|通讯录|老家|身边|们|家里))|我(?:就|都|昨天|今天|刚|又|也)*(?:接|收)到"
)


def recipient_of(message: Message, event: Event, asked: tuple[int, int] | None) -> tuple[str, bool]:
    """Whom they reached, and whether a third person was named.

    :param asked: where it is told that somebody else was asked to pay.
    """
    for pattern in (_TARGET, _RECEIVER):
        for match in pattern.finditer(message.text):
            who = str(match.lastgroup)
            if _skips_person(message, match, event):
                continue
            return who, True
    group = _GROUP.search(message.text)
    if group and event.channel == "wechat":
        return str(group.lastgroup), True
    if event.channel in ("phone", "sms", None) and _HOME.search(message.text):
        return "family", True
    if re.search(r"通讯录", message.text[event.start : event.end]) and not _ANNOUNCED.search(
        message.before(event.start, 8)
    ):
        return "other", True
    if event.channel == "visit" and re.search(r"单位|公司|学校|厂|店", message.text[event.start : event.end]):
        return ("self", False) if _VISITED_SELF.search(message.text) else ("employer", True)
    if re.search(
        r"朋友圈|群里?|评论区|村里|小区", message.text[event.start : event.end + 8]
    ) and not _TO_MYSELF.search(message.text):
        return "other", True
    return _asked_to_pay(message.text[slice(*asked)]) if asked else ("self", False)


def _asked_to_pay(said: str) -> tuple[str, bool]:
    """让我妈替我还: whoever was asked to pay was reached."""
    for who, people in _KINDS:
        if re.search(people, said):
            return who, True
    return "self", False


def _skips_person(message: Message, match: re.Match[str], event: Event) -> bool:
    """The person named was not reached: denied, feared, or spoken of in another connection."""
    head = message.before(match.start(), 12)
    left, right = message.clause(match.start(), match.end())
    if _NOT_THEM.search(head) or is_denied(head) or is_denied(head + re.split(PERSON, match.group())[0][:1]):
        return True
    if is_supposed(message, match.start(), left):
        return True
    if (
        match.group().startswith(("去", "到", "来", "和", "跟", "叫", "让", "问"))
        and event.channel != "visit"
        and not re.search(r"说|讲|要钱|催|告|联系|打|闹", message.text[match.end() : right])
    ):
        return True
    if event.channel == "visit" and _VISITED_SELF.search(message.text) and match.lastgroup in ("employer",):
        return True
    if (
        event.channel == "visit"
        and match.lastgroup == "other"
        and match.group().endswith(("楼下", "村里", "社区", "老家"))
    ):
        return True
    if OWN_ACT.search(message.text[left : match.start()]):
        return True
    return bool(re.search(r"借|骗|商量|帮|瞒|替", message.text[match.end() : match.end() + 3]))
