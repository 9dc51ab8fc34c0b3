"""What is told of a visit: how many came, whether they showed who they were, where it was.

A place counts when it is said to be where they stood (在小区里, 堵在单位门口); where they came to (来我家) leaves open
whether they were let in, and is read only where it is a workplace. What the person did there (我在家) says nothing.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import value_of
from bot.understanding.facts.people import PERSON
from bot.understanding.facts.tellings import SUPPOSED

_NUMBER = r"(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,2}|俩|仨)"
_PEOPLE = (
    r"(?:个|名|位)?(?:不认识的?|陌生的?|自称[^,。!?;]{0,6}的|催收公司的?|催收的?|催债的?|要债的?|讨债的?|外访的?|年轻的?|彪形|穿[^,。!?;]{0,4}的)?"
    r"(?:人员|人|男的?子?|女的?子?|男人|女人|催收员|催收|业务员|外访员|大汉|壮汉|小伙子?|年轻人|工作人员|陌生人)"
)
_COMING = r"(?:上(?:了)?门|登门|来(?!电|信|催我电话)|找上|找到|到(?:了)?我|到(?:家|单位|公司|店)|去(?:了)?我|跑到|堵|敲|闯|冲|外访|家访)"
_VISITORS = (
    re.compile(rf"(?<!再)来(?:了|过|的)?(?:是|有|就|只|才|一共|总共|大概){{0,4}}{_NUMBER}{_PEOPLE}"),
    re.compile(
        rf"(?<![几第多十百0-9我]){_NUMBER}{_PEOPLE}(?:一起|同时|直接|又|就|都|突然|昨天|今天|前天|上午|下午|晚上|跑|,){{0,4}}{_COMING}"
    ),
    re.compile(rf"(?:上门|来)的(?:人)?(?:是|有|就|只有|一共|总共){{0,4}}{_NUMBER}{_PEOPLE}"),
)
_COUPLE = re.compile(r"(?P<men>[一两二三四五])男(?P<women>[一两二三四五])女")
_MYSELF = re.compile(r"我(?:们)?(?:家)?(?:就|只有?|自己|是){0,4}$")
# 我在单位, 我妈当时在家: where the one who was visited happened to be
_THEIR_OWN_PLACE = re.compile(
    rf"(?:我|我们|俺|咱|{PERSON})(?:当时|现在|那时候?|正好?|刚好|刚刚?|昨天|今天|前天|上午|下午|晚上|早上|就|都|还|也|一个人|自己|不|没|人|一直){{0,4}}$"
)

_PAPER = r"(?:任何|什么|一下|他的?|他们的?|自己的?|个|张|相关|身份|有效|公司的?|单位的?){0,4}(?:工作证|证件|工牌|胸牌|身份证明|身份证|授权书|授权委托书|委托书|名片|执业证)"
_SHOW = r"(?:出示|亮出?|掏出来?|拿出来?|给(?:我们?|俺|咱|家里人|我妈|我爸)?看|展示|让我看)"
_NOT_SHOWN = re.compile(
    rf"(?:没有?|未|也没|都没|不肯|不愿意?|拒绝|拒不|不给我?|不)(?:人|主动|给我|向我){{0,4}}(?:{_SHOW}|带|戴)(?:了|过|出)?[^,。!?;]{{0,3}}?{_PAPER}"
    rf"|{_PAPER}(?:也|都|什么的|啥的){{0,4}}(?:没有?|不肯|不愿意?|拒绝|不)(?:人|给我|向我){{0,4}}(?:{_SHOW}|带|戴)"
    rf"|(?:连|什么|任何)[^,。!?;]{{0,4}}{_PAPER}(?:也|都)(?:没有?|不)|没有?(?:任何|什么)?(?:工作证|证件|工牌)(?=$|[,。!;])"
)
_SHOWN = re.compile(
    rf"(?:{_SHOW}|戴着)(?:了|过|出)?(?:一下|来)?{_PAPER}|{_PAPER}(?:也|都|倒是?){{0,4}}(?:{_SHOW})了"
)
_DEMANDED = re.compile(
    r"(?:让|叫|要|要求|请|逼|应该|应当|必须|需要|可以|能|先|没有?|不|未|是否|有没有|会)[^,。!?;]{0,3}$"
)

_AT = r"(?:在|堵在|守在|蹲在|站在|贴在|贴到|贴满|堵到|闹到|堵(?:了|着|住)?)(?:了)?(?:我|我们|咱|他|她)?们?的?"
_NOT_THERE = r"(?!群|附近|的?(?:人|同事|领导)|外面|对面|给我|找我电话|上班|接|睡|吃|电话)"
_DOING = r"(?:大声|大喊|大吵|闹|骂|吼|吵|喊|贴|泼|堵|坐着)"
_PLACE = re.compile(
    rf"{_AT}(?:(?P<public>(?:家|住的?)?(?:小区|楼道|楼梯间?|过道|走廊|电梯|楼栋|单元门|村口|村里|村委会|大?街上?|路上|路边|马路|停车场|车库|广场|超市|菜市场)|家楼下)|"
    rf"(?P<workplace>(?:单位|公司|办公室|厂里|工厂|车间|店里|工地|办公区)(?!楼下|外))|"
    rf"(?P<home>家门口|(?<=[我们咱的妈母])家(?:里)?(?={_DOING}|不|$|[,。!?;])|(?:家里?|屋里|客厅|住处|出租屋|宿舍)(?={_DOING}))){_NOT_THERE}"
)
_STAYING = re.compile(r"不走|不肯走|闹|堵|守着?|蹲着?|赖")
_CAME_TO_WORK = re.compile(
    r"(?:来|到|去|找到|跑到|跑来|闯进|冲进)(?:了|过)?(?:我|我们)(?:的)?(?:单位|公司|办公室|厂里|店里|车间|工地|学校)(?!楼下|附近|外面|对面|门外)"
)


def read_visit(message: Message, acts: list[str]) -> dict[str, Any]:
    """``visitors``, ``id_shown`` and ``place``, each only if it was said.

    :param acts: what was done; where it was done aloud, the workplace they came to is where others heard it.
    """
    place = _place(message) or (
        "workplace" if "insult" in acts and _CAME_TO_WORK.search(message.text) else None
    )
    said = {"visitors": _visitors(message), "id_shown": _id_shown(message), "place": place}
    return {name: value for name, value in said.items() if value is not None}


def _place(message: Message) -> str | None:
    """Where they stood; the first place that is named."""
    return next((str(match.lastgroup) for match in _places(message)), None)


def _places(message: Message) -> list[re.Match[str]]:
    return [
        match
        for match in _PLACE.finditer(message.text)
        if not _is_supposed(message, match)
        and not (match.group().startswith("在") and _THEIR_OWN_PLACE.search(message.before(match.start())))
    ]


def is_face_to_face(message: Message) -> bool:
    """在小区楼道骂我: the act was done where the person stood, so they had come."""
    return any(
        re.match(r"[^,。!?;]{0,8}(?:骂|吼|喊|闹|威胁|恐吓|羞辱|侮辱)", message.after(match.end()))
        for match in _places(message)
    )


def is_present(message: Message, end: int) -> bool:
    """堵在我家门口不走: they are there while it is told; ``end`` is where the telling of the visit ends."""
    return bool(_places(message)) and bool(_STAYING.search(message.before(end, 20) + message.after(end, 6)))


def _visitors(message: Message) -> int | None:
    couple = _COUPLE.search(message.text)
    if couple:
        return int(value_of(couple["men"]) or 0) + int(value_of(couple["women"]) or 0)
    for pattern in _VISITORS:
        for match in pattern.finditer(message.text):
            if _MYSELF.search(message.before(match.start(), 8)) or _is_supposed(message, match):
                continue
            if _is_rough(message, match.start("count")):
                continue
            return int(value_of(match["count"]) or 0) or None
    return None


def _is_rough(message: Message, start: int) -> bool:
    """两三个人: about as many, which decides nothing."""
    return any(number.approx for number in message.numbers if number.start <= start < number.end)


def _id_shown(message: Message) -> bool | None:
    for pattern, shown in ((_NOT_SHOWN, False), (_SHOWN, True)):
        for match in pattern.finditer(message.text):
            if shown and _DEMANDED.search(message.before(match.start(), 8)):
                continue
            if not is_question(message, match.start(), match.end()):
                return shown
    return None


def _is_supposed(message: Message, match: re.Match[str]) -> bool:
    left, _ = message.clause(match.start(), match.end())
    return bool(SUPPOSED.search(message.text[left : match.start()]))
