"""The calls of one day, added up: what a daily limit looks at.

The national standard counts answered calls with the debtor, the association's guideline unanswered attempts at
one of the debtor's numbers; so both are worked out, as intervals where a report leaves them open.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from rules_engine.model.facts import Item, Value

# What “一直打” without a number may mean.
MANY = 1000


class _Calls(Struct, frozen=True):
    """Calls of one report: how many there were and how many were answered, at least and at most."""

    low: int
    high: int
    connected_low: int
    connected_high: int


def contact_days(contacts: Iterable[Item]) -> tuple[Item, ...]:
    """One item a day on which the debtor was telephoned; a report without a date stands for itself.

    Calls to others and contacts that are surely no calls are left out; one whose channel is unknown may or may
    not have been a call.
    """
    days: dict[int, list[Item]] = {}
    undated: list[list[Item]] = []
    for contact in contacts:
        if not _may_be_a_call(contact) or not _to_debtor(contact):
            continue
        day = contact.values.get("date")
        if day is None:
            undated.append([contact])
        else:
            days.setdefault(day.low, []).append(contact)
    return tuple(_day(group) for group in (*(days[day] for day in sorted(days)), *undated))


def _day(group: list[Item]) -> Item:
    calls = list(map(_calls, group))
    low, high = sum(c.low for c in calls), sum(c.high for c in calls)
    connected = Value(sum(c.connected_low for c in calls), sum(c.connected_high for c in calls))
    unanswered = Value(
        sum(max(c.low - c.connected_high, 0) for c in calls),
        sum(max(c.high - c.connected_low, 0) for c in calls),
    )
    values = {"calls": Value(low, high), "connected": connected, "unanswered": unanswered}
    date = group[0].values.get("date")
    return Item(values if date is None else {"date": date, **values})


def _calls(contact: Item) -> _Calls:
    connected = contact.values.get("connected")
    low, high = _count(contact)
    answered_low, answered_high = (connected.low, connected.high) if connected else (0, high)
    high = max(high, answered_low)
    if "channel" not in contact.values:
        low, answered_low = 0, 0
    return _Calls(low, high, answered_low, min(answered_high, high))


def _count(contact: Item) -> tuple[int, int]:
    """A report without a number is one call, unless it complains of many."""
    count = contact.values.get("count")
    if count is not None:
        return count.low, count.high
    return (1, MANY) if "excessive" in contact.tags.get("acts", frozenset()) else (1, 1)


def _may_be_a_call(contact: Item) -> bool:
    channel = contact.values.get("channel")
    return channel is None or channel.said == "phone"


def _to_debtor(contact: Item) -> bool:
    """A report that names nobody is taken as the debtor's own: people say 打我."""
    recipient = contact.values.get("recipient")
    return recipient is None or recipient.said == "self"
