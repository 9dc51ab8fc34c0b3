"""Which loan is spoken of. The words are the lexicon's; here only what each stands for.

A word for loans at large (网贷) names no product. With several named, the one that is overdue counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.understanding.facts.message import Message
from bot.understanding.facts.results import Candidate
from bot.understanding.lexicon import default_lexicon

OWN = {"ant_cash_loan": "借呗", "ant_credit_pay": "花呗", "webank_loan": "微粒贷", "credit_card": "信用卡"}
OTHERS = frozenset(
    {
        "ant_business_loan", "jd_loan", "meituan_loan", "douyin_loan", "duxiaoman_loan", "qihoo_loan", "didi_loan",
        "anyi_loan", "installment_shop", "paipai_loan", "zhaolian_loan",
    }
)  # fmt: skip
OTHER = "其他"
_MORE_OTHERS = (
    "度小满", "有钱花", "360借条", "拼多多先用后付", "微博借钱", "小米贷款", "小米金融", "任性付", "任性贷", "唯品花", "还呗", "恒易贷", "小赢卡贷", "小赢",
    "洋钱罐", "豆豆钱", "捷信", "平安普惠", "平安贷", "宜人贷", "人人贷", "玖富", "信用飞", "榕树贷款", "时光分期", "来分期", "马上金融", "中银消费", "中邮消费",
    "招联", "招行闪电贷", "闪电贷", "快贷", "建行快贷", "融e借", "金融苹果", "网商银行", "京东金融", "京东借款", "白条", "金条", "美团借钱", "美团月付",
    "美团生活费", "美团贷款", "抖音月付", "抖音借钱", "放心借", "放心花", "滴水贷", "分期乐", "乐花", "安逸花", "拍拍贷", "众安贷", "国美易卡", "携程借钱", "拿去花",
)  # fmt: skip
_SECURED = re.compile(
    r"(?P<secured>房贷|车贷|助学贷款|助学贷)(?=(?:都|也|已经?|又|就)*(?:逾期|断|没还|还不上|欠))"
)
_OVERDUE_TAIL = re.compile(
    r"^(?:的|那边|这边|账单|也|都|已经?|现在|就|又|才|,|里|上|我|那笔|这笔|一直|贷款|是)*(?:逾期(?!记录)|欠|没还|断|还不上|还不起|没有还|到期|超|拖|\d|"
    r"[一二两三四五六七八九十])"
)
_NOT_OVERDUE = re.compile(
    r"^(?:的|也|都|还|又|暂时|倒是|一直|是|账单)*(?:没有?逾期|正常|还清|结清|还完|没事|没欠|没借|按时)"
)


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], dict[str, str]]:
    products = {form: OTHER for form in _MORE_OTHERS}
    for form, term in default_lexicon().forms:
        if term.id in OWN or term.id in OTHERS:
            products[form] = OWN.get(term.id, OTHER)
    products["蚂蚁信用卡"] = OTHER
    longest = sorted(products, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)), re.IGNORECASE), products


def read_products(message: Message) -> Iterator[Candidate]:
    """Every product named in the message."""
    pattern, products = _forms()
    for match in pattern.finditer(message.text):
        tail = message.after(match.end(), 14)
        weight = 0 if _NOT_OVERDUE.match(tail) else 2 if _OVERDUE_TAIL.match(tail) else 1
        yield Candidate("product", products[match.group().lower()], match.start(), match.end(), weight=weight)
    for match in _SECURED.finditer(message.text):
        yield Candidate("product", OTHER, match.start(), match.end(), weight=1)


def product_words() -> str:
    """A pattern that matches any product's name."""
    return f"(?:{_forms()[0].pattern})"
