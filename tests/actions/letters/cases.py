"""Cases to fill letters from: one that tells much, and random ones over the whole dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from rules_engine import Rulebook
from rules_engine.model.facts import Fact, Field

AS_OF = date(2026, 11, 23)
RICH: Mapping[str, Any] = {
    "product": "借呗",
    "due_date": "2026-09-22",
    "amount": 32000,
    "principal": Decimal("30000.5"),
    "daily_rate": Decimal("0.0005"),
    "penalty_multiple": Decimal("1.5"),
    "lender": "重庆某某消费金融有限公司",
    "hardship": ["unemployed", "ill"],
    "payment": 2000,
    "contract_date": "2025-03-04",
    "jurisdiction": "某某区人民法院",
    "contact_kept": True,
    "third_party_consent": False,
    "concerns": ["rate_too_high", "limitation", "jurisdiction", "debt_assigned"],
    "documents": [
        {"kind": "payment_order", "received": "2026-11-20"},
        {"kind": "court_summons", "received": "2026-11-16", "hearing": "2026-12-21"},
    ],
    "contacts": [
        {"date": "2026-11-21", "time": "10:00", "channel": "phone", "recipient": "self"},
        {
            "date": "2026-11-20", "time": "22:40", "channel": "phone", "recipient": "self",
            "count": 3, "connected": 1, "acts": ["insult"],
        },
        {
            "date": "2026-11-18", "channel": "phone", "recipient": "family", "reachable": True,
            "also_liable": False, "acts": ["disclose"],
        },
    ],
    "complaints": [{"to": "lender", "filed": "2026-11-22"}],
}  # fmt: skip


def random_facts(book: Rulebook, random: Random) -> dict[str, Any]:
    """A case as the store gives it: each fact known or not, lists with up to three things."""
    facts: dict[str, Any] = {}
    for fact in book.quantities.facts.values():
        if fact.derived or random.random() < 0.4:
            continue
        if fact.type == "list":
            count = random.choice((0, 1, 3))
            facts[fact.id] = [_item(fact, random) for _ in range(count)]
        else:
            facts[fact.id] = _value(fact, random)
    return facts


def _item(fact: Fact, random: Random) -> dict[str, Any]:
    return {field.id: _value(field, random) for field in fact.fields if random.random() < 0.7}


def _value(fact: Fact | Field, random: Random) -> Any:
    if fact.type == "bool":
        return random.random() < 0.5
    if fact.type == "enum":
        return random.choice(list(fact.values or {}))
    if fact.type == "enum_list":
        return random.sample(list(fact.values or {}), random.choice((0, 1, 3)))
    if fact.type == "date":
        return (AS_OF - timedelta(days=random.randrange(-60, 700))).isoformat()
    if fact.type == "time":
        return f"{random.randrange(24):02}:{random.randrange(60):02}"
    if fact.type == "text":
        return random.choice(("某某消费金融有限公司", "每天九点到十八点"))
    low, high = fact.range or (0, 100)
    if fact.type == "int":
        return random.randint(low, min(high, 400))
    if fact.type == "money":
        return random.choice((random.randint(0, 90000), Decimal(random.randint(0, 9000000)) / 100))
    return Decimal(str(low)) + Decimal(random.randint(1, 99)) / 100 * (Decimal(str(high)) - Decimal(str(low)))
