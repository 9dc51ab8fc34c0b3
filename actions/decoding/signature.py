"""The signature 【…】 of a text message: who it claims to be from, which anyone can write."""

from __future__ import annotations

import re

SIGNATURE = re.compile(r"[【\[][^】\]【\[]{2,20}[】\]]")
#: Titles in the same brackets that name no sender.
_TITLE = re.compile("通知|提醒|提示|函|公告|求助|告知|重要|紧急|最后|警告|短信|链接|图片|验证码")
_BODY = re.compile("法院|银行|公司|律师|律所|公安|支付宝|蚂蚁|中心|平台|金融|科技|借呗|花呗|12368")


def claimed_sender(text: str) -> str | None:
    """The first signature that names somebody; None when there is none."""
    names = [match[0][1:-1] for match in SIGNATURE.finditer(text)]
    return next((name for name in names if _BODY.search(name) or not _TITLE.search(name)), None)
