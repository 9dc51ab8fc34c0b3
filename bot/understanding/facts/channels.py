"""Contacts in a message and the way they came: phone, sms, visit, letter, wechat, other.

Only what is told as done by a collector counts: not what the person did (我打了95188), not what relatives or a court
did, not a paper that came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.understanding.facts.clauses import is_question
from bot.understanding.facts.message import Message
from bot.understanding.facts.people import PERSON
from bot.understanding.facts.tellings import DONE, GENERAL, OWN_ACT, is_dated, is_denied, is_supposed

_WHO = rf"(?:我|俺|咱)?(?:们)?的?(?:{PERSON}|家里|家)?"
_COUNT = r"(?:[0-9零一二两三四五六七八九十百几好多来]{1,5}(?:个|通|次|遍|回)?)?"
_SENT = r"(?<![寄送邮递发传打拨回])"  # 寄到我家里: a thing came, nobody did
_DEBT_COLLECTOR = r"(?:催收|讨债|要债|催债|外访)(?:公司)?(?:的人|人员|员|的)?"
_SOME = r"[0-9一二两三四五六七八九十几好]{1,3}"
_NOT_PHONE = r"(?:[^,。!?;]{0,8}?)"
UNSAID = "unsaid"  # someone was reached, by what way is not told
CHANNELS: tuple[tuple[str, str], ...] = (
    (
        "wechat",
        rf"微信(?:群)?(?:上|里|里面)?(?:语音|电话|加|骂|威胁|发|找|联系|给|说|消息|留言|轰炸|催|上|里)|(?:在|用|通过|从|拿|是)(?:我的?|他的?)?微信|"
        rf"(?:加|发)(?:了|过)?{_WHO}的?(?:微信|wx|vx)|朋友圈(?:里|上|下面)?(?:发|晒|曝光|骂|说我|挂|评论|留言)|"
        rf"(?:发|晒|挂|曝光)(?:到|在|了|进)?(?:他的?|他们的?)?朋友圈|(?:业主|家族|家庭|工作|亲戚|同学|公司|家人|村|班级|单位)(?:微信)?群|拉(?:了)?(?:个)?群|"
        rf"(?:发|说|传)(?:到|在)[^,。!?;]{{0,6}}群里?",
    ),
    (
        "other",
        r"抖音|快手|微博|小红书|QQ|qq|钉钉|飞书|邮件|邮箱|支付宝(?:消息|留言|聊天|好友|里发|上发)|私信|陌陌|传真|闲鱼|评论区|企业微信",
    ),
    (
        "sms",
        r"(?:发|来|(?<!催)收到?|接到?|群发)(?:了|过|来|给)?[^,。!?;]{0,10}?(?:短信|信息|彩信|消息)(?!泄露|安全|网)|"
        r"(?:短信|彩信|(?<![款人期的实借份])信息)(?:上|里|内容|轰炸|骚扰|威胁|恐吓|骂|说|写|发|给|来|一直|又|通知我|都)|短信",
    ),
    (
        "letter",
        r"(?:寄|邮寄|快递)(?:了|来|过来|到|给)*(?:我|家里|单位|公司|村里|老家)*[^,。!?;]{0,8}?(?:信(?!用|息)|函|通知|快递|催告)|"
        r"(?:信|催收函|催款函|催告函|催款单|通知单)(?:寄|邮|塞|贴|送)(?:到|给|在|来)",
    ),
    (
        "visit",
        rf"(?<!线)上(?:了)?(?:我|我们)?(?:家)?的?门(?!票|槛|课|诊|户)|登门|家访|外访|"
        rf"(?:来|{_SENT}到|去|上|跑到?|找到|找来|堵在?|堵到|闯进|冲进|跑来|跑去|杀到|直接来|追到|守在|蹲在|摸到)(?:了|过|的)?(?:我|我们|俺|"
        rf"咱)的?(?:{PERSON})?的?(?:家(?!人|属|长|的)|单位|公司|老家|店里?|厂里?|学校|村里?|小区|楼下|门口|办公室|工地|出租屋|住处|宿舍|住的地方)|"
        rf"(?:来|{_SENT}到|去|跑到?|找到|堵|闯进|冲进|跑来|跑去|杀到)(?:了|过)?(?:单位|公司|老家|店里|厂里|学校|村里|小区|家里|家门口|楼下|家来|门口)|"
        rf"敲(?:了|我|我家|家|过)*的?(?:门|家门)|砸(?:了|我|我家)*的?门|堵(?:了|我|住|着|家|在)*(?:的)?(?:门|家门口)|"
        rf"(?:堵|蹲|守|拦)(?:了|到|着|住)*我|找上门|在(?:我|我们)的?(?:家|单位|公司|店里?|小区|楼下|门口)[^,。!?;]{{0,6}}闹(?!钟|心)|"
        rf"{_DEBT_COLLECTOR}(?:昨天|今天|前天|上午|下午|晚上|又|也|都|已经)*来(?:了|过){_SOME}(?:个|名|位|次|趟|回)|来(?:了|过)?{_SOME}(?:个|名|位){_DEBT_COLLECTOR}|"
        rf"来(?:了|过){_SOME}(?:个|名|位)[^,。!?;]{{0,4}}(?:人|男的|大汉)(?:来|上门)?(?:要钱|要债|讨债|催债|催收|催款)|闯进(?:我)?家|踹(?:我)?(?:家)?门",
    ),
    (
        "phone",
        rf"(?:骂人|骚扰|威胁|恐吓|陌生|催收|催款|催债)的?电话|打{_NOT_PHONE}(?:电话|手机(?!号)|座机|call)|"
        rf"电话(?:打|轰炸|骚扰|里|那头|威胁|恐吓|骂|催|联系|一个接|响|不停|说)|来电|来(?:了|过)?{_COUNT}电话|"
        rf"接(?:到|了|起来?|过)?[^,。!?;]{{0,10}}?电话|语音(?:电话|机器人)|呼死你|"
        rf"打(?:了|过)?(?:我|{PERSON})?(?:的)?(?:了|过)?{_COUNT}(?:个|次|通|遍|回)(?:电话)?(?![^,。!?;]{{0,2}}[工车针卡架])|"
        rf"打的(?:是|就是|都是)?(?:我)?(?:的)?{PERSON}|打(?:给|到(?!车|的士|滴滴)|去|进|爆)(?:了|过)?{_WHO}|打(?:了|过)?(?:我|他们)?(?:我)?{PERSON}|"
        rf"给{_WHO}[^,。!?;给]{{0,6}}?打(?:了|过|来|的|$|(?=[,。!?;]))|(?<=[点半刻钟])(?:还|又)打我?(?=$|[,。!?;])|打过来|打进来|打来|打爆|拨打|致电|通(?:了)?(?:一|两|几)?(?:次|个)?话|"
        rf"{_COUNT}(?:个|通|次)(?:未接)?(?:来电|电话)|爆(?:了)?(?:我)?的?通讯录|(?:轰炸|骚扰|联系|打遍?|群发)(?:了|过|我|的)*通讯录",
    ),
    (
        UNSAID,
        rf"(?:联系|骚扰|找到?|通知|惊动)(?:了|过|到|上|的)?(?:我|我们|俺)的?(?:好几个|几个|所有|前|老)?的?{PERSON}",
    ),
)
_EVENT = re.compile("|".join(f"(?P<{channel}>{pattern})" for channel, pattern in CHANNELS))
_LAWFUL = re.compile(r"允许|合法|违法|违规|犯法|合规")
_BACK_CALL = re.compile(
    r"(?:打|致电|拨打?|联系|找)(?:了|给|过|到|通了?){0,4}(?:[^\s,。!?;]{0,2})?(?:借呗|花呗|支付宝|银行|官方|人工|平台|蚂蚁|他们的?)?的?(?:客服|95\d{3}|"
    r"12\d{3}|110|120|热线|官方|官网|法院|消保|银保监|总部|投诉|报警|律师|中介|机构|平台的?)"
)
_SENDER_IS_KIN = re.compile(
    rf"(?<![给打到找跟和向对告诉知把联系骂扰])我?的?{PERSON}(?:昨天|今天|刚才?|都|也|又|晚上|早上|下午|,)*(?:给我|打给我|打我|发微信给我|发短信给我)?$"
)
_RECEIVES = re.compile(r"接|收")
_COURT_CALL = re.compile(
    r"(?:^|[,。!?;]|昨天|今天|上午|下午)(?:人民|区|县|市)*(?:法院|法官|仲裁委|调解中心|派出所|警察|民警|公安)(?:的人|那边|的)?(?:昨天|今天|刚|上午|下午|又|"
    r"也|给我)*$"
)
_COLLECTOR = re.compile(r"催|他们|对方|平台|有人|逾期|借呗|花呗|贷|还钱|欠")


@dataclass(frozen=True)
class Event:
    """A contact told of at ``[start, end)``; channel None when only an act was told."""

    channel: str | None
    start: int
    end: int


def contact_events(message: Message) -> Iterator[Event]:
    """Contacts that are told as having happened, in the order they were told."""
    for match in _EVENT.finditer(message.text):
        head = message.before(match.start(), 20)
        clause_left, clause_right = message.clause(match.start(), match.end())
        clause = message.text[clause_left:clause_right]
        if is_denied(head) or is_supposed(message, match.start(), clause_left):
            continue
        if _is_own_act(message, match, clause_left) or _is_other_sender(message, match, head):
            continue
        if match.lastgroup == "phone" and head.endswith(("动手", "动手就")):
            continue
        if GENERAL.search(clause) and not is_dated(clause):
            continue
        if (
            _LAWFUL.search(message.sentence_after(match.end(), 20))
            and not is_dated(clause)
            and not DONE.search(clause)
        ):
            continue
        if is_question(message, match.start(), match.end()) and not (
            is_dated(clause) or re.search(r"了(?![吗么])", clause)
        ):
            continue
        if re.search(
            r"的?(?:话术|录音|记录|电话号码|号码是|热线)", message.after(match.end(), 6)
        ) and not is_dated(clause):
            continue
        if match.lastgroup == UNSAID and not (_COLLECTOR.search(message.text) or match.group()[0] != "找"):
            continue
        channel = None if match.lastgroup == UNSAID else str(match.lastgroup)
        yield Event(channel, match.start(), match.end())


def _is_own_act(message: Message, match: re.Match[str], clause_left: int) -> bool:
    """我打了95188: the person is the one who called."""
    if _RECEIVES.search(match.group()[:2]):
        return False
    if _BACK_CALL.match(message.text, match.start()) or _BACK_CALL.search(
        message.text, clause_left, match.end() + 6
    ):
        return True
    head = message.text[clause_left : match.start()]
    if match.lastgroup in ("wechat", "other", "sms") and re.match(r"在|用", match.group()):
        return False
    return bool(OWN_ACT.search(head)) and not re.match(r"打我|给我|发我|来我|到我|去我", match.group())


def _is_other_sender(message: Message, match: re.Match[str], head: str) -> bool:
    """My mother called me, the court called, a paper came: no contact by a collector."""
    if _COURT_CALL.search(head):
        return True
    own = match.group().startswith(("给我", "打给我", "打我", "打电话给我", "来电", "发微信给我"))
    if own and _SENDER_IS_KIN.search(head) and not re.search(r"催|骂|欠", head):
        return True
    if match.lastgroup in ("letter", "sms", "wechat", "other"):
        behind = message.after(match.start(), 24)
        return bool(
            re.search(
                r"律师函|律师信|的函|传票|支付令|起诉状|判决书|债权转让|仲裁|结清证明|执行通知|裁定书|推销|验证码",
                behind,
            )
        ) and not re.search(r"骂|威胁|冒充|说我", behind)
    return False
