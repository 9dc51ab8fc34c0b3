"""What a collector did: insults, threats, false officials, disclosure … each only if it is told as done."""

from __future__ import annotations

import re

from bot.understanding.facts.channels import Event
from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.message import Message
from bot.understanding.facts.tellings import GENERAL, OWN_ACT, SUPPOSED, is_dated, is_denied

_OFFICIAL = r"(?:公安|警察|民警|派出所|警官|法院|法官|检察|司法|经侦|公检法|执法|刑警|警方|政府|网警|法警|书记员|银保监|金融局|监管局)"
ACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("insult", re.compile(
        r"骂(?!人的?[都也]|别人|回去|不还|架|过去|催收)|辱骂|侮辱|羞辱|脏话|爆粗|粗口|"
        r"(?:话|说得?|讲得?|语气|嘴)(?:很|特别|非常|太|特|真|多|可|那么|贼|巨|都)?(?:难听|脏)|"
        r"(?:说|叫|喊|讲|评论|留言|回复)(?:我|你)(?:是)?(?:个|一个)?(?:老赖|畜生|骗子|垃圾|废物|人渣|不要脸|狗|猪|傻|贱|无赖|白眼狼)|不要脸|死全家|"
        r"问候(?:我)?(?:全家|祖宗|爸妈|爹妈)|人身攻击|阴阳怪气|傻逼|傻[bB]|操你|他妈的")),
    ("threat", re.compile(
        r"威胁|恐吓|恫吓|吓唬|要挟|弄死|整死|打断|打死|砍死|砍(?:我|你|人)|卸(?:我|你)?(?:一条|条)?(?:腿|胳膊)|收拾(?:我|你)|废了(?:我|你)|"
        r"(?:让|叫|要)(?:我|你)(?:全家)?(?:好看|吃不了|后悔|没好日子|在.{1,6}混不下去|家破人亡|不得安宁|走着瞧)|等着瞧|走着瞧|小心(?:点|我|你)|扬言|"
        r"(?:不还|再不还|不给钱|今天不还|不处理)(?:钱|款|的话)?(?:就|,)*(?:让|叫|找|派|带|要|会)?(?:人|警察|公安|我|你|我们|他们)?(?:来)?(?:抓|拘留|坐牢|"
        r"关进|判刑|弄|打|砍|杀|爆(?:我|你)?(?:的)?通讯录|曝光|告诉(?:我|你)?(?:的)?(?:家|爸|妈|父母|单位|公司|同事|朋友)|"
        r"把(?:我|你)[^,。!?;]{0,8}(?:告诉|曝光|发|传|公开|挂|说)|找(?:我|你)(?:的)?(?:家|爸|妈|父母|老婆|孩子|单位)|闹|不客气|让全村|贴|发到)|"
        r"(?:抓我|把我抓|拘留我|让我坐牢|要我坐牢|送我进去|要抓我)|对(?:我|你)(?:的)?(?:家人|孩子|父母)(?:不客气|下手)")),
    ("impersonate_official", re.compile(
        rf"(?:冒充|假冒|假扮|自称|谎称|假装|装成|装作|冒称|伪装成?|说(?:自己|他|她|他们|她们|是)(?:就)?是?(?:什么|某|当地|市|县|区|我们)?)(?:是|自己是|"
        rf"成)?[^,。!?;]{{0,6}}?{_OFFICIAL}")),
    ("disclose", re.compile(
        r"(?:把|将)(?:我|俺)[^,。!?;]{0,4}?(?:欠|逾期|借|债|照片|身份证|信息|名字|资料|事)[^,。!?;]{0,12}?(?:告诉|说|抖|发|捅|公布|曝光|传|泄|讲|"
        r"贴|公开|宣扬|挂)|(?:跟|和|向|对|给|告诉|通知)[^,。!?;]{1,8}?(?:说|讲|透露|抖|泄露|公开|曝光|宣扬)?(?:了)?(?:我|俺)(?:在外面|外面|在网上|在借呗|"
        r"借呗|花呗|的)*(?:欠|借(?!我)|逾期|不还|有笔?债|的?欠款|的?债|没还|是老赖)|"
        r"说(?:我|他|她)(?:在外面|在网上|外面|是)?(?:欠(?!他们)|不还|借了|逾期|老赖|骗)[^,。!?;]{0,6}?|"
        r"(?:发|晒|传|贴)(?:了|出)?(?:我|俺)的?[^,。!?;]{0,6}(?:截图|照片|身份证|信息|欠条|借款记录)|"
        r"(?:截图|欠款|账单|照片|身份证|借款记录|逾期信息|欠债的?事)[^,。!?;]{0,6}?(?:发给|发到|发在|传给|传到|贴在|贴到|告诉)|抖(?:了)?出来|曝光(?:了)?我|"
        r"泄露(?:了)?我|(?:全村|全公司|全单位|同事|邻居|亲戚|家里人?|家人|所有人|村里人?|整个[^,。]{1,4})(?:都|也|全)(?:知道)了?[^,。!?;]{0,2}")),
    ("excessive", re.compile(r"没完没了|狂打|狂轰|轰炸|打个不停|打不停|不停地?打|不断地?打|连环|夺命|一个接一个|一个接着一个|打爆|不间断|呼死你|从早(?:上)?打到晚|从早到晚(?:地)?打|一直不停|停不下来|"
        r"没停过|接二连三")),
    ("posting", re.compile(r"(?:贴|张贴)(?:了|着|满|出)?[^,。!?;]{0,6}?(?:大字报|告示|欠款|照片|催收|通知|纸|单子|条子|公告|标语|海报)|大字报|拉(?:了)?横幅|"
        r"喷(?:了)?(?:红)?漆|泼(?:了)?(?:红)?漆|贴(?:在|到)(?:我家?)?(?:门|楼|小区|村|单位|电梯)")),
    ("entering", re.compile(r"(?:硬|强行|直接)?(?:闯|冲)(?:进|入)(?:了)?(?:我|我们)?的?(?:家|屋|房|宿舍|办公室)|强行进(?:门|屋|入)|踹(?:开)?(?:了)?(?:我家|我)?的?门|"
        r"撬(?:了)?[^,。!?;]{0,3}锁|赖(?:着|在)[^,。!?;]{0,4}不走")),
    ("press_to_borrow", re.compile(r"(?:让|叫|逼|要|教)我[^,。!?;]{0,6}?(?:借(?:钱|网贷|别的|别人|新)?[^,。!?;]{0,6}?(?:来)?还|找(?:朋友|亲戚|家人|父母|同事)借|去借|撸口子|"
        r"贷款来还|下款来还)")),
    ("extra_fee", re.compile(r"(?:让|叫|要|要求|逼)我[^,。!?;]{0,6}?(?:另外|额外|再|多|先)?(?:交|付|给|转)[^,。!?;]{0,8}?(?:上门费|催收费|手续费|服务费|车马费|差旅费|"
        r"跑腿费|茶水费|辛苦费|保证金)")),
)  # fmt: skip
SEVERE = frozenset({"insult", "threat", "impersonate_official", "disclose", "posting", "entering"})
_ABOUT_A_DEBT = re.compile(
    r"我(?:的|家)?[^,。!?;]{0,4}(?:爸|妈|老婆|老公|家|单位|同事|朋友|邻居|通讯录)|骂我|威胁我|恐吓我|弄死我|我弄死|催|欠|还钱|还款|不还|逾期|贷|借呗|花呗|"
    r"(?:他们?|她们?|对方)[^,。!?;]{0,6}(?:骂|威胁|冒充|恐吓|自称|谎称|说)|抓我"
)


