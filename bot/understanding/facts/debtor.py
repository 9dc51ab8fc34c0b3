"""Whose debt is told of: the writer's own, a relative's or friend's, or one the writer stood surety for.

Nothing is said of a message that leaves it open. The days and sums of somebody else's debt are not the writer's.
"""

from __future__ import annotations

import re

from bot.understanding.facts.people import FAMILY, FRIEND
from bot.understanding.normalizer import NormalizedText

_KIN = rf"(?:{FAMILY}|{FRIEND}|表叔|老乡|同事|亲家|前任|一个亲戚|远房亲戚)"
_OWES = r"(?:欠|逾期|借了(?!我)|借的|贷了|贷款|的?借呗|的?花呗|的?网贷|的?信用卡|(?<!说)不还|没还|还不上|还不起|办的(?:借呗|贷款|网贷))"
_OTHERS = re.compile(
    rf"(?:我|俺|咱|我们家|他是我)(?:一个|家|们)?(?:的)?{_KIN}[^,。!?;我]{{0,10}}{_OWES}"
    rf"|(?:说|是)(?:我|俺)(?:家)?{_KIN}欠"
    rf"|(?:^|[,。;!?]){_KIN}(?:瞒着我|背着我|偷偷|自己|在外面|在外头|用)?[^,。!?;我]{{0,6}}{_OWES}"
    r"|(?:^|[,。;!?那])(?:他|她)(?:一共|总共|到底|还)?欠(?:了)?(?:人家|他们|你们|多少|钱)"
    r"|我(?:又|也|并|可)?(?:不是借款人|不是欠款人|没(?:有)?欠(?:他们|你们|钱)|不欠(?:他们|你们)?钱|一分钱?没借|跟这笔钱没关系)"
    r"|(?:是|当)(?:他|她)的?(?:爸|妈|爹|娘|父亲|母亲|老婆|老公|妻子|丈夫|儿子|女儿|同事|朋友|紧急联系人)"
)
_SURETY = re.compile(
    r"(?:我|给|替|帮|为)[^,。!?;]{0,14}(?:签了?(?:个)?担保|做了?担保|当了?担保人?|作了?保|签字担保|担保了|的担保人|共同借款人)|我是[^,。!?;]{0,6}担保人"
)
_OWN = re.compile(
    r"我(?:自己|本人)?(?:的|在|用|从|向|跟)?(?:支付宝)?(?:里)?(?:的)?(?:借呗|花呗|微粒贷|信用卡|网贷)(?!里)|我(?:自己)?(?:欠(?!条)|逾期|借了|还不上|还不起|贷了)"
)


def read_debtor(text: NormalizedText) -> str | None:
    """``other``, ``surety`` or ``own``; None where the message does not say."""
    said = text.text
    if _SURETY.search(said):
        return "surety"
    if _OWN.search(said):
        return "own"
    return "other" if _OTHERS.search(said) else None
