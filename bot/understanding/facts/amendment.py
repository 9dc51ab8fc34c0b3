"""What a correction says that has no fact's name on it: 不对，是前天; 不是支付令，是传票; 是打给我妈的; 没骂人.

Only the message is read here: to which known thing the day, the hour or the person belongs is decided where the
case is known. Nothing is given for a message that takes nothing back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.understanding.facts.corrections import is_taken_back
from bot.understanding.facts.dates import find_dates
from bot.understanding.facts.extractor import read_facts
from bot.understanding.facts.loose import read_values
from bot.understanding.facts.message import Message
from bot.understanding.facts.papers import find_papers
from bot.understanding.facts.results import Taken
from bot.understanding.facts.times import find_times
from bot.understanding.normalizer import NormalizedText, normalize

_MILD = re.compile(r"(?:应该|其实|那次)?是(?!不是|否|不|的$|的[,。]|啊|呀|吗)")
_LONGEST = 60  # characters; whoever writes more tells something new
_SHORT = 24
_DENIED = re.compile(
    r"(?:并?不是|并非|而不是)[^,。!?;\n]*?(?=[,。!?;\n]|(?:而|应该|其实|才|就)?是|$)"
    r"|(?:没有?|并没有?|从没|未)(?:收到|接到|拿到|收过|来过)[^,。!?;\n]*"
)
_DENIED_ACTS: Mapping[str, re.Pattern[str]] = {
    "insult": re.compile(r"没有?(?:人)?(?:骂|辱骂|说脏话)"),
    "threat": re.compile(r"没有?(?:人)?(?:威胁|恐吓|吓唬)"),
}
_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("document.hearing", re.compile(r"开庭")),
    ("document.received", re.compile(r"签收|收到|送达|送到|寄到|拿到|到手")),
    ("due_date", re.compile(r"还款日|到期日|账单日")),
    ("principal", re.compile(r"本金")),
    ("penalty_multiple", re.compile(r"倍数|罚息")),
    ("annual_rate", re.compile(r"年化|年利率")),
    ("daily_rate", re.compile(r"日利率|日息|利率")),
    ("days_overdue", re.compile(r"天数|逾期")),
    ("amount", re.compile(r"金额|欠款|欠的|总共|一共")),
)
_TO_ONESELF = re.compile(
    r"(?:打|发|联系|找)(?:给|的|到)?(?:了)?(?:的)?我?(?:本人|自己)|打的?是?我(?:的|自己的)?(?:手机|电话)"
)
_SAID_OUTRIGHT: Mapping[str, re.Pattern[str]] = {
    "recipient": re.compile(r"(?:给|找|到|联系)(?:了|的)?(?!是)|本人|自己"),
    "channel": re.compile(r"电话|短信|上门|微信|来信|信函"),
}
_ASKS = re.compile(
    r"[?？]|[吗呢]$|怎么|多少|几天|会不会|能不能|要不要|是不是|为什么|哪里|什么时候|算不算|可以"
)
#: A day told under its name, of a paper that is known: 开庭是12月20号, 信封上写的11月19号送到的.
_OF_A_PAPER = re.compile(r"开庭|签收|送到|送达|寄到|收到的|收的$|到的$")
_TO_BE_CHANGED = re.compile(r"改成|改为|改一下|更正|换成")


def read_amendment(text: NormalizedText, as_of: date) -> dict[str, Any]:
    """The parts of a correction: ``date`` (ISO; ``date_ahead``), ``time``, ``number``, ``rate``, ``papers`` and
    ``not_papers`` (kinds), ``contact`` (fields), ``not_acts``, ``named`` (the fact it is about), ``mild`` where only
    是 is said and nothing taken back, ``asks`` where the message asks something too; ``{}`` for anything else.
    """
    if not text.text or len(text.text) > _LONGEST:
        return {}
    denied = "，".join(match.group() for match in _DENIED.finditer(text.text))
    not_acts = [act for act, words in _DENIED_ACTS.items() if words.search(text.text)]
    takes_back = is_taken_back(text.text) or bool(_TO_BE_CHANGED.search(text.text))
    told = _MILD.match(text.text) or _OF_A_PAPER.search(text.text)
    mild = bool(told) and len(text.text) <= _SHORT
    firm = takes_back or bool(_kinds(denied)) or bool(not_acts)
    if not (firm or (mild and not _tells_of_a_paper(text, as_of))):
        return {}
    affirmed = normalize(_DENIED.sub("，", text.text))
    found: dict[str, Any] = {
        **_values(affirmed, as_of),
        "papers": [] if not_acts else _kinds(affirmed.text),
        "not_papers": _kinds(denied),
        "not_acts": not_acts,
        "contact": _contact(affirmed, as_of),
        "named": next((fact for fact, words in _NAMED if words.search(text.text)), None),
    }
    known = {name: value for name, value in found.items() if value}
    if known and _ASKS.search(text.text):
        known["asks"] = True
    return known if firm or not known else {**known, "mild": True}


def _tells_of_a_paper(text: NormalizedText, as_of: date) -> bool:
    """收到传票，12月15号开庭 is new: the day belongs to the paper it names."""
    return bool(read_facts(text, as_of).values.get("documents"))


def _values(affirmed: NormalizedText, as_of: date) -> dict[str, Any]:
    """The one day, hour or number that is said to be right."""
    message = Message.of(affirmed, as_of)
    times = find_times(message, Taken(len(affirmed.text)))
    if len(times) == 1 and not find_dates(message, Taken(len(affirmed.text))):
        return {"time": times[0].time}
    return read_values(affirmed, as_of)


def _contact(affirmed: NormalizedText, as_of: date) -> dict[str, Any]:
    """The fields of a contact that are said outright; what a grammar takes for granted corrects nothing."""
    contact = read_facts(affirmed, as_of).values.get("contact")
    fields = dict(contact) if isinstance(contact, dict) else {}
    if _TO_ONESELF.search(affirmed.text):
        fields["recipient"] = "self"
    for name, said in _SAID_OUTRIGHT.items():
        if not said.search(affirmed.text):
            fields.pop(name, None)
    return fields


def _kinds(text: str) -> list[str]:
    return list(dict.fromkeys(paper.kind for paper in find_papers(text)))
