"""The judged contacts and the sums of an assessment in words, for those who read it whole."""

from __future__ import annotations

from collections.abc import Iterator

from actions import wording
from actions.phrases import Phrases
from actions.planning.plan import plan_line
from rules_engine import Assessment


def figures(found: Assessment, phrases: Phrases) -> str:
    """Each contact with its verdict, what was improper, and what things cost; empty where nothing was told."""
    blocks = (
        ("contacts_title", [f"{contact.said}——{contact.says}" for contact in found.contacts]),
        ("findings_title", [f"{finding.name}：{finding.says}" for finding in found.findings]),
        ("sums_title", list(_sums(found, phrases))),
    )
    return "\n\n".join(
        "\n".join([phrases.say(title), *(f"· {line}" for line in lines)]) for title, lines in blocks if lines
    )


def _sums(found: Assessment, phrases: Phrases) -> Iterator[str]:
    money = wording.money
    if found.cost is not None and found.cost.accrued is not None:
        accrued, principal = found.cost.accrued, found.cost.principal
        yield phrases.say(
            "cost_line",
            principal=money(principal),
            date=wording.day(found.as_of, found.as_of),
            accrued=money(accrued),
            total=money(principal + accrued),
        )
    if (paid := found.payment) is not None:
        yield phrases.say(
            "payment_line",
            paid=money(paid.paid),
            fees=money(paid.to_fees),
            interest=money(paid.to_interest),
            principal=money(paid.to_principal),
            left=money(paid.left_total),
        )
    if (fee := found.court_fee) is not None:
        yield phrases.say(
            "court_fee_line", claim=money(fee.claim), full=money(fee.full), halved=money(fee.halved)
        )
    if (added := found.added_interest) is not None:
        since = wording.day(added.since, found.as_of)
        yield phrases.say(
            "added_interest_line", since=since, daily=money(added.daily), accrued=money(added.accrued)
        )
    if found.plan is not None:
        yield plan_line(found.plan, phrases)
