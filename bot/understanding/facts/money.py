"""What is owed. A sum counts when it is said to be owed, missed, or to belong to a loan; sums of another kind (paid,
earned, offered, charged, lent, a limit) are left alone. Of several the most direct statement wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.understanding.facts.clauses import is_general
from bot.understanding.facts.durations import about_after, about_before
from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import COUNTED, LARGE, Number, value_of
from bot.understanding.facts.products import product_words
from bot.understanding.facts.results import Candidate, Taken

_UNIT = re.compile(
    r"(?P<slang>个(?:[wW](?![a-zA-Z])|达不溜|万))?(?P<about>[多来几])?(?P<unit>(?:块|元|圆|人民币|rmb|RMB|大洋)(?:钱|整|"
    r"人民币)?(?P<cents>[一二三四五六七八九\d](?:[角毛]|(?![\d一二三四五六七八九十天个次号期月年])))?(?P<about_after>多)?)?"
)
_CURRENCY = re.compile(r"(?:¥|￥|RMB|rmb|人民币|CNY)$")
_ROUND = re.compile(r"(?<![一二两三四五六七八九十几\d])(?P<round>万|千|百)(?:把|来|十来)(?=块|元)")
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?|[一二两三四五六七八九十]+)(?P<unit>万|[wW]|千|[kK])?[-~—–到至](?:¥)?$"
)

_FILL = (
    r"(?:了|着|的|有|是|为|:|大概|差不多|将近|接近|大约|约莫|约|快|近|不到|足足|整整|总共|一共|一|他们|人家|平台|支付宝|蚂蚁|银行|我|他|就|才|也就|也|都|还|钱|款|"
    r"它|已经?|现在|目前|嗯|呃|额|那个|这个|个|得|小|可能|好像|应该|估计|,|加起来|合计|总额|其实|明明|网贷|网上|外面|各种|好?几家|借呗|花呗|微粒贷|信用卡|白条|里|上|"
    r"那边|这边|账单|,|到|金额|贷款|实际|可|至少|起码|少说|要)*?"
)
_BORROWED = re.compile(
    rf"(?:借了[一-鿿]{{0,6}}|贷了[一-鿿]{{0,6}}|借款|贷款|借过|借|透支了?|刷了|套了|套现了?|用了|拿了|提了|下款|放款){_FILL}$"
)
_OWED = re.compile(
    rf"(?:欠|(?<![还相])差(?=他们|人家|借呗|花呗|微粒贷|平台|银行|支付宝)|负债|欠款|欠债|外债|债务|待还|应还|未还|结欠|剩余|剩下?|没还(?:的|清的)?|"
    rf"逾期(?:金额|款|本息|欠款|的?账单|总额|的钱|数额|本金加利息)?|总金额|账单金额|账单|还差|还剩|窟窿|余欠|滚到|涨到了?|变成了?|滚成了?|连本带利|本息|"
    rf"利滚利(?:到|成)?){_FILL}$"
)
_WITH_INTEREST = re.compile(
    rf"(?:加上?|算上|连着?|含|带上?|连同|包括)(?:利息|罚息|违约金|滞纳金|息费)(?:和罚息|和违约金|一起|在内|什么的)?{_FILL}$"
)
_MUST_PAY = re.compile(
    rf"(?:得还|要还|需还|需要还|该还|应该还|让我还清|全部还清|一次性还清|要我还清|结清要|结清){_FILL}$"
)
_TOTAL = re.compile(
    rf"(?:一共|总共|合计|总额|总计|加起来|加一起|加一块儿?|凑一起|算下来|算起来|全部|总的|统共|拢共|总|所有的?|全加上?){_FILL}$"
)
_PRINCIPAL = re.compile(
    r"(?:本金)(?:是|还有|还剩|剩|为|:|有|大概|差不多|就|才|也就|欠|约|,|一共|总共|还欠)*$"
)
_PRINCIPAL_TAIL = re.compile(r"^(?:左右|多|出头)?的?本金")
_OWED_TAIL = re.compile(
    r"^(?:左右|多|来|出头|上下|不到|的|钱|,|也|都|就|还|到现在|至今|一直|一分|现在|已经|我|实在|根本|呢|吧|借呗|花呗|微粒贷|信用卡|网贷|这笔|本息)*(?:没还(?!多)|"
    r"没有还|未还|还不上|还不起|没结清|没还上|没给(?!我)|欠款|欠着|逾期|的?(?:债(?!权)|外债|负债|账单|账(?!户|号)|窟窿|借款|贷款|欠款|网贷|借呗|花呗|微粒贷|信用卡)|"
    r"待还|该还|要还|还不出)"
)
_RISEN = re.compile(r"(?:现在|如今|目前|涨到|变成|滚到|滚成|剩|只剩|还剩|还欠)[^,。!?;\d]{0,6}$")
_REJECT_HEAD = re.compile(
    r"(?:(?:(?<![没未])还了|(?<![没未])还过|已还|已经还|刚还|还进去|还掉|还上了?|又还|只还|先还|就还|才还|都还|还款了|"
    r"(?<![要得需该应待未没])还(?![有剩是差欠])|存了?|转了?|打过?去|打进去|交了?|付了?|给了|扣了?|扣走|扣掉|划走|划扣|扣款|凑了?|凑出|拿出?来?|充了?|花了?|消费|"
    r"买了?|赔了?|罚了?|工资|收入|月薪|薪水|薪资|年薪|底薪|挣|赚|到手|进账|退休金|养老金|低保|补贴|补助|救济|生活费|开销|支出|房租|租金|房贷|月供|车贷|奶粉钱?|学费|药费|"
    r"医药费|医疗费|住院费|彩礼|存款|余额|余额宝|社保|公积金|手续费|服务费|费用|收费|律师费|诉讼费|咨询费|代理费|担保费|会员费|定金|押金|保证金|催收费|上门费|中介费?|解冻费|先交|"
    r"要交|得交|交|收取?|要我|要价|开价|报价|报|卖|额度|授信|提额|可借|能借|可以借|最高|还能借|欠我|该我|借我|借给[^,。]{0,4}|借出去?|利息|罚息|违约金|滞纳金|复利|"
    r"息费|减免|减了?|免了?|优惠|打折|便宜|少还|抹掉?|抵扣|最低还款|最低还|最低|每天|每日|一天|一日|每期|一期|每月|每个月|一个月|(?<![个这本当上下头])月|月月|一次|单笔|"
    r"年|芝麻分|分数|最多|只能|顶多|能|打算|想|准备|计划|可以|够|让我|叫我|要求我?|逼我|催我|说还|商量|答应|承诺|协商|首期|首付|红包|奖励|起诉标的|标的|超过|满|不超过|低于|"
    r"高于|奖|贷[^了款]{0,2}能|赎|赢|输了?|悬赏|赚了)(?:我|了|的|有|是|为|:|大概|差不多|将近|接近|大约|约|快|近|不到|就|才|也就|也|都|还|钱|它|个|只|能|再|"
    r"先|得|要|给|出|拿|交|付|凑|过|掉|他们|人家|平台|客服|催收|到|已经?|最多|只有|进去|上|里|左右|共|一共|总共|涨|涨到|,(?=$)|收|借呗|花呗|今天|昨天|马上|立刻|"
    r"按|至少|最少)*)$"
)
_PAY_STRONG = re.compile(
    r"(?:欠|负债|待还|应还|未还|没还|剩|本息|滚到|涨到|变成|还差|要还|得还|需还|该还)[^,。!?;]{0,8}$"
)
_REJECT_TAIL = re.compile(
    r"^(?:左右|多|来|出头|钱|块)*(?:的)?(?:工资|收入|月薪|薪水|额度|利息|罚息|违约金|滞纳金|服务费|手续费|费用|律师费|诉讼费|房租|房贷|月供|车贷|减免|优惠|生活费|"
    r"押金|定金|保证金|存款|红包|一个月(?!没|都|了)|每个?月|一月|/月|/天|/期|一天(?!没)|每天|一期|每期|一次(?!性)|一个人|的?底薪|到手|出来还|来还|先还|就能|就可以|"
    r"能不能(?:先|分)|可以吗|行吗|行不行|的?最低|以上|以内|以下)|"
    r"^(?:左右|多)?(?:我)?(?:都|就|已经?|早就|全部?|也)*(?:还了|还清|还完|结清|还掉|付了|转过去|交了|给他们了)"
)
_OTHERS = re.compile(
    r"(?:他|她|别人|人家|朋友|同学|同事|亲戚|老板|公司|客户|前男友|前女友|前夫|前妻|哥们|工地)(?:还|一直|都|还有)?(?:欠|借|该|拿|差)(?:了|走|着|去)?(?:我|"
    r"咱)?[^,。!?;\d]{0,5}$|(?:跟|向|找|问|管)(?:我|咱)借(?:了|走|过)?[^,。!?;\d欠]{0,4}$|"
    r"(?:手里|手头|手上|身上|卡里|卡上|兜里|口袋里?|账上|账户里?|零钱里?|家里)[^,。!?;\d欠]{0,8}$|"
    r"我(?:现在|就|也|这儿|全身)*只剩下?[^,。!?;\d欠没]{0,2}$"
)
_BARE = re.compile(
    r"(?:嗯|呃|额|哦|啊|那个|就|也|是|有|大概|差不多|快|已经?|都|现在|目前|应该|可能|好像|我|将近|接近|大约|约|得|才|不到|估计|,|一共|总共|加起来|说错了|不对|错了|"
    r"更正一下|:|其实|合计|记错了|还|哪有|没那么多)*"
)
_BARE_TAIL = re.compile(
    r"(?:了|吧|左右|上下|呢|啊|呀|哦|嘛|多|来|出头|的样子|不到|差不多|这样|,|。|!|~|\.|…|整|而已|罢了|钱)*"
)
_TOPIC = re.compile(r"逾期|没还|断供|还款日|到期|还不上|欠|催收|负债")
_NEXT_PRODUCT = re.compile(r"^[,、和加跟]")


@dataclass(frozen=True)
class Sum:
    """An amount of money at ``[start, end)``; ``sure`` when it is written as one (万, 元, w, ¥)."""

    value: Decimal
    start: int
    end: int
    approx: bool
    sure: bool


def find_sums(message: Message, taken: Taken) -> tuple[Sum, ...]:
    """Every amount of money; numbers that something else has claimed are left out."""
    found = [amount for number in message.numbers if (amount := _sum(message, number, taken))]
    for match in _ROUND.finditer(message.text):
        if taken.free(match.start(), match.end()):
            value = Decimal({"万": 10_000, "千": 1000, "百": 100}[match["round"]])
            found.append(Sum(value, match.start(), match.end(), True, True))
    found.sort(key=lambda amount: (amount.start, -amount.end))
    return tuple(
        amount for place, amount in enumerate(found) if not place or amount.start >= found[place - 1].end
    )


def read_sums(message: Message, sums: tuple[Sum, ...], has_days: bool) -> Iterator[Candidate]:
    """Amounts owed and principals."""
    context = has_days or bool(_TOPIC.search(message.text))
    for place, amount in enumerate(sums):
        previous = sums[place - 1].end if place else 0
        read = _role(message, amount, previous, context)
        if read is None or (is_general(message, amount.start, amount.end) and read[1] < 4):
            continue
        fact, weight = read
        yield Candidate(fact, plain(amount.value), amount.start, amount.end, amount.approx, weight)


def plain(value: Decimal) -> int | Decimal:
    """Whole yuan as int, otherwise a Decimal without trailing zeros."""
    return int(value) if value == value.to_integral_value() else Decimal(format(value.normalize(), "f"))


def _sum(message: Message, number: Number, taken: Taken) -> Sum | None:
    match = _UNIT.match(message.text, number.end)
    if number.value is None or number.ordinal or match is None or not taken.free(number.start, number.end):
        return None
    value, approx, start = (
        number.value,
        number.approx or bool(match["about"] or match["about_after"]),
        number.start,
    )
    behind = message.text[match.end() : match.end() + 1]
    if match["slang"]:
        value *= LARGE["万"]
    currency = _CURRENCY.search(message.text[max(0, start - 3) : start])
    unit = bool(match["unit"] or match["slang"] or currency)
    start -= len(currency.group()) if currency else 0
    if not unit and _counts_something(message, number, match.end(), behind):
        return None
    sure = unit or number.has_magnitude
    if not sure and (not number.is_arabic or value < 100 or "." in number.text):
        return None
    low = _RANGE.search(message.text[max(0, start - 8) : start])
    if low and sure:
        least = value_of(low["low"] + (low["unit"] or "")) or Decimal(0)
        if not low["unit"] and value >= 1000 and least < 1000 and number.has_magnitude:
            least *= LARGE["万"] if value >= 10_000 else 1000
        value, approx, start = (value + least) / 2, True, start - len(low.group())
    if match["cents"] and match["unit"] and value < 10_000:
        value += Decimal(_digit(match["cents"][0])) / 10
    if not 0 < value <= 100_000_000:
        return None
    vague = approx or about_before(message, start) or about_after(message, match.end())
    return Sum(value, start, match.end(), vague, sure)


def _counts_something(message: Message, number: Number, end: int, behind: str) -> bool:
    """The number belongs to what follows (7个, 24期, 11/10); 3万 and 年化 side by side do not."""
    if not behind or end in message.breaks:
        return False
    if number.has_magnitude:
        return behind in "人次条个字里米斤步粉倍户位名"
    return behind in COUNTED or behind == "/"


def _digit(character: str) -> int:
    return int(character) if character.isascii() else "零一二三四五六七八九".index(character)


def _role(message: Message, amount: Sum, previous: int, context: bool) -> tuple[str, int] | None:
    """The fact an amount states and how directly: 5 a total owed … 1 a sum that merely stands there."""
    head = message.before(amount.start, min(26, amount.start - previous))
    tail = message.after(amount.end, 14)
    if _PRINCIPAL.search(head) or _PRINCIPAL_TAIL.match(tail):
        return "principal", 4
    owed = _owed_weight(head, tail)
    if _is_other(message, amount, head, owed):
        return None
    if owed:
        return "amount", owed + (1 if _RISEN.search(head) and owed >= 4 else 0)
    if not amount.sure:
        return None
    if _product_head().search(head):
        return "amount", 3
    if _BORROWED.search(head):
        return "amount", 2
    left, right = message.clause(amount.start, amount.end)
    whole = _BARE.fullmatch(message.text[left : amount.start]) and _BARE_TAIL.fullmatch(
        message.text[amount.end : right]
    )
    return ("amount", 1) if whole or (context and not _TOPIC_ELSEWHERE.search(head)) else None


_TOPIC_ELSEWHERE = re.compile(r"[^,。!?;]{4,}$")
_PAY_WORDS = re.compile(
    r"还了|还过|已还|存|转|交|付|扣|工资|收入|月薪|最多|只能|能|每个?月|利息|罚息|手续费|服务费|额度|减免|让我|要我|月|一天|每天|每期"
)
_OWE_WORDS = re.compile(r"欠|负债|待还|应还|未还|没还|剩|本息|滚到|涨到|变成|还差|要还|得还|需还|该还")


def _closer(head: str) -> bool:
    """The last word of owing stands behind the last word of paying."""
    paid = max((match.end() for match in _PAY_WORDS.finditer(head)), default=-1)
    owed = max((match.end() for match in _OWE_WORDS.finditer(head)), default=-1)
    return owed >= paid


def is_other_kind(message: Message, amount: Sum) -> bool:
    """The amount is said to be something else than a debt: paid, earned, offered, charged."""
    head, tail = message.before(amount.start, 26), message.after(amount.end, 14)
    return _is_other(message, amount, head, _owed_weight(head, tail))


def _is_other(message: Message, amount: Sum, head: str, owed: int) -> bool:
    if _OTHERS.search(head) or _REJECT_TAIL.match(message.at_once(amount.end, 14)):
        return True
    if not _REJECT_HEAD.search(head) or _WITH_INTEREST.search(head):
        return False
    return not (owed >= 4 and _PAY_STRONG.search(head) and _closer(head))


def _owed_weight(head: str, tail: str) -> int:
    if _BORROWED.search(head):
        return 3 if _OWED_TAIL.match(tail) else 0
    total = _TOTAL.search(head)
    if _WITH_INTEREST.search(head):
        return 4
    if _OWED.search(head):
        return 5 if total else 4
    if total or _MUST_PAY.search(head):
        return 4 if total else 3
    return 3 if _OWED_TAIL.match(tail) else 0


@lru_cache(maxsize=1)
def _product_head() -> re.Pattern[str]:
    return re.compile(rf"{product_words()}{_FILL}$", re.IGNORECASE)
