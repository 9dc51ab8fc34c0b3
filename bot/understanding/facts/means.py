"""Which sum of money is which part of a month: what comes in, what living costs, what is paid or could be paid.

A sum counts only when the words beside it say outright what it is. What somebody owes, what was earned or spent once,
what others demand and what others earn is left alone, and so is an instalment of which nobody says for which loan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Role = Literal[
    "income", "past_income", "spending", "spending_item", "spending_sum", "spending_open", "other_debt", "payment",
    "later_payment", "monthly_offer",
]  # fmt: skip


def _either(*listed: str) -> str:
    """The words of several lists, each once: a word that could be read in two ways would be tried in both, again and again."""
    return "|".join(dict.fromkeys(word for words in listed for word in words.split("|")))


MONTH = (
    r"(?:每个?月|一个月|每月|月月|按月|/月|(?<![0-9一二三四五六七八九十上下这当本])月(?=供|入|挣|赚|还|花))"
)
_SOFT = (
    r"了|的|是|有|就|才|也|都|大概|大约|差不多|约|将近|接近|快|不到|只|能|可能|应该|现在|目前|如今|我|每个?月|一个月|每月|平均|固定|基本上?|"
    r"一共|总共|加起来|合计|总的|最多|最少|至少|起码|左右|稳定|这边|自己|这几个月|这个月|呢|嘛|吧|啊|呀|,|:|¥|大致|将就|不过|算下来|算上"
)
_FILL = rf"(?:{_SOFT})*?"
_HYPOTHETICAL = re.compile(r"如果|假如|假设|要是|倘若|万一")
_OWED = re.compile(
    r"欠|负债|待还|未还|没还|本金|逾期|余额|还剩|剩余|还差|总额|借了|贷了|借款|额度|罚息|利息|违约金|催收费"
)

# ── income ──
_INCOME_WORD = (
    r"(?:工资(?!卡|条|单|证明|流水)|收入(?!证明|流水)|月薪|薪水|薪资|薪酬|月入|底薪|退休金|养老金|低保金?|失业金|到手|税后|实发|兼职|副业|外快|提成|[跑送]外卖|送快递|跑滴滴|网约车|打零工|打工|摆摊|"
    r"(?:每个?月|一个月|每月|月)(?:能|可以|就|只|才|大概|差不多|也|最多)*(?:挣|赚|进账|拿(?!出|来|得)))"
)
_INCOME = re.compile(
    rf"{_INCOME_WORD}(?:{_SOFT}|工资|收入|到手|税后|实发|扣完(?:社保|五险一金|公积金|税)*|(?:每个?月)?\d+[号日]|发|拿|挣|赚|进账|到账|下?降到?|减到|变成|剩|靠|做|跑|"
    r"外卖|打工|上班|干活|有个|从)*?$"
)
_INCOME_TAIL = re.compile(
    r"^(?:块|元|钱)?(?:左右|多|出头|上下|不到)?的?(?:月?工资|月?收入|月薪|薪水|薪资|底薪|退休金|养老金|低保)(?!卡|条|单|证明|流水)"
)
_NO_INCOME = re.compile(
    r"年薪|年收入|年终|一年|每年|日薪|日工资|日结|时薪|小时|一天|每天|一周|每周|欠|拖|没发|不发|扣(?!完|除)|罚|补发|老婆|老公|媳妇|丈夫|妻子|爱人|对象|女朋友|男朋友|女友|男友|爸|妈|父亲|母亲|"
    r"儿子|女儿|哥|姐|弟|妹|朋友|同事|同学|别人|人家|家人|(?<!其)他|她|公司收入|最低工资|人均|要求|低于|超过|高于|贷款收入|利息收入|营业|借|冻结|划走|划扣"
)
_TAKEN_TO_PAY = re.compile(r"^(?:块|元|钱)?(?:左右|多)?(?:来|去|出来|慢慢|先)*还(?!有|剩|是)")
_PAST = re.compile(
    r"以前|之前|原来|原先|本来|曾经|过去|当时|那时|失业前|上班的?时候|去年|前年|从(?=$)|工资从|收入从"
)
_NOW_ONLY = re.compile(
    rf"^(?:块|元|钱|多)*[,]?(?:{_SOFT}|降到|降成|降至|减到|减成|变成|跌到|掉到|缩到|涨到|剩|到手|工资|收入|后来)*$"
)
_NOW_WORD = re.compile(r"现在|目前|如今|降|减|变成|跌|掉|缩|涨|只剩|后来")
EXTRA = re.compile(r"兼职|副业|外快|提成|另外|还有|加上|外加|再加")
NET = re.compile(r"到手|实发|税后|扣完")

# ── living ──
_ITEM = (
    r"(?:房租|租房|租金|物业|水电|燃气|暖气|吃饭|吃喝|吃|住|伙食|饭钱|菜钱|买菜|生活|日用品?|日常|交通|通勤|车费|油费|加油|话费|电话|网费|奶粉|尿不湿|"
    r"孩子|小孩|娃|宝宝|上学|学费|幼儿园|托班|补课|药|买药|看病|医药|透析|复查|赡养|父母|老人|爸|妈|家用|医保|社保)(?:费用?|钱|开销|开支|支出|花销)?"
)
_SPEND = rf"(?:{_SOFT}|要|得|需|花费|花掉|花|用掉?|交|给|付|出|寄|打|和|加上?|跟|与|、|还有|以及|全部|省着|再怎么省也|怎么也|必须)*?"
_ITEMS = re.compile(rf"{_ITEM}(?:(?:和|加上?|跟|与|、|,|还有|以及|的|都|再)*{_ITEM})*{_SPEND}$")
_TOTAL = re.compile(
    rf"(?:开销|开支|支出|花销|花费|用度|(?:每个?月|一个月|每月|月)(?:{_SOFT}|要|得|怎么也)*花){_SPEND}$"
)
_SUMMED = re.compile(
    r"^(?:块|元|钱)*[,]?(?:这些|这样|全部|都)*(?:一共|总共|加起来|合计|总的|算下来)" + _SPEND + "$"
)
_ITEM_TAIL = re.compile(
    rf"^(?:块|元|钱)?(?:左右|多)?(?:的|是|用来|交|付)*(?:{_ITEM}|(?:开销|开支|支出|花销))(?:[,。;!?]|$|\d|[一二两三四五六七八九])"
)
_NO_SPENDING = re.compile(
    r"一年|每年|半年|季度|学期|一天|每天|一周|每周|一次|押|定金|住院|手术|彩礼|装修|省下|报销|补贴|补助|退(?!休)|涨|欠|拖|借|如果|老婆|老公|前妻|前夫|朋友|别人|他们|她|(?<!其)他(?!们)|(?<!可)能|网购|游戏|收|赚|挣|催|房东"
)
_ONCE = re.compile(r"(?:花|用|交|付|给|打|寄|出)了(?:大概|差不多|快|将近|一共|总共|,)*$")
_BY_TERM = re.compile(r"学费|补课|保险|看病|医药")
# Named in one breath with these (房租吃饭看病3800), it is what a month costs.
_EVERYDAY = re.compile(r"房租|租房|租金|物业|水电|燃气|吃(?!药)|伙食|饭|菜|生活|日[常用]|家用|交通|通勤|话费")
_UNPAID_TAIL = re.compile(r"^(?:块|元|钱)?(?:都|也|还)*(?:交不起|付不起|没交|没付|没给|交不上)")
_PARTLY = re.compile(r"其中|包括|里面|含|里头|光")
_PLUS = re.compile(r"其他|其它|别的|另外|还有|加上|再加|剩下")

# ── other debts ──
_PAY = rf"(?:{_SOFT}|要|得|需|还(?![欠有剩差])|供|月供|付|每期|最低|扣|还款)*?"
_LOANS = r"(?:的|几家|几个|几笔|家|贷款|网贷|债务?|借款|平台|信用卡|花呗|借呗|微粒贷|白条|京东|美团|抖音|银行|账单|账|和|、|加起来|小贷|分期)*"
_OTHER = re.compile(
    rf"(?:别的|其他|其它|另外|其余|别家|外面|还有(?=几家|几个|几笔|别的|其他|网贷|信用卡|花呗|微粒贷|贷款|房贷|车贷|平台|白条)){_LOANS}{_PAY}$"
)
_HOUSE = re.compile(
    rf"(?:房贷|车贷|按揭|助学贷款?|装修贷|公积金贷款?|房子的?贷款|车子的?贷款|房子月供|车子月供){_PAY}$"
)
_HOUSE_TAIL = re.compile(r"^(?:块|元|钱)?(?:左右|多)?的?(?:房贷|车贷|按揭|助学贷)")
_LOAN_WORD = re.compile(r"贷|债|借款|平台|信用卡|花呗|白条|京东|美团|账|供|家|还")
_NO_OTHER = re.compile(
    r"一年|每年|一次性|结清|还清|还了|已经还|(?<![不可])能|可以|拿出|老婆|老公|前妻|前夫|父母|朋友|别人|家里|(?<!其)他|她|让我|叫我|要我|如果"
)
_MONTHLY = re.compile(rf"{MONTH}|月供|每期")
_MOST_INSTALMENT = Decimal(20_000)  # a sum beside 房贷 that is hardly a month's
_MONTH_TAIL = re.compile(r"^(?:块|元|钱)?(?:左右|多)?(?:一个?月|每个?月|/月|每期|一期|月供)")

# ── what could be paid ──
_ABLE = r"能|可以|愿意|想|打算|准备|希望|承受得?起?|负担得?起?|拿得?出来?|挤得?出来?|还得?起|最多|顶多|只|勉强|就|也|大概|差不多|我|先|把|给|借呗|他们|平台|,"
_TO_PAY = r"(?:还款?(?![欠有剩差没不日])|付|拿得?出来?|挤得?出来?|凑得?出来?|凑到|承受得?起?|负担得?起?)"
_ROUGHLY = r"(?:个|上|进去|掉|给他们|一部分|一点|大概|差不多|最多|也就|,|到)*$"
_OFFER = re.compile(
    rf"{MONTH}(?:{_either(_ABLE, _SOFT)})*?(?:能|可以|愿意|想|打算|准备|希望|承受得?起?|负担得?起?|拿得?出|挤得?出|还得?起|最多|顶多|只)(?:{_ABLE})*?(?:{_TO_PAY})?{_ROUGHLY}"
)
_ASKED_OFFER = re.compile(
    rf"(?:申请|协商|商量|谈(?:一?下)?|方案|能不能|可不可以|可以|想|打算)[^,\d]{{0,6}}{MONTH}(?:只|先|就|按)*(?:还|付){_ROUGHLY}"
)
_PLAIN_OFFER = re.compile(rf"{MONTH}(?:我|先|就|只|按)*(?:还|付){_ROUGHLY}")
_FINE = re.compile(
    r"^(?:块|元|钱)?(?:左右|的话)?[,]?(?:他们|对方|你们|这样)?(?:行吗|行不行|行么|可以吗|可不可以|可以么|能不能|能接受|好不好|成吗|同意吗)"
)
_NOW = r"(?:现在|目前|眼下|今天|今晚|明天|后天|这周|这两天|这几天|马上|立刻|手上|手里|手头|先|首期|一次性|第一笔|这次|这个月)"
_PAYMENT = re.compile(rf"{_NOW}[^,\d欠]{{0,4}}?(?:{_ABLE})*?{_TO_PAY}{_ROUGHLY}")
_LATER = re.compile(rf"(?:再|才|以后|之后|后)(?:能|可以|一起|去|一次性)*还{_ROUGHLY}")
_PUT_BY = re.compile(rf"(?:凑了?|凑到|凑出来?|攒了?|攒出|拿得?出来?|手[里头上](?:只|就|还)*有)(?:{_SOFT})*$")
_PAID_TAIL = re.compile(
    r"^(?:块|元|钱)?(?:左右|多)?[,]?(?:可以|能|想|打算|准备|我|就|都|来)*(?:先|现在|今天|马上)?(?:还(?!有|欠|剩|没|不)|付)"
)
_DEMANDED = re.compile(
    r"让(?:我|先)|叫我|要我|要求|逼|催|非要|必须|不还|得先|要先(?!还一)|客服|催收|对方|他们(?:让|叫|要|说|非)|说(?:先|今天|让|要)|最低|已经|刚才|昨天|前天|上次|上个月|之前|(?<!能)不能|没法|无法|不了|"
    r"借我|欠我|不想|不打算|不愿|不准备|朋友|别人|他还|她还|贷|利息|罚息|减免|罚"
)
_NO_PAYMENT_TAIL = re.compile(
    r"^(?:块|元|钱)?(?:多|左右)?(?:没还|未还|还没|没给|的?(?:欠款|债|手续费|服务费|保证金|定金|押金|解冻|律师费|诉讼费)|手续费|服务费|才能|就能洗|一期|每期|一个?月|每个?月|/月|了)"
)

# What names a sum from before it, and what does from behind.
_TAILS = {
    "income": (_INCOME, _INCOME_TAIL),
    "spending_item": (_ITEMS, _ITEM_TAIL),
    "other_debt": (_HOUSE, _HOUSE_TAIL),
}


@dataclass(frozen=True)
class Place:
    """A sum with the words before it (since the last sum or sentence) and behind it (in its clause)."""

    value: Decimal
    head: str
    tail: str
    after: Role | None = None

    @property
    def says_partly(self) -> bool:
        """The sum is a part of another one: 其中房租1500."""
        return bool(_PARTLY.search(self.head))

    @property
    def says_beside(self) -> bool:
        """The sum comes on top of another one: 另外孩子500."""
        return bool(_PLUS.search(self.head))


def role_of(place: Place, listing: bool) -> Role | None:
    """What a sum is; None when nothing says so outright.

    :param listing: the message speaks of a month's money anyway, so that 其他贷款1500 is a month's.
    """
    supposed = bool(_HYPOTHETICAL.search(place.head))
    if _OWED.search(place.head):
        return None
    if not supposed:
        found = _income(place) or _other_debt(place, listing) or _spending(place)
        if found is not None:
            return found
    return _payable(place)


def tail_words(place: Place, role: Role | None) -> int:
    """How many characters behind the sum belong to it, so that they name no other."""
    if role is None or role not in _TAILS or _TAILS[role][0].search(place.head):
        return 0
    match = _TAILS[role][1].match(place.tail)
    if match is None:
        return 0
    # The item's pattern looks one character further, to see that the clause ends there.
    return match.end() - (1 if role == "spending_item" and match.end() < len(place.tail) else 0)


def _income(place: Place) -> Role | None:
    if place.after == "past_income" and _NOW_ONLY.match(place.head) and _NOW_WORD.search(place.head):
        return "income"
    if _NO_INCOME.search(place.head) or _TAKEN_TO_PAY.match(place.tail):
        return None
    if not _INCOME.search(place.head) and not (_INCOME_TAIL.match(place.tail) and _tail_may_name(place)):
        return None
    return "past_income" if _PAST.search(place.head) else "income"


def _tail_may_name(place: Place) -> bool:
    return not re.search(r"房租|开销|贷|还$|花$", place.head)


def _other_debt(place: Place, listing: bool) -> Role | None:
    if _NO_OTHER.search(place.head):
        return None
    monthly = bool(_MONTHLY.search(place.head) or _MONTH_TAIL.match(place.tail))
    if _HOUSE.search(place.head):
        return "other_debt" if monthly or place.value <= _MOST_INSTALMENT else None
    if _HOUSE_TAIL.match(place.tail) and monthly:
        return "other_debt"
    other = _OTHER.search(place.head)
    if other is None or not _LOAN_WORD.search(other.group()):
        return None
    return "other_debt" if monthly or (listing and place.value <= _MOST_INSTALMENT) else None


def _spending(place: Place) -> Role | None:
    head = place.head
    if place.after in ("spending_item", "spending_sum") and _SUMMED.match(head):
        return "spending_sum"
    if _NO_SPENDING.search(head) or (_ONCE.search(head) and not _MONTHLY.search(head)):
        return None
    if _TOTAL.search(head):
        return "spending_item" if _PLUS.search(head) else "spending"
    items = _ITEMS.search(head)
    if items is None and (not _ITEM_TAIL.match(place.tail) or re.search(r"还$|贷", head)):
        return None
    is_monthly = _MONTHLY.search(head) or _MONTH_TAIL.match(place.tail)
    by_term = _BY_TERM.search(head) and not is_monthly and not (items and _EVERYDAY.search(items.group()))
    return "spending_open" if by_term or _UNPAID_TAIL.match(place.tail) else "spending_item"


def _payable(place: Place) -> Role | None:
    head, tail = place.head, place.tail
    if _DEMANDED.search(head) or _NO_PAYMENT_TAIL.match(tail) or re.search(_INCOME_WORD, head):
        return None
    if _OFFER.search(head) or _ASKED_OFFER.search(head) or (_PLAIN_OFFER.search(head) and _FINE.match(tail)):
        return None if re.search(r"别的|其他|其它|房贷|车贷|花|剩|存", head) else "monthly_offer"
    if _LATER.search(head):
        return "later_payment"
    if _MONTHLY.search(head):
        return None
    if _PAYMENT.search(head) or (_PUT_BY.search(head) and _PAID_TAIL.match(tail)):
        return "payment"
    return None