def acts_told(message: Message) -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    """The acts told of (act → where), without the denied and the supposed ones."""
    found: dict[str, int] = {}
    places: dict[str, tuple[int, int]] = {}
    for act, pattern in ACTS:
        for match in pattern.finditer(message.text):
            if not _act_is_told(message, act, match):
                continue
            found.setdefault(act, match.start())
            places.setdefault(act, match.span())
            break
    return found, places


def _act_is_told(message: Message, act: str, match: re.Match[str]) -> bool:
    head = message.before(match.start(), 14)
    left, right = message.clause(match.start(), match.end())
    clause = message.text[left:right]
    if is_denied(head) or re.search(r"(?:不|别|不要|不许|不能|不敢|不会|没)$", head):
        return False
    if act not in ("threat",) and SUPPOSED.search(message.text[left : match.start()]):
        return False
    if act == "threat" and re.search(
        r"(?:怕|担心|如果|会不会|会|能|可以|是不是|别|不许|不准|敢)[^,。!?;]{0,5}$",
        message.text[left : match.start()],
    ):
        return False
    if OWN_ACT.search(message.text[left : match.start()]) and act in (
        "insult",
        "threat",
        "impersonate_official",
    ):
        return False
    if GENERAL.search(clause) and not is_dated(clause):
        return False
    return not is_question(message, match.start(), match.end()) or is_dated(clause) or "了" in clause


def event_of_acts(message: Message, acts: dict[str, int], places: dict[str, tuple[int, int]]) -> Event | None:
    severe = [
        act
        for act in ("insult", "threat", "impersonate_official", "posting", "entering", "disclose")
        if act in acts
    ]
    if not severe:
        return None
    start, end = min(places[act] for act in severe)
    if not _ABOUT_A_DEBT.search(message.text):
        return None
    channel = "visit" if "posting" in acts or "entering" in acts else None
    return Event(channel, start, end)
