"""JSON that keeps a decimal number exactly as it is: 0.0005 stays 0.0005, 20000 stays 20000."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

_MARK = "\ue000"  # private use: stands in no message, cleaned text has none
_MARKED = re.compile(f'"{_MARK}(-?[0-9.]+){_MARK}"')


def dumps(value: Any) -> str:
    """One line of JSON, Chinese unescaped, decimals as exact numbers.

    :raises TypeError: a value has no JSON form.
    """
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return _MARKED.sub(r"\1", text)


def _plain(value: Any) -> str:
    if isinstance(value, Decimal) and value.is_finite():
        return f"{_MARK}{value:f}{_MARK}"
    raise TypeError(f"{type(value).__name__} has no JSON form")
