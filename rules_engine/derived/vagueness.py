"""How wide a rough number is: the widths are ours, and are stated here once."""

from __future__ import annotations

from rules_engine.model.facts import Value

# A person who says “两个月” or “5千多” may be off by about a quarter, and by two at the least.
SHARE = 4
LEAST = 2


def widen(value: Value) -> Value:
    """The interval around a rough number; it never changes sign, so “快到期” stays before the due date."""
    width = max(LEAST, abs(value.low) // SHARE)
    low, high = value.low - width, value.high + width
    if value.low > 0:
        low = max(low, 1)
    elif value.high < 0:
        high = min(high, -1)
    return Value(low, high, value.said)
