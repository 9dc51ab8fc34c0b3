"""Why a person cannot pay: what is said to have happened to them or to their family."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.understanding.facts.message import Message
from bot.understanding.facts.people import FAMILY
from bot.understanding.facts.results import Candidate

_ILLNESS = (
    r"生(?:了)?(?:场|重|大)*病|得了?(?:重|大|癌|肺|胃|肝|肾|抑郁|尿毒|白血|乳腺|甲状腺|糖尿|心脏)[^,。!?;]{0,4}(?:病|癌|症|炎)?|"
    r"住(?:了|着|进)?(?:\w{0,4})?(?:院|ICU)|动(?:了)?(?:个|场|大)?手术|做(?:了)?(?:个|场|大)?手术|确诊|癌症|化疗|透析|瘫痪|中风|脑梗|脑出血|"
    r"心梗|尿毒症|白血病|重病|大病|病重|病倒|抑郁症|双相|病了|患(?:了|上|有)?[^,。!?;]{0,4}(?:病|癌|症)|查出[^,。!?;]{0,6}(?:癌|瘤|病)"
)
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "unemployed",
        re.compile(
            r"失(?:了|去)?业|失去(?:了)?工作|下岗|(?:没了|没有?|丢了|弄丢)(?:份|个|正式)?工作(?!证|居住)|"
            r"(?:被|遭)(?:公司|单位|厂里)?(?:裁(?!判)|辞退|开除|优化|解雇|劝退)|裁员(?:了|裁)|待业|无业|没(?:有)?班上|没上班|没(?:在)?工作|"
            r"工作(?:没了|丢了|黄了)|找不到工作|没找到工作|离职(?:了|后|在家)|辞职(?:了|后|在家)"
        ),
    ),
    (
        "pregnant",
        re.compile(
            r"怀(?:了)?(?:孕|二胎|三胎|宝宝)|怀着(?:孕|孩子|宝宝)|孕妇|孕期|坐月子|产假|哺乳期|刚生(?:完|了|下)?(?:孩子|宝宝|小孩|娃|二胎)|"
            r"(?:我|老婆|媳妇)(?:刚)?生(?:了)?(?:孩子|二胎|宝宝|小孩)"
        ),
    ),
    (
        "accident",
        re.compile(
            r"(?:出|遭|遇)(?:了|到)?(?:个|场|起)?(?:车祸|交通事故|事故|意外)|车祸|工伤|被(?:车|电动车|摩托车)撞|摔(?:断|伤|骨折)|骨折|出了?意外|(?:撞|砸|烧|烫)伤"
        ),
    ),
    (
        "disaster",
        re.compile(
            r"(?:遭|发|遇|受)(?:了|到)?(?:洪水|水灾|地震|火灾|台风|洪灾|雪灾|旱灾|灾)|洪水|洪灾|水灾|地震|火灾|失火|着火了|台风|泥石流|被(?:洪水|大水|水)?(?:淹|冲)|"
            r"疫情"
        ),
    ),
    (
        "income_drop",
        re.compile(
            r"(?:工资|收入|薪水|薪资|提成|业绩|奖金)(?:都|又|也|直接|大幅|一下子|突然|被)*(?:降|少了|减少|减半|砍|下降|缩水|腰斩|锐减|断了|没了|没发|不发|发不出|发不下来|"
            r"拖着|拖欠|停发|变少|下滑)|降薪|减薪|停薪|欠薪|拖欠(?:我|了)?(?:\w{0,4})?工资|没(?:有)?(?:了)?(?:任何|固定|稳定|经济)?(?:收入|进账)(?!证明)|"
            r"断了收入|没了?(?:经济|收入)来源|没(?:有)?(?:经济|收入)来源|"
            r"(?:公司|单位|老板|厂里|工地)(?:一直|都|又|已经|好几个月|三个月|两个月|半年)*(?:没发|不发|欠着?|拖欠)(?:我|了|着)*(?:\w{0,4})?(?:工资|工钱)|"
            r"发不出工资|没发工资"
        ),
    ),
    (
        "business_failed",
        re.compile(
            r"生意(?:上)?(?:也|都|又|一直|彻底|最近)*(?:失败|亏|黄了|垮|倒|赔|不行了|做不下去|没了|崩)|做生意(?:\w{0,3})?(?:亏|赔|失败|破产|被骗)|"
            r"创业(?:\w{0,2})?(?:失败|亏|赔)|破产|"
            r"(?:我|咱|自己|我们)(?:家)?(?:开)?(?:的)?(?:那个|那|小)?(?:店|铺子|门店|饭店|餐馆|工厂|厂子|厂|公司|工作室)(?:也|都|又|已经?|去年|今年|最近|"
            r"直接)*(?:倒闭|关门|关了|黄了|垮了|倒了|亏|赔|没了|开不下去|干不下去)|"
            r"开(?:了)?(?:个|家)?(?:小)?(?:店|厂|饭店|公司)(?:\w{0,3})?(?:亏|赔|倒闭|关门|黄|垮)|(?:店|铺)(?:倒闭|关门|亏|关了|黄了|垮)|"
            r"投资(?:失败|亏)|养殖(?:\w{0,2})?(?:亏|赔)"
        ),
    ),
    ("ill", re.compile(_ILLNESS)),
)
_DENIED = re.compile(r"(?:没有?|没|未|不是|并没|不算|不会|从没|没再|也没)(?:有|过|再|被|说)?$")
_NO_HARDSHIP_TAIL = re.compile(r"^(?:证明|金|保险|补助|津贴|险|登记证?|人员|者|率|吗|怎么开|病历)")
_SUPPOSED = re.compile(
    r"(?:如果|要是|万一|假如|怕|担心|会不会|会|(?<![放休产请暑寒])假|假装|编|伪造|说成|写个|谎称|快要?|差点|可能|比如|是否|是不是|害我|气得?|愁|骂我|逼|"
    r"让我)[^,。!?;]{0,6}$"
)
_ASKED = re.compile(r"(?:能不能|可以|能|可不可以|是否|算不算|有没有)[^,。!?]{0,12}(?:吗|延期|减免|分期|[?])")
_HAPPENED = re.compile(r"了|我|刚|在|着|过|没|已经|因为|由于|去年|今年|上个?月|最近|现在|目前")
_OTHERS = re.compile(r"(?:朋友|同事|邻居|别人|催收|客服|人家|听说|他们)[^,。!?;]{0,4}$")
_BODILY = ("ill", "accident")
_CARING = re.compile(
    r"(?:我|自己)?(?:一直|天天|每天|还|也|都|就|只能|要|得|去|来|在|医院|家|这里)*(?:陪护|陪床|陪|照顾|照看|照料|伺候)(?:着|了|在)?"
)
_CARED_FOR = re.compile(rf"^(?:了|着|在家)?的{FAMILY}")
_PEOPLE = re.compile(rf"(?:我|俺)?的?(?:{FAMILY}|家里(?:有|人|老人)?|老人|宝宝)|我|俺|自己|本人")


def read_hardship(message: Message) -> Iterator[Candidate]:
    """One candidate with the list of what has happened, in the order it was told."""
    found: dict[str, tuple[int, int]] = {}
    for kind, match in _told(message):
        found.setdefault(_of_whom(message, kind, match), match.span())
    if not found:
        return
    kinds = sorted(found, key=lambda kind: found[kind])
    spans = sorted(found.values())
    yield Candidate("hardship", kinds, spans[0][0], max(end for _, end in spans))


def _told(message: Message) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, pattern in KINDS:
        yield from ((kind, match) for match in pattern.finditer(message.text) if _is_told(message, match))


def _is_told(message: Message, match: re.Match[str]) -> bool:
    head, tail = message.before(match.start(), 12), message.after(match.end(), 12)
    if (
        _DENIED.search(head)
        or _NO_HARDSHIP_TAIL.match(tail)
        or _SUPPOSED.search(head)
        or _OTHERS.search(head)
    ):
        return False
    left, right = message.clause(match.start(), match.end())
    clause = message.text[left:right]
    return not (_ASKED.search(clause) and not _HAPPENED.search(clause))


def _of_whom(message: Message, kind: str, match: re.Match[str]) -> str:
    """An illness or accident of a parent or child is the family's illness."""
    if kind in _BODILY and _is_family(message, match):
        return "family_illness"
    return kind


def _is_family(message: Message, match: re.Match[str]) -> bool:
    """A relative is the last person named before the illness, or the one who was ill just before it."""
    head = message.before(match.start(), 16)
    if _CARED_FOR.match(message.after(match.end(), 8)):
        return True
    if _PEOPLE.search(_CARING.sub("", head)):
        return _ends_with_relative(head)
    earlier = message.sentence_before(match.start(), 30)
    return _tells_of_body(earlier) and _ends_with_relative(earlier)


def _ends_with_relative(words: str) -> bool:
    """The last person named is a relative; who looks after somebody is not the one who is ill."""
    people = [found.group() for found in _PEOPLE.finditer(_CARING.sub("", words))]
    return bool(people) and people[-1] not in ("我", "俺", "自己", "本人")


def _tells_of_body(words: str) -> bool:
    return any(pattern.search(words) for kind, pattern in KINDS if kind in _BODILY)
