"""The rules of ``data`` written by hand in plain Python: the floor every engine is compared with.

Numbers come as the engine prepares them (分, ppm, minutes, day ordinals, positions of enum values, masks of
words), each in the order of ``data/rules/facts.yml``. A verdict is ``(row * 4 + outcome, contact)``, where
outcome is 1 when the rule fires and 3 when it would, had it been in force on that day. The figures stand as
literals because names cost a look-up each: this is written to be as fast as Python goes without tricks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Verdicts = dict[str, list[tuple[int, int | None]]]
# With the penalty interest in 分.
Result = tuple[Verdicts, int]

PAPERS = {"none": 0, "letter": 1, "payment_order": 2, "lawsuit": 3, "enforcement": 4, "settled": 5}
NEGOTIATIONS = {"none": 0, "asked": 1, "agreed": 2, "broken": 3, "refused": 4}
CHANNELS = {"phone": 0, "sms": 1, "visit": 2, "wechat": 3}
RECIPIENTS = {"self": 0, "family": 1, "employer": 2, "friend": 3}
HARDSHIPS = {"unemployed": 1, "ill": 2, "income_drop": 4}
ACTS = {"insult": 1, "threat": 2, "impersonate": 4, "disclose": 8, "publish": 16}


def decide(numbers: tuple[Any, ...], day: int) -> Result:
    """Every verdict that is not silent, and the penalty interest in 分."""
    days, fen, ppm, multiple, paper, kept, negotiation, hardship, contacts, _ = numbers
    stage = _stage(days, fen, paper)
    verdicts: Verdicts = {
        "stage": [(4 * stage + 1, None)],
        "next_steps": _next_steps(stage, days, fen, paper, kept, negotiation, hardship, day),
        "conduct": _conduct(contacts),
    }
    return verdicts, fen * ppm * multiple * days // 1_000_000_000_000 if days > 0 else 0


def decide_from_facts(facts: Mapping[str, Any]) -> Result:
    """The same from facts by name, as a program would keep them."""
    return decide(_numbers(facts), facts["day"])


def _stage(days: int, fen: int, paper: int) -> int:
    if paper >= 2:  # settled, enforcement, lawsuit, payment_order
        return 5 - paper
    if days <= 0:
        return 4  # not_due
    if days <= 30:
        return 5  # early
    if days <= 90:
        return 6  # middle
    return 7 if fen < 50_000_00 else 8  # late_small, late_large


def _next_steps(
    stage: int, days: int, fen: int, paper: int, kept: int, negotiation: int, hardship: int, day: int
) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    if stage == 4 and days >= -7:  # reminder
        found.append((4 * 0 + 1, None))
    if 5 <= stage <= 6:  # own_calls
        found.append((4 * 1 + 1, None))
    if stage >= 6 and fen >= 10_000_00:  # outsourced_calls
        found.append((4 * 2 + 1, None))
    if stage >= 5 and not kept:  # others_called
        found.append((4 * 3 + 1, None))
    if days >= 60 and (stage == 6 or stage == 8) and not 1 <= negotiation <= 2:  # home_visit
        found.append((4 * 4 + 1, None))
    if paper == 0 and 61 <= days <= 180 and fen >= 5_000_00:  # lawyer_letter
        found.append((4 * 5 + 1, None))
    if stage >= 7 and days > 180 and fen >= 30_000_00 and not 1 <= negotiation <= 2:  # suit
        found.append((4 * 6 + 1, None))
    if 5 <= stage <= 7 and (hardship & 3 or negotiation == 1):  # plan_offered
        found.append((4 * 7 + 1, None))
    if days >= 1 and paper != 5:  # record
        found.append((4 * 8 + 1, None))
    if stage == 1 and not 1 <= negotiation <= 2:  # seizure, from 2025-02-28
        found.append((4 * 9 + 1, None) if day >= 739310 else (4 * 9 + 3, None))
    return found


def _conduct(contacts: tuple[tuple[int, ...], ...]) -> list[tuple[int, int | None]]:
    found: list[tuple[int, int | None]] = []
    for index, (day, time, channel, count, recipient, acts, agreed, refused, _) in enumerate(contacts):
        standard = day >= 739310  # 2025-02-28
        amended = day >= 739646  # 2026-01-30
        if (time >= 1320 or time < 480) and not agreed:  # night_contact
            found.append((4 * 0 + 1 if standard else 4 * 0 + 3, index))
        if channel == 0 and recipient == 0 and count > 3:  # too_many_calls
            found.append((4 * 1 + 1 if standard else 4 * 1 + 3, index))
        if count > 10 and (channel == 1 or channel == 3):  # too_many_texts
            found.append((4 * 2 + 1 if amended else 4 * 2 + 3, index))
        if recipient:
            if channel != 2:  # third_party
                found.append((4 * 3 + 1 if standard else 4 * 3 + 3, index))
            if refused:  # after_refusal
                found.append((4 * 4 + 1 if amended else 4 * 4 + 3, index))
        if acts:
            if acts & 3:  # threat
                found.append((4 * 5 + 1, index))
            if acts & 4:  # impersonation
                found.append((4 * 6 + 1, index))
            if recipient and acts & 24:  # disclosure
                found.append((4 * 7 + 1, index))
        if channel == 2 and (time >= 1200 or time < 540):  # evening_visit, to 2026-06-30
            found.append((4 * 8 + 1 if standard and day <= 739797 else 4 * 8 + 3, index))
    return found


def _numbers(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        facts["days_overdue"],
        facts["amount"],
        facts["daily_rate"],
        facts["penalty_multiple"],
        PAPERS[facts["paper"]],
        facts["contact_kept"],
        NEGOTIATIONS[facts["negotiation"]],
        sum(HARDSHIPS[word] for word in facts["hardship"]),
        tuple(map(_contact, facts["contacts"])),
        None,
    )


def _contact(contact: Mapping[str, Any]) -> tuple[int, ...]:
    return (
        contact["date"],
        contact["time"],
        CHANNELS[contact["channel"]],
        contact["count"],
        RECIPIENTS[contact["recipient"]],
        sum(ACTS[word] for word in contact["acts"]),
        contact["in_agreed_hours"],
        contact["refused_before"],
        True,
    )
