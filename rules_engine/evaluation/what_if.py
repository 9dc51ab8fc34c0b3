"""Paying now beside waiting: the same payment on two days, and what it leaves on the later of them.

Nothing is foretold: both ways go by the stated terms and assume that nothing else happens in between.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from rules_engine.derived import accrual
from rules_engine.derived.accrual import Debt
from rules_engine.derived.allocation import Allocation, Claim, allocate
from rules_engine.derived.cost import Terms, terms_of
from rules_engine.derived.dates import DAYS, DUE
from rules_engine.evaluation.advice import actions, sentences, stands_aside
from rules_engine.evaluation.assessing import assess, derive
from rules_engine.evaluation.conclusions import Setting
from rules_engine.evaluation.costs import claim_of, cost
from rules_engine.evaluation.sums import to_fen, to_yuan
from rules_engine.model.assessment import Assessment, Cost, Deadline
from rules_engine.model.facts import CaseFacts
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.what_if import Course, WhatIf

#: The longest wait that is compared, in days: ten years.
LONGEST_WAIT = 3660


class _Owed(Struct, frozen=True):
    """What is owed today in 分, and how it grows; ``terms`` None while the rate is unknown."""

    claim: Claim
    terms: Terms | None
    day: int


def compare(book: Rulebook, facts: CaseFacts, as_of: date, payment: Decimal, wait_days: int) -> WhatIf:
    """Paying ``payment`` (元) on ``as_of`` beside paying it ``wait_days`` later, both looked at on the later day.

    :raises ValueError: the payment is below nought or finer than a 分, or the wait is below nought or longer than
        ten years.
    """
    if payment < 0 or payment * 100 != (payment * 100).to_integral_value():
        raise ValueError(f"not a sum that can be paid: {payment}")
    if not 0 <= wait_days <= LONGEST_WAIT:
        raise ValueError(f"not a wait that is compared: {wait_days}")
    until = as_of + timedelta(days=wait_days)
    today, then = assess(book, facts, as_of), assess(book, _on_later_day(facts, wait_days), until)
    dated = derive(book, facts, as_of)
    setting = Setting(book, dated.case, dated.due, as_of)
    found = None if stands_aside(setting) else cost(setting)
    now = later = None
    if found is not None:
        now, later = _courses(_owed(setting, found), to_fen(payment), as_of, wait_days)
    return _compared(setting, found, WhatIf(
        as_of=as_of, until=until, wait_days=wait_days, payment=payment, now=now, later=later,
        difference=_difference(now, later), stage_now=today.stage, stage_then=then.stage,
        passing=tuple(_passing(today, until)), steps=(), assumptions=(), basis=(), strength=None,
    ))  # fmt: skip


def _on_later_day(facts: CaseFacts, wait_days: int) -> CaseFacts:
    """The same case told later: a due date stays where it is, a count of days goes on."""
    days = facts.values.get(DAYS)
    if DUE in facts.values:
        return facts.without(DAYS)
    if days is None:
        return facts
    said = None if days.said is None else days.said + wait_days
    return facts.with_values(
        **{DAYS: replace(days, low=days.low + wait_days, high=days.high + wait_days, said=said)}
    )


def _owed(setting: Setting, found: Cost) -> _Owed:
    claim, _ = claim_of(setting, found)
    days = setting.case.values.get(DAYS)
    return _Owed(
        claim=claim,
        terms=terms_of(setting.case, claim.principal, setting.book.cost),
        day=0 if days is None or days.said is None else int(days.said),
    )


def _courses(owed: _Owed, payment: int, as_of: date, wait_days: int) -> tuple[Course, Course]:
    until, used = as_of + timedelta(days=wait_days), allocate(payment, owed.claim)
    if owed.terms is None:
        return _at_unknown_rate(as_of, used), _unknown(until)
    debt = _debt(owed, owed.terms)
    end = owed.day + wait_days
    paid = accrual.paid(owed.terms, debt, used.pays.interest, used.pays.principal)
    rest = accrual.grown(owed.terms, paid, end).interest(owed.terms)
    left = Claim(used.left.fees, rest, used.left.principal)
    whole = accrual.grown(owed.terms, debt, end).interest(owed.terms)
    waited = allocate(payment, Claim(owed.claim.fees, whole, owed.claim.principal))
    return (
        _course(as_of, used, left, rest - used.left.interest),
        _course(until, waited, waited.left, whole - owed.claim.interest),
    )


def _debt(owed: _Owed, terms: Terms) -> Debt:
    """The debt as it stands today, grown since it was due, with the interest that is claimed."""
    due = Debt(owed.claim.principal, day=min(owed.day, 0))
    return accrual.with_interest(terms, accrual.grown(terms, due, owed.day), owed.claim.interest)


def _course(paid_on: date, used: Allocation, left: Claim, accrued: int) -> Course:
    return Course(
        paid_on=paid_on,
        to_fees=to_yuan(used.pays.fees),
        to_interest=to_yuan(used.pays.interest),
        to_principal=to_yuan(used.pays.principal),
        beyond=to_yuan(used.beyond),
        accrued=to_yuan(accrued),
        left_fees=to_yuan(left.fees),
        left_interest=to_yuan(left.interest),
        left_principal=to_yuan(left.principal),
        left_total=to_yuan(left.total),
    )


def _at_unknown_rate(paid_on: date, used: Allocation) -> Course:
    """Paying today can be told without the rate, but not what has grown by the later day."""
    course = _course(paid_on, used, used.left, 0)
    return replace(course, accrued=None, left_interest=None, left_total=None)


def _unknown(paid_on: date) -> Course:
    return Course(paid_on, None, None, None, None, None, None, None, None, None)


def _difference(now: Course | None, later: Course | None) -> Decimal | None:
    """What waiting costs: the interest it brings beyond that of paying at once."""
    if now is None or later is None or now.accrued is None or later.accrued is None:
        return None
    return later.accrued - now.accrued


def _passing(today: Assessment, until: date) -> Iterator[Deadline]:
    for deadline in today.deadlines:
        if deadline.due is not None and today.as_of <= deadline.due <= until:
            yield deadline


def _compared(setting: Setting, found: Cost | None, what_if: WhatIf) -> WhatIf:
    """The comparison with its assumptions, grounds and steps."""
    texts, norms = setting.book.planning, setting.book.norms
    said, basis = sentences(setting, texts.what_if_basis, ((name, {}) for name in _assumed(setting, found)))
    reckoned: tuple[str, ...] = ()
    if found is not None:
        names = (*claim_of(setting, found)[1], "order_unless_agreed")
        claimed = [setting.book.cost.assumptions[name] for name in names]
        reckoned = (*found.assumptions, *(sentence.text for sentence in claimed))
        refs = (*setting.book.cost.payment_basis, *found.basis, *(r for s in claimed for r in s.basis))
        basis = tuple(dict.fromkeys((*basis, *norms.in_force(refs, setting.as_of))))
    return replace(
        what_if,
        steps=actions(setting, "what_if", texts.basis, texts.steps.waiting),
        assumptions=tuple(dict.fromkeys((*said, *reckoned))),
        basis=basis,
        strength=norms.strength(norms.in_force(texts.what_if_basis, setting.as_of)),
    )


def _assumed(setting: Setting, found: Cost | None) -> Iterator[str]:
    yield "nothing_else"
    days = setting.case.values.get(DAYS)
    if found is not None and found.daily is not None and (days is None or days.said is None):
        yield "days_unknown"
    elif days is not None and days.said is not None and days.said < 0:
        yield "before_due"
    yield "limitation"
