"""Tests and points in words, for those who ask why and for those who write the rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.tree import AllOf, AnyOf, Contains, Exists, Not, Test, Within
from rules_engine.model.quantities import Quantities, Quantity


def say(test: Test, quantities: Quantities, day: date) -> str:
    """The test as a sentence."""
    if isinstance(test, Within):
        return _within(quantities[test.key], test.accepted.on(day))
    if isinstance(test, Contains):
        quantity = quantities[test.key]
        return f"{quantity.name}里有{'或'.join(quantity.values[word] for word in sorted(test.words))}"
    if isinstance(test, AllOf):
        return "，并且".join(say(inner, quantities, day) for inner in test.tests) or "没有条件"
    if isinstance(test, AnyOf):
        return "（" + "，或者".join(say(inner, quantities, day) for inner in test.tests) + "）"
    if isinstance(test, Not):
        return f"不是“{say(test.test, quantities, day)}”"
    name = quantities.facts[test.list_id].name
    where = say(test.where, quantities, day)
    if isinstance(test, Exists) and test.where == AllOf(()):
        return f"有{name}"
    if isinstance(test, Exists):
        return f"{name}里有一次符合“{where}”"
    return f"{name}里符合“{where}”的次数在 {_spans(test.accepted.on(day))}"


def say_point(point: Mapping[str, int], quantities: Quantities) -> str:
    """A counter-example: which fact has which value."""
    return "、".join(f"{key}={quantities[key].say(number)}" for key, number in point.items())


def _within(quantity: Quantity, ranges: Ranges | None) -> str:
    if ranges is None:
        return f"{quantity.name}（参数当天没有数值）"
    if quantity.type == "bool":
        return f"{quantity.name}：{'或'.join(quantity.say(low) for low, _ in ranges)}"
    if quantity.type == "enum":
        values = [quantity.say(number) for low, high in ranges for number in range(low, high + 1)]
        return f"{quantity.name}是{'、'.join(values)}"
    return f"{quantity.name}在" + "或".join(_span(quantity, low, high) for low, high in ranges)


def _span(quantity: Quantity, low: int, high: int) -> str:
    if low == high:
        return f"{quantity.say(low)}"
    if low == quantity.low:
        return f"{quantity.say(high)}以下（含）"
    if high == quantity.high:
        return f"{quantity.say(low)}以上（含）"
    return f"{quantity.say(low)}到{quantity.say(high)}"


def _spans(ranges: Ranges | None) -> str:
    return "、".join(f"{low}–{high}" if low != high else str(low) for low, high in ranges or ())
