"""What a person states of the debt itself that a letter may have to say: that they never took the loan.

Only what is stated counts; a question (是不是我借的？) and a loan taken for somebody else state nothing of the kind.
"""

from __future__ import annotations

import re

from bot.understanding.normalizer import NormalizedText

_NOT_MINE = re.compile(
    r"(?:不是|并非|根本不是|压根不是|绝对不是)(?:我|本人)(?:自己|本人)?(?:去)?(?:借|贷|办|申请|开通|操作)的?"
    r"|(?:我|本人)(?:从来|根本|压根)?(?:没有?|从没)(?:有)?(?:借过|贷过|办过|申请过)(?:这|那|这笔|那笔|借呗|网贷|贷款|钱)"
    r"|(?:冒用|盗用)(?:了)?我的?(?:身份|名义|身份证|信息)|被(?:人)?(?:冒名|盗用身份)"
)
_ASKED = re.compile(r"是不是|[?？吗]|如果|要是|万一|怎么证明")
_FOR_OTHERS = re.compile(r"(?:给|帮|替|借给|让)[^,。!?;]{0,8}(?:用|借的|贷的)")


def read_concerns(text: NormalizedText) -> list[str]:
    """Values of the fact ``concerns`` that the message states."""
    for clause in re.split(r"[,。!?;\n]", text.text):
        if _NOT_MINE.search(clause) and not _ASKED.search(clause) and not _FOR_OTHERS.search(text.text):
            return ["not_my_loan"]
    return []
