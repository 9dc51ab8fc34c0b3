"""How a date, a sum, a rate and a fact are written for a person. Pure functions; no sentence is built here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rules_engine.model.facts import Fact, Field

_WEEKDAYS = "一二三四五六日"


def day(when: date, as_of: date) -> str:
    """``12月8日（周二）``, with the year when it is not the year of ``as_of``."""
    year = "" if when.year == as_of.year else f"{when.year}年"
    return f"{year}{when.month}月{when.day}日（周{_WEEKDAYS[when.weekday()]}）"


def money(yuan: Decimal | int) -> str:
    """A sum in CNY with thousands separators: ``20,000元``, ``675.50元``."""
    amount = Decimal(yuan)
    if amount == amount.to_integral_value():
        return f"{int(amount):,}元"
    return f"{amount.quantize(Decimal('0.01')):,}元"


def rate(fraction: Decimal) -> str:
    """A fraction as a percentage: ``0.0005`` → ``0.05%``."""
    return f"{(fraction * 100).normalize():f}%"


def fact_value(fact: Fact | Field, value: Any, as_of: date) -> str:
    """A stated value in words, by the kind the dictionary gives the fact."""
    if fact.id == "days_overdue":
        return _days_overdue(int(value))
    if fact.type == "money":
        return money(Decimal(str(value)))
    if fact.type == "rate":
        return rate(Decimal(str(value)))
    if fact.type == "date":
        return day(date.fromisoformat(str(value)), as_of)
    if fact.type == "enum":
        return (fact.values or {}).get(str(value), str(value))
    if fact.type == "enum_list":
        return "、".join((fact.values or {}).get(item, item) for item in value)
    if fact.type == "bool":
        return "是" if value else "否"
    return f"{value}{fact.unit or ''}"


def _days_overdue(days: int) -> str:
    if days < 0:
        return f"还有{-days}天到期"
    return f"逾期{days}天" if days else "今天到期"


def document(item: Mapping[str, Any], fact: Fact, as_of: date) -> str:
    """A received document: ``法院传票（11月20日（周五）收到，12月8日（周二）开庭）``."""
    kinds = next(field.values or {} for field in fact.fields if field.id == "kind")
    name = kinds.get(item.get("kind", ""), "文书")
    days = [
        f"{day(date.fromisoformat(item[field]), as_of)}{happened}"
        for field, happened in (("received", "收到"), ("hearing", "开庭"))
        if item.get(field)
    ]
    return f"{name}（{'，'.join(days)}）" if days else name


def contact(item: Mapping[str, Any], fact: Fact, as_of: date) -> str:
    """A reported contact in a few words: ``11月22日（周日）16:00 电话 家人 3次 威胁``."""
    labels = {field.id: field.values or {} for field in fact.fields}
    parts = [
        day(date.fromisoformat(item["date"]), as_of) if item.get("date") else "",
        item.get("time", ""),
        labels["channel"].get(item.get("channel", ""), ""),
        labels["recipient"].get(item.get("recipient", ""), ""),
        f"{item['count']}次" if item.get("count") else "",
        f"接通{item['connected']}次" if item.get("connected") is not None else "",
        "、".join(labels["acts"].get(act, act) for act in item.get("acts", ())),
    ]
    return " ".join(part for part in parts if part)


def item(reported: Mapping[str, Any], fact: Fact, as_of: date) -> str:
    """A reported thing by its fields: ``放款机构（投诉） 11月2日（周一）``."""
    known = ((field, reported.get(field.id)) for field in fact.fields)
    return " ".join(fact_value(field, value, as_of) for field, value in known if value is not None)
