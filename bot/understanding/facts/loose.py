"""Values that say nothing by themselves: "45", "昨天", "0.05%", "都没有". As the answer to a question they do.

Only what stands alone is loose: a value with its unit, and around it words of doubt, of yes or no, and of what was
asked. A message with two days or two numbers leaves open which one is meant; one that asks something or speaks of
somebody else answers nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bot.understanding.facts.dates import DateToken, find_dates
from bot.understanding.facts.message import Message
from bot.understanding.facts.money import plain
from bot.understanding.facts.results import Taken
from bot.understanding.facts.times import find_times
from bot.understanding.normalizer import NormalizedText

_LONGEST = 24  # characters; a longer message is no bare answer
_MARK = "\ue000"  # stands for the value while the words around it are looked at
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_NONE = re.compile(
    r"[,。!\s]*(?:(?:都|也|还|暂时|目前|啥|什么)*(?:没有?|无)(?:收到|有|过|任何|这些|东西|文书|材料|的|了|呢|啊|呀|[,。!\s])*)+"
)
_ASKS = re.compile(
    r"[?]|吗|么$|呢$|什么|啥|多少|多久|怎么(?!办)|怎样|咋(?!办|整)|哪|谁|几(?![十百千万])|会不会|能不能|是不是|是否|要不要|有没有|算不算|可不可以|行不行"
)
_OTHERS = re.compile(r"他|她|人家|别人|对方|催收|客服|朋友|同事")
_DOUBT = (
    r"嗯|呃|额|哦|啊|哎|唉|嘛|呀|哈|吧|了|的|那个|这个|就|也|都|是|有|在|得|才|刚|大概[其齐]?|大约|约|差不多|将近|接近|快|应该|可能|好像|估计|估摸着?|记得|不到|不足|没到|"
    r"正好|刚好|足足|整整|满|不知道|不太?清楚|不确定|记不[太清真准]+|没细?算过?|没数过|对|没错|好|行|不对|不是|没有|我|说|回答|答案?|左右|上下|出头|多|来|这样子?|样子|"
    r"而已|罢了|整|怎么办|咋办|咋整|,|。|、|;|!|\.|~|…|:"
)
_MEASURED = (
    r"一共|总共|总计|合计|加起来|全部|共|欠款?|还欠|欠着|还剩|剩下?|还有|本金|利息|罚息|金额|逾期|超|拖|已经?|到今天|到现在|现在|目前|算下来|算起来|每天|每个?月|月薪|月入|到手|"
    r"月?工资|月?收入|负债|房租|开支|花|打过?|接过?|接通|接到|通|来|响|只|最多|至少|起码|最少|超过"
)
_UNIT = r"(?:块钱|块|元钱?|人民币|天|日|次|个(?:电话|人)?|通(?:电话)?|回|遍|倍|人)"
_BARE_NUMBER = re.compile(
    rf"(?:{_DOUBT}|{_MEASURED})*{_MARK}{_UNIT}?(?:{_DOUBT}|以上|以下|以内|钱|接了?|接通了?)*"
)
_BARE_RATE = re.compile(rf"(?:{_DOUBT}|{_MARK}|日利率|年利率|年化|利率|日息|年息|每天|每日|每年|合同上?|写)*")
_CAME = r"签收|签字?|收到?|拿到?|取|领|寄[来到]?|送[来到达]?|到家|到手|到|给|打|发|联系|提交|递交|交|投诉|申请|提|开庭|出庭|开|还款?|到期|扣款|通知|定|写|盖|显示"
_BARE_DAY = re.compile(
    rf"(?:{_DOUBT}|{_MARK}|{_CAME}|早上|上午|中午|下午|傍晚|晚上|夜里|那天|当天|首次|第一次|最后|上面|上|里面|翻到|找到|看到|看了|查了|查到|信封|邮戳|短信|法院|快递员?|邮递员|物业|门卫|家里?|单位|[妈爸]|"
    r"本人|自己|代|帮|替|把|日期|时间|日子|还款日|到期日|账单日|文书|材料|传票|律师函|支付令|判决书|裁决书|裁定书|起诉状)*"
)


@dataclass(frozen=True)
class _Value:
    """A value with the spans that name it, and what may stand around it in a bare answer."""

    parts: dict[str, Any]
    spans: tuple[tuple[int, int], ...]
    bare: re.Pattern[str]


def read_loose(text: NormalizedText, as_of: date) -> dict[str, Any]:
    """The loose values of a short message: ``date`` (ISO; ``date_ahead`` if it is to come, ``date_near`` if it
    may be either), ``number``, ``rate`` (fraction), ``none``.
    """
    if _NONE.fullmatch(text.text) and len(text.text) <= _LONGEST:
        return {"none": True}
    if _ASKS.search(text.text) or _OTHERS.search(text.text):
        return {}
    value = _only_value(text, as_of)
    return value.parts if value and value.bare.fullmatch(_marked(text.text, value.spans)) else {}


def read_values(text: NormalizedText, as_of: date) -> dict[str, Any]:
    """Like ``read_loose``, whatever else a short message says: for messages that are known to correct something."""
    value = _only_value(text, as_of)
    return value.parts if value else {}


def _only_value(text: NormalizedText, as_of: date) -> _Value | None:
    """The one day, else the one rate, else the one number of a short message."""
    if len(text.text) > _LONGEST:
        return None
    message = Message.of(text, as_of)
    taken = Taken(len(text.text))
    tokens = find_dates(message, taken)
    days = {token.resolve(as_of, "past") for token in tokens} - {None}
    if days:
        return _day(message, tokens, taken) if len(days) == 1 else None
    rates = list(_PERCENT.finditer(text.text))
    if len(rates) == 1:
        return _Value({"rate": Decimal(rates[0][1]) / 100}, (rates[0].span(),), _BARE_RATE)
    numbers = [each for each in message.numbers if each.value is not None and not each.ordinal]
    if len(numbers) != 1 or numbers[0].value is None:
        return None
    span = (numbers[0].start, numbers[0].end)
    return _Value({"number": plain(numbers[0].value)}, (span,), _BARE_NUMBER)


def _day(message: Message, tokens: tuple[DateToken, ...], taken: Taken) -> _Value:
    past, ahead, near = (tokens[0].resolve(message.as_of, tense) for tense in ("past", "future", "near"))
    parts = {"date": str(past), "date_ahead": str(ahead or past), "date_near": str(near or past)}
    times = ((time.start, time.end) for time in find_times(message, taken))
    return _Value(parts, (*((token.start, token.end) for token in tokens), *times), _BARE_DAY)


def _marked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + _MARK + text[end:]
    return text
