"""Values that say nothing by themselves: "45", "昨天", "0.05%", "都没有". As the answer to a question they do.

Only what stands alone is loose: a message with two days or two numbers leaves open which one is meant, and says
nothing here.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from bot.understanding.facts.dates import find_dates
from bot.understanding.facts.message import Message
from bot.understanding.facts.money import plain
from bot.understanding.facts.results import Taken
from bot.understanding.normalizer import NormalizedText

_LONGEST = 24  # characters; a longer message is no bare answer
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%")
_NONE = re.compile(
    r"[,。!\s]*(?:(?:都|也|还|暂时|目前|啥|什么)*(?:没有?|无)(?:收到|有|过|任何|这些|东西|文书|材料|的|了|呢|啊|呀|[,。!\s])*)+"
)


def read_loose(text: NormalizedText, as_of: date) -> dict[str, Any]:
    """The loose values of a short message: ``date`` (ISO; ``date_ahead`` if it is to come, ``date_near`` if it
    may be either), ``number``,
    ``rate`` (fraction), ``none``.
    """
    if not text.text or len(text.text) > _LONGEST:
        return {}
    if _NONE.fullmatch(text.text):
        return {"none": True}
    message = Message.of(text, as_of)
    tokens = find_dates(message, Taken(len(text.text)))
    days = {token.resolve(as_of, "past") for token in tokens} - {None}
    if days:
        (day, *others) = days
        ahead = tokens[0].resolve(as_of, "future") or day
        near = tokens[0].resolve(as_of, "near") or day
        return {"date": str(day), "date_ahead": str(ahead), "date_near": str(near)} if not others else {}
    percent = _PERCENT.findall(text.text)
    if len(percent) == 1:
        return {"rate": Decimal(percent[0]) / 100}
    values = [number.value for number in message.numbers if number.value is not None and not number.ordinal]
    return {"number": plain(values[0])} if len(values) == 1 else {}
