"""A second, straightforward reading of conditions: straight from the YAML, two-valued, for cases that are wholly known.

It shares nothing with the engine but the data: no intervals, no compiled tests, no tables of truth.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Facts = dict[str, Any]


def rules_of(data: Path, table: str) -> list[dict[str, Any]]:
    """The rules of a table as they are written."""
    return YAML(typ="safe").load((data / "rules" / f"{table}.yml").read_text(encoding="utf-8"))["rules"]


def outcome(rule: dict[str, Any], facts: Facts, day: date, params: dict[str, dict[date, Any]]) -> str:
    """fires, silent or not_covered, of a case that leaves nothing open."""
    holds = all(met(condition, facts, day, params) for condition in rule["when"])
    exempt = any(met(condition, facts, day, params) for condition in rule.get("unless", ()))
    if not holds or exempt:
        return "silent"
    covered = any(v["from"] <= day and (v.get("to") is None or day <= v["to"]) for v in rule["versions"])
    return "fires" if covered else "not_covered"


def met(condition: dict[str, Any], facts: Facts, day: date, params: dict[str, dict[date, Any]]) -> bool:
    """Whether a condition is met."""
    if "all" in condition:
        return all(met(inner, facts, day, params) for inner in condition["all"])
    if "any" in condition:
        return any(met(inner, facts, day, params) for inner in condition["any"])
    if "not" in condition:
        return not met(condition["not"], facts, day, params)
    if "any_of" in condition or "count_of" in condition:
        return _items(condition, facts, day, params)
    value = facts[condition["fact"]]
    if isinstance(value, (set, frozenset)):
        wanted = condition.get("in", [condition.get("is")])
        return bool(value & set(wanted))
    return _compare(condition, value, day, params)


def _items(condition: dict[str, Any], facts: Facts, day: date, params: dict[str, dict[date, Any]]) -> bool:
    name = condition.get("any_of") or condition["count_of"]
    prefix = name[:-1]
    number = 0
    for item in facts[name]:
        seen = {**facts, **{f"{prefix}.{key}": value for key, value in item.items()}}
        number += all(met(inner, seen, day, params) for inner in condition.get("where", ()))
    return number > 0 if "any_of" in condition else _compare(condition, number, day, params)


def _compare(condition: dict[str, Any], value: Any, day: date, params: dict[str, dict[date, Any]]) -> bool:
    def written(raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        values = params[raw["param"]]
        return values[max(start for start in values if start <= day)]

    if "from" in condition:
        first, last = written(condition["from"]), written(condition["before"])
        return first <= value < last if first < last else value >= first or value < last
    if "between" in condition:
        low, high = map(written, condition["between"])
        return bool(low <= value <= high)
    operators = {
        "is": lambda wanted: value == wanted,
        "in": lambda wanted: value in wanted,
        "at_least": lambda wanted: value >= wanted,
        "at_most": lambda wanted: value <= wanted,
        "more_than": lambda wanted: value > wanted,
        "less_than": lambda wanted: value < wanted,
    }
    (name,) = condition.keys() & operators.keys()
    raw = condition[name]
    return bool(operators[name](raw if isinstance(raw, list) else written(raw)))
