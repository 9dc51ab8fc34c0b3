"""Statement or not: is a span told of one's own case, or is it supposed, heard, or asked in general?

逾期3天 and 逾期3天怎么办 tell of a case. 逾期3天会上征信吗 asks about any case, and 如果逾期30天 supposes one: neither
is a fact, unless the sentence is plainly about oneself or about what has happened (我, 了, 已经, 目前).
"""

from __future__ import annotations

import re

from bot.understanding.facts.message import Message

_SUPPOSED = re.compile(
    r"如果|要是|假如|假设|(?<![0-9零一二两三四五六七八九十几])万一|倘若|若是|一旦|假使|比如|譬如|比方|听说|据说|网上(?:都|有人|说|传|看|查|写)|人家说|别人说|都说|"
    r"说是逾期|听人|有人说|说逾期|规定|一般|通常|正常|怕|担心|多久|是不是(?:只要)?逾期|是否逾期|只要|哪怕|即使|就算|朋友(?:他|也)?(?:的)?(?:借呗|花呗)?逾期|别人逾期|"
    r"同事逾期|有人逾期|网友|群里|人家逾期|等(?=我?逾期|超过|满|到)"
)
_YES_NO = re.compile(
    r"吗|(?<![怎什那这])么(?:$|[?。!,])|会不会|是不是|算不算|能不能|要不要|有没有(?:影响|事|问题|关系|记录)|有无|是否|可不可以|行不行|好不好|影响大不|上不上|算逾期|"
    r"(?:可以|能|行|会|有用|有事|要紧|严重)[^,。!?;]{0,8}不$|不会吧|没事吧|严不严重|没关系吧|行吗|可以不|影响不|[?]$"
)
_GENERAL_AFTER = re.compile(
    r"^(?:以上|以后|之后|及以上|后)?(?:的(?:话|客户|用户|人|,)?)?[,]?(?:一般|通常|可能)?(?:才|就|即|将|都)(?:会|要|能|可以|算|属于|被|是|可|上|进|"
    r"得)|^(?:以上|以内|内|之内)(?!了|没)"
)
_GENERAL_BEFORE = re.compile(
    r"(?:最多|最长|至多|不得|不能|不超过|超过多少|允许|可以|能|要|得|必须|需要)(?:能|可以)?逾期(?:超过|满)?$"
)
_COUNTS_AS = re.compile(
    r"^(?:还|也|就)?(?:算|叫|属于)(?!(?:是)?(?:什么|啥|哪|第?几))(?:不算)?(?:是)?(?:逾期|违约|晚|超期|失信)?(?:吗|么|不)?"
)
_COST_ASKED = re.compile(
    r"^(?:的)?(?:利息|罚息|违约金)?(?:大概|一共|要|是|会|得)*(?:罚|收|交|还)?(?:多少|几块|怎么算|怎么收|咋算)"
)
# Whoever names a principal or a rate asks what it costs in the own case.
_OWN_FIGURES = re.compile(
    r"(?:欠|本金|借(?!呗)了?|剩下?)[^,。?!]{0,4}[0-9一二三四五六七八九十两百千万wW]|(?:日利率|日息|年化|年利率)[^,。?!]{0,3}[0-9一二三四五六七八九十两万百千]"
)
_OWN = re.compile(
    r"我(?!想问|想请问|问|想知道|请问|想了解|想咨询|咨询|们想|听)|俺|咱|本人|已经?|都(?!说)|目前|现在|至今|到今|今天|刚|逾期了|超了|晚了|拖了|断了|逾了|过了|借了|贷了|"
    r"欠了|欠着|(?:天|月|年|周|礼拜|星期)了"
)
_DONE_AFTER = re.compile(r"^(?:多|左右|上下|来|出头|不到)?了(?!解)")
_WHO = re.compile(r"怎么办|咋办|咋整|怎么处理|怎么弄|咋弄|怎样|怎么样|会咋样|咋样|咋搞|怎么搞|如何|该怎")


def is_general(message: Message, start: int, end: int) -> bool:
    """The span does not state a fact of the person's own case."""
    left, right = message.clause(start, end)
    head, tail = message.text[left:start], message.text[end:right]
    if is_supposed(message, start) or _COUNTS_AS.match(tail):
        return True
    if _COST_ASKED.match(tail):
        return not _OWN_FIGURES.search(message.text)
    span = message.text[start:end]
    own = bool(_OWN.search(head) or _OWN.search(span) or _DONE_AFTER.match(tail))
    if own:
        return False
    if _GENERAL_AFTER.match(tail):
        return True
    return is_question(message, start, end)


def is_supposed(message: Message, start: int) -> bool:
    """What stands before the span makes it a case that is imagined, feared or heard of."""
    head = message.before(start, 24)
    return bool(_SUPPOSED.search(head) or _GENERAL_BEFORE.search(head))


def is_question(message: Message, start: int, end: int) -> bool:
    """The clause around the span is answered by yes or no."""
    left, right = message.clause(start, end)
    mark = "?" if message.text[right : right + 1] == "?" else ""
    clause = message.text[left:right] + mark
    if not _YES_NO.search(clause):
        return False
    return not (_WHO.search(clause) and "吗" not in clause)
