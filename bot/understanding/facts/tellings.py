"""How a contact is told: as having happened, or denied, feared, asked about, or done by the person.

Shared by the grammars of contacts; each works on the words in front of an event.
"""

from __future__ import annotations

import re

from bot.understanding.facts.message import Message
from bot.understanding.facts.people import PERSON

_DENIED = re.compile(
    rf"(?:没有?|未|从没|从未|并没有?|不曾|没人|没有人|没谁|从来没有?|还没|也没|倒没有?|尚未|不会|没敢)(?:人|再|过|给|往|跟|对|向|去|来|有|怎么|直接|打|发|找|骚扰|通知|惊动|我|"
    rf"{PERSON}|说|收到|接到|什么|任何|真的?|被|他们|催收|联系|家里|家|的)*$"
)
_NOT_DENIED = re.compile(r"没(?:有)?(?:接|完|还|钱|办法|法|睡|说完|理|看|上班|停|少|有用|少给)[^,。!?;]*$")
# feared, threatened, forbidden or planned
SUPPOSED = re.compile(
    r"(?:(?<![只可才])能|会(?!议)|要(?!钱|债|账|求)|将|怕|担心|可能|如果|要是|万一|万一他们|敢|别|不要|不许|不准|禁止|可以|准备|扬言|再(?!次|三)|希望|避免|"
    r"防止|阻止|怎么让|如何让|不想让|不让|是否|是不是|允许|有权|打算|想|说要|说会|请|让|不还(?:钱|款)?(?:的话)?就|不还|威胁(?:我)?(?:说)?(?:要)?|约定|等|提醒|"
    r"吓唬|权力|权利|资格|下次|同意|授权|说(?:他们|催收)?(?:过(?:一|两|几|[0-9])天|明[天早晚]|后天|下周|下个?月|改天|过会儿?))[^,。!?;说]{0,7}$"
)
# 催收再打我电话 at an hour that is named: 再 is again; 他们再打我就报警 supposes it
_AGAIN = re.compile(
    r"(?P<who>(?:催收员?|他们?|她们?|对方|那边|有人)(?:[0-9一二两三四五六七八九十]{1,3}[点号日](?:半|多|钟|左右)?|昨[天晚夜]|今[天早晚]|前天|刚才|[早晚]上|[上下中]午|凌晨|半夜|夜里|又|后来|接着){0,4})再(?=[^,。!?;]{0,3}$)"
)
_AT_AN_HOUR = re.compile(
    r"昨|前天|今[天早晚]|刚才|[早晚]上|[上下中]午|凌晨|半夜|夜里|[0-9一二两三四五六七八九十][点:]|[0-9一二三四五六七八九十][号日]|周[一二三四五六日天]"
)
_THEN = re.compile(
    r"我(?:就|该|要|会|想|得|能|可以|应该|怎么|必|直接)|怎么|咋|如何|就(?:报警|投诉|起诉|录音|告)|的话|怎样|明天|后天|下次"
)
# asked or judged in general: 一天能打几次, 打给单位合法吗
GENERAL = re.compile(
    r"(?:催收|他们|平台|客服|借呗|银行)?(?:一般|通常|一天|每天)?(?:能|可以|会|可不可以|能不能|会不会|允许|最多|有没有权)[^,。!?;]{0,10}?(?:打|联系|上门|发|"
    r"骂|找|威胁)|(?:多少|几)(?:次|个电话|通|个)(?:电话)?(?:算|才|合|违|是)|"
    r"(?:电话|短信|上门|骚扰|骂人?|威胁|轰炸|通讯录|家人|单位|联系人|同事|公司|朋友|我妈|我爸)[^,。!?;]{0,8}?(?:违法|合法|违规|犯法|合规|犯罪|允许|属于|算不算|"
    r"算什么|算是|可以投诉|能投诉|怎么投诉|可以报警|能报警|真的假的|是真的吗|是真是假)"
)
# a little word beside an event says that it has happened
DONE = re.compile(
    r"了|过|刚|正在|被|居然|竟然|竟|还(?=骂|给|打|跑|发|威胁|冒充)|又|到(?=我|单位|公司|家|学校)"
)
# the person is the one who acts: 我昨天打了…
OWN_ACT = re.compile(
    r"(?:^|[,。!?;])(?:然后|所以|于是|后来|但是|但|因为|刚才|刚刚|昨天|今天|前天|上午|下午|晚上|早上|中午|那|就|,)*我(?:昨天|今天|前天|上周[一二三四五六日天]?|"
    r"上午|下午|晚上|早上|已经|刚才|刚刚|刚|就|也|又|都|还|主动|自己|想|要|准备|打算|去|先|后来|今早|再|马上|直接|现在|试着|只好|一直|只|能|该|应该|可以|不敢|当时|"
    r"(?:跟|和|给|向|找)(?:借呗|花呗|支付宝|银行|平台|人工|官方)?的?(?:客服|他们?|催收(?:员)?|对方|平台|法院|银行|官方|支付宝|那边)|\d+号|\d+月\d+[号日]|"
    r",)*$"
)


def is_denied(head: str) -> bool:
    """The words in front of an event deny it: 没骂, 没人给我打."""
    return bool(_DENIED.search(head)) and not _NOT_DENIED.search(head)


def is_supposed(message: Message, start: int, left: int) -> bool:
    """The words from ``left`` up to an event at ``start`` make it one that is feared, forbidden or yet to come."""
    head = message.text[max(left, start - 14) : start]
    clause = message.text[left : message.clause(start, start)[1]]
    if _AT_AN_HOUR.search(clause) and not _THEN.search(clause + message.sentence_after(start)):
        head = _AGAIN.sub(r"\g<who>", head)
    return bool(SUPPOSED.search(head))


def is_dated(clause: str) -> bool:
    """A day or an hour is named, so something that happened is meant."""
    return bool(
        re.search(
            r"昨|今[天早晚]|前天|上周|上个?月|\d月|\d号|刚才|刚刚|[点:]\d|点半|周[一二三四五六日]", clause
        )
    )
