"""E-mail addresses, WeChat ids and landline numbers: what has a sign, a word or an area code of its own.

A WeChat id is read only behind 微信, vx and the like, and a bare one only when it holds a digit: 微信 支付宝 and
微信转账20000 name nobody. Hotlines (95188, 12378, 400-…) have no area code and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.identifiers.groups import is_of_contract
from bot.identifiers.spans import GAP, Span

_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")
_HOST = re.compile(r"\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_SIGN = re.compile(r"\s?@")

_ID = r"[a-z][a-z0-9_-]{5,}"
_WECHAT = re.compile(
    r"(?P<own>wxid_[a-z0-9]{6,})|(?:微\s?信|薇信|威信|加v|(?<![a-z])(?:v信|vx|wx|wechat))(?:"
    rf"\s?(?:[号號]码?|id|[账帐賬][号號])\s?(?:就?是|为|叫|[:=,])*\s?(?P<named>{_ID}|(?!1[3-9]\d{{9}})\d{{6,11}}(?![\d元块万]))|"
    rf"\s?(?:加?我)?(?:就?是|为|叫|[:=])+\s?(?P<told>{_ID})|"
    rf"\s?(?:加?我)?\s?(?P<bare>(?!iphone|ipad|android|app)(?=[a-z-]*[0-9_]){_ID}))",
    re.IGNORECASE,
)

_AREA = r"(?:(?P<long>10|2\d)|[3-9]\d\d)"  # 010 and 02x: eight digits follow; the others have seven or eight
_LANDLINE = re.compile(
    rf"(?:(?<!\d)|(?=\+))(?P<country>(?:\+|00)86{GAP}?)?[(]?(?(country)0?|0){_AREA}[)]?{GAP}{{0,3}}"
    rf"[1-9]\d\d(?(long)\d|\d?){GAP}?\d{{4}}(?!\d)(?:(?:-|转|分机)\d{{1,6}}(?!\d))?"
)
_TIMES = re.compile(r"(?:(?:[01]\d|2[0-3])[0-5]\d\s*)+")
_TAIL = re.compile(r"\d[-–_]")  # 2026-0571-… is a serial number
_DESK_LINE = re.compile(
    rf"(?:座机|固话)(?:号码?|是|为|:){{0,2}}\s?(?P<line>[2-9]\d{{2,3}}{GAP}?\d{{4}})(?!\d)"
)


def find_emails(text: str) -> Iterator[Span]:
    """``name@host``; the name reaches back as far as it can."""
    floor = 0
    for sign in _SIGN.finditer(text):
        start = sign.start()
        while start > floor and text[start - 1] in _NAME:
            start -= 1
        host = _HOST.match(text, sign.end())
        floor = sign.end()
        if host and start < sign.start():
            floor = host.end()
            yield start, floor, "email"


def find_wechats(text: str) -> Iterator[Span]:
    """The id behind a word for WeChat; a phone number there is left to its own finder."""
    for match in _WECHAT.finditer(text):
        yield *match.span(match.lastgroup or 0), "wechat"


def find_landlines(text: str) -> Iterator[Span]:
    """Area code and number, with or without +86, brackets, gaps and an extension; 0930 2015 2130 are times."""
    end = -1
    for match in _LANDLINE.finditer(text):
        start = match.start()
        is_tail = start != end + 1 and _TAIL.match(text, max(0, start - 2))
        if is_tail or _TIMES.fullmatch(match.group()) or is_of_contract(text, start):
            continue
        end = match.end()
        yield start, end, "landline"


def find_desk_lines(text: str) -> Iterator[Span]:
    """Seven or eight digits that are called a landline."""
    for match in _DESK_LINE.finditer(text):
        yield *match.span("line"), "landline"
