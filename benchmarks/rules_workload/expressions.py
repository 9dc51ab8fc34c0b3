"""The rules of ``data`` once more, in words ZEN and rule-engine share: names, comparisons, ``and``, ``? :``.

Each row is a condition and, where the rule is not in force on every day, the condition on its day; the rows
stand in file order. Amounts are 分, days are ordinals: both languages reckon in exact decimals.
"""

from __future__ import annotations

from typing import NamedTuple

STANDARD, AMENDED, LAST_OF_VISITS = 739310, 739646, 739797  # 2025-02-28, 2026-01-30, 2026-06-30
PENALTY = "amount * daily_rate * penalty_multiple * days_overdue"
PENALTY_UNIT = 1_000_000_000_000
# In this order the first that holds is the stage; by name where the rulebook has another order.
STAGES = {
    "settled": 'paper == "settled"',
    "enforcement": 'paper == "enforcement"',
    "lawsuit": 'paper == "lawsuit"',
    "payment_order": 'paper == "payment_order"',
    "not_due": "days_overdue <= 0",
    "early": "days_overdue <= 30",
    "middle": "days_overdue <= 90",
    "late_small": "amount < 5000000",
    "late_large": "true",
}
_OPEN = 'negotiation != "asked" and negotiation != "agreed"'


class Row(NamedTuple):
    """When a rule holds, and when it is in force; always where that is empty."""

    condition: str
    in_force: str = ""

    def verdict(self, fires: int, not_covered: int) -> str:
        """An expression: one of the two numbers, or 0 when the rule is silent."""
        found = f"({self.in_force} ? {fires} : {not_covered})" if self.in_force else str(fires)
        return f"({self.condition} ? {found} : 0)"


def stage() -> str:
    """An expression: the name of the stage."""
    *earlier, last = STAGES
    return " : ".join([*(f'{STAGES[name]} ? "{name}"' for name in earlier), f'"{last}"'])


def next_steps(of: str) -> list[Row]:
    """The rows of the next steps; ``of`` is how the language reads the stage it has just found."""
    late = f'{of} in ["late_small", "late_large"]'
    return [
        Row(f'{of} == "not_due" and days_overdue >= -7'),
        Row(f'{of} in ["early", "middle"]'),
        Row(f'{of} in ["middle", "late_small", "late_large"] and amount >= 1000000'),
        Row(f'{of} in ["early", "middle", "late_small", "late_large"] and not contact_kept'),
        Row(f'days_overdue >= 60 and {of} in ["middle", "late_large"] and {_OPEN}'),
        Row('paper == "none" and days_overdue >= 61 and days_overdue <= 180 and amount >= 500000'),
        Row(f"{late} and days_overdue > 180 and amount >= 3000000 and {_OPEN}"),
        Row(f'{of} in ["early", "middle", "late_small"] and ({_helped()})'),
        Row('days_overdue >= 1 and paper != "settled"'),
        Row(f'{of} == "enforcement" and {_OPEN}', f"day >= {STANDARD}"),
    ]


def conduct(of: str) -> list[Row]:
    """The rows of conduct; ``of`` stands before each field of the contact."""
    standard, amended = f"{of}date >= {STANDARD}", f"{of}date >= {AMENDED}"
    third = f'{of}recipient != "self"'
    return [
        Row(f"({of}time >= 1320 or {of}time < 480) and not {of}in_agreed_hours", standard),
        Row(f'{of}channel == "phone" and {of}recipient == "self" and {of}count > 3', standard),
        Row(f'{of}channel in ["sms", "wechat"] and {of}count > 10', amended),
        Row(f'{third} and {of}channel != "visit"', standard),
        Row(f"{third} and {of}refused_before", amended),
        Row(f'"insult" in {of}acts or "threat" in {of}acts'),
        Row(f'"impersonate" in {of}acts'),
        Row(f'{third} and ("disclose" in {of}acts or "publish" in {of}acts)'),
        Row(
            f'{of}channel == "visit" and ({of}time >= 1200 or {of}time < 540)',
            f"{standard} and {of}date <= {LAST_OF_VISITS}",
        ),
    ]


def _helped() -> str:
    return '"unemployed" in hardship or "ill" in hardship or negotiation == "asked"'
