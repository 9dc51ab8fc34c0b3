"""Identity, bank card and mobile numbers: the judges of groups of digits.

Whatever has the shape of an identity number (area, a birthday) is one, even when its check digit is wrong. A bank card
needs its check digit or a word such as 卡号 beside it, for long numbers name orders and payments too. Groups as people
write them (6228 4804 …, 138 1234 5678) are read before any others: sums that stand side by side are no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.identifiers.groups import DOTTED, RUN, Groups, chosen
from bot.identifiers.spans import BLANK, GAP, Span

_IDENTITY = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)\d{4}(?:19\d\d|20[0-2]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"\d{3}[\dX]"
)
_CHECK_X = re.compile(rf"{GAP}{{0,3}}[Xx×](?![A-Za-z0-9])")
_PHONE = re.compile(r"(?P<country>(?:00)?86)?1[3-9]\d{9}")
_NO_CARD = re.compile(
    r"0|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|106"
)  # serial numbers, senders of SMS
_CARD_BEHIND = re.compile(r"[^\d\0\n。!?;]{0,8}?(?:(?:银行|銀行|储蓄|儲蓄|信用|工资)卡|[这張张的]卡)")
# days, hours and the cents of a sum are no part of a number written in groups
_FACT = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?P<sep>[-.])(?:0?[1-9]|1[0-2])(?P=sep)(?:[0-2]?\d|3[01])(?!\d)|(?<!\d)\d{1,2}:\d\d(?!\d)|(?<=\.)\d{1,2}(?!\d)"
)
_UNIT = re.compile(
    r"\s?(?:元|块|万|千|百|[wWkK](?![A-Za-z])|天|次|[号號](?![码碼])|日|月|期|个|点|分|岁|年|%|倍)"
)
_MONEY = re.compile(r"(?:\.\d{1,2})?\s?(?:元|块|万)")


def find_sure_numbers(text: str) -> Iterator[Span]:
    """Identity numbers by their shape, and what was typed without a gap."""
    return chosen(text, RUN, (_identity, _single_phone, _single_card, _named_identity))


def find_joined_numbers(text: str) -> Iterator[Span]:
    """What was typed with gaps: the groups people use before any others."""
    parts = _FACT.sub(lambda match: BLANK * len(match.group()), text)
    return chosen(parts, RUN, (_grouped_card, _grouped_phone, _scattered_card, _scattered_phone))


def find_dotted_numbers(text: str) -> Iterator[Span]:
    """What was typed with dots: 138.1234.5678."""
    return chosen(text, DOTTED, (_identity, _grouped_card, _grouped_phone))


def _identity(number: Groups) -> Span | None:
    size = len(number.digits)
    behind = _CHECK_X.match(number.text, number.end) if size == 17 else None
    digits, end = (number.digits + "X", behind.end()) if behind else (number.digits, number.end)
    if not _IDENTITY.fullmatch(digits):
        return None
    if _has_check_digit(digits):
        return number.start, end, "id_number"
    if number.is_of_contract or number.are_sums_or_times or number.are_days_or_hours:
        return None
    is_card = size == 18 and _is_luhn(digits) and number.label != "id_number"
    return number.start, end, "bank_card" if is_card else "id_number"


def _named_identity(number: Groups) -> Span | None:
    """Called an identity number: mistyped or of the old kind (15 digits), it is one all the same."""
    if len(number.sizes) > 1 or len(number.digits) < 14 or number.label != "id_number":
        return None
    behind = _CHECK_X.match(number.text, number.end)
    return number.start, behind.end() if behind else number.end, "id_number"


def _single_phone(number: Groups) -> Span | None:
    if len(_phone_sizes(number)) != 1 or number.is_of_contract:
        return None
    return _phone(number)


def _grouped_phone(number: Groups) -> Span | None:
    """138 1234 5678, 1 3 8 1 2 …; but 130 1500 2000元 are three sums."""
    sizes = _phone_sizes(number)
    if len(sizes) < 2 or (min(sizes) < 3 and max(sizes) > 1) or number.is_of_contract:
        return None
    is_round = all(part.endswith("00") for part in number.parts[1:])
    has_cents = number.text.startswith(".", number.end)
    if (is_round or has_cents) and _MONEY.match(number.text, number.end):
        return None
    return _phone(number)


def _scattered_phone(number: Groups) -> Span | None:
    if not _phone_sizes(number) or number.is_of_contract:
        return None
    if not number.is_called_phone and (number.are_days_or_hours or _UNIT.match(number.text, number.end)):
        return None
    return _phone(number)


def _phone(number: Groups) -> Span:
    has_plus = number.digits.startswith("86") and number.before == "+"
    return number.start - has_plus, number.end, "phone"


def _phone_sizes(number: Groups) -> tuple[int, ...]:
    """The sizes of the groups without the country code; empty when it is no mobile number."""
    match = _PHONE.fullmatch(number.digits)
    if not match:
        return ()
    if not match["country"]:
        return number.sizes
    first = number.sizes[0] - len(match["country"])
    if first > 0:
        return (first, *number.sizes[1:])
    is_code = match["country"] != "86" or number.before == "+" or not number.text[number.start + 2].isspace()
    return number.sizes[1:] if first == 0 and is_code else ()  # in 86 13812345678 the 86 may be days


def _single_card(number: Groups) -> Span | None:
    if len(number.sizes) > 1 or number.is_of_contract:
        return None
    size = len(number.digits)
    if number.label == "bank_card" and size >= 15:
        return number.start, number.end, "bank_card"
    is_code = number.before.isascii() and number.before.isalpha()
    if not 16 <= size <= 19 or is_code or _NO_CARD.match(number.digits):
        return None
    return _card(number, _is_luhn(number.digits) or _is_card_behind(number))


def _grouped_card(number: Groups) -> Span | None:
    *full, rest = number.sizes
    is_written_so = (set(full) == {4} and rest <= 4) or (full == [6] and rest >= 10) or max(number.sizes) == 1
    if (
        not is_written_so
        or not 16 <= len(number.digits) <= 19
        or number.is_of_contract
        or number.are_sums_or_times
    ):
        return None
    return _card(number, number.label == "bank_card" or _is_luhn(number.digits) or _is_card_behind(number))


def _scattered_card(number: Groups) -> Span | None:
    """Any other groups: sums side by side have a check digit by chance, so it takes a name or the 62 of UnionPay."""
    if not 16 <= len(number.digits) <= 19 or not _is_luhn(number.digits):
        return None
    if number.is_of_contract or number.are_sums_or_times:
        return None
    return _card(number, number.digits.startswith("62") or number.label == "bank_card")


def _card(number: Groups, is_card: bool) -> Span | None:
    return (number.start, number.end, "bank_card") if is_card else None


def _is_card_behind(number: Groups) -> bool:
    return bool(_CARD_BEHIND.match(number.text, number.end))


def _has_check_digit(number: str) -> bool:
    """The last of eighteen characters is right by GB 11643 (mod 11-2)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _is_luhn(digits: str) -> bool:
    """The last digit of a card number is right."""
    doubled = sum(int("0246813579"[int(digit)]) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + doubled) % 10 == 0
