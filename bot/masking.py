"""Personal identifiers out of a message before anything stores, logs or reads it.

Identity, bank card, phone and landline numbers, e-mail addresses and WeChat ids are cut from the text as typed and
a mask is put in their place; every other character stays. Names are left alone (nothing short of a register tells
高先生 from 高利息), and so is what the case is made of: sums, dates, times, contract and case numbers, hotlines.
Any string is taken and nothing raises; the work grows with the length of the text only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.identifiers import Kind, identifiers

MASKS: dict[Kind, str] = {
    "id_number": "〔身份证〕",
    "bank_card": "〔银行卡〕",
    "phone": "〔手机号〕",
    "landline": "〔电话〕",
    "email": "〔邮箱〕",
    "wechat": "〔微信号〕",
}
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Mn", "Me"})

_ANNOUNCED = re.compile(
    r"(?:我|本人)?的?(?:手机号?码?|联系方式|电话号?码?|身份证号?码?|银行卡号?|卡号|微信号?|邮箱)?(?:就|都)?(?:是|为|[:：])?\s*"
    rf"(?:{'|'.join(map(re.escape, MASKS.values()))})"
)


@dataclass(frozen=True)
class Masked:
    """The text that may be kept, and the kinds of what was cut, in order of first occurrence."""

    text: str
    kinds: tuple[Kind, ...]


def masked(text: str) -> Masked:
    """A text without personal identifiers; masking it again changes nothing."""
    folded, offsets = _folded(text)
    pieces: list[str] = []
    kinds: dict[Kind, None] = {}
    position = 0
    for start, end, kind in identifiers(folded):
        pieces += (text[position : offsets[start]], MASKS[kind])
        kinds[kind] = None
        position = _past_marks(text, offsets[end - 1] + 1)
    return Masked("".join((*pieces, text[position:])), tuple(kinds))


def without_masks(text: str) -> str:
    """What is left to be understood of a masked text: the masks and what announces them say nothing."""
    return _ANNOUNCED.sub("", text).strip("，,。；; ")


def _folded(text: str) -> tuple[str, list[int]]:
    """The copy in which identifiers are looked for, and where each of its characters came from."""
    parts = [_fold(character) for character in text]
    return "".join(parts), [index for index, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=1 << 14)
def _fold(character: str) -> str:
    """NFKC with the digits of every script as 0–9, and without what cannot be seen (a joiner hides no number)."""
    kept = ""
    for part in unicodedata.normalize("NFKC", character):
        digit = unicodedata.digit(part, None)
        if digit is not None:
            kept += str(digit)
        elif part.isspace() or unicodedata.category(part) not in _UNSEEN:
            kept += part
    return kept


def _past_marks(text: str, index: int) -> int:
    """Behind the marks that sit on the last character cut: a keycap without its digit would sit on the mask."""
    while index < len(text) and unicodedata.combining(text[index]) + (text[index] in "\ufe0f\u20e3"):
        index += 1
    return index
