"""What a stored value looks like as text, and what it is on a later day. Decimals and dates stay exact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def dumps(value: Any) -> str:
    """JSON in which a Decimal is ``{"decimal": "0.0005"}`` and a date its ISO text.

    :raises TypeError: a value of a kind that cannot be kept.
    """
    return json.dumps(value, ensure_ascii=False, default=_exact)


def loads(text: str) -> Any:
    """What ``dumps`` wrote; dates come back as text."""
    return json.loads(text, object_hook=_decimal)


def plain_numbers(value: Any) -> Any:
    """The same with each Decimal as its exact text, for a JSON file people read."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {name: plain_numbers(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_numbers(inner) for inner in value]
    return value


def value_on(body: Mapping[str, Any], as_of: date) -> Any:
    """The value of a stored fact on a day: days overdue have counted on since the day they were told about."""
    if body["name"] == "days_overdue":
        return body["value"] + (as_of - date.fromisoformat(body["as_of"])).days
    return body["value"]


def _exact(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a fact of type {type(value).__name__} cannot be kept")


def _decimal(value: dict[str, Any]) -> Any:
    return Decimal(value["decimal"]) if value.keys() == {"decimal"} else value
