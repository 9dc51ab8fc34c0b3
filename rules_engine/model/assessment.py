"""The assessment: what follows from the facts of a case on a day. Its JSON form is the product's contract."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec
from msgspec import Struct

from rules_engine.model.action import Action as Action
from rules_engine.model.facts import Choice
from rules_engine.model.plan import Plan as Plan

Verdict = Literal["ordinary", "improper", "undecided", "not_covered"]
_ENCODER = msgspec.json.Encoder(decimal_format="number")


class Stage(Struct, frozen=True):
    """Where the person stands, in ``simple`` words too; dates are None where they are vague or open."""

    id: str
    name: str
    says: str
    simple: str
    days_from: int | None
    days_to: int | None
    since: date | None
    until: date | None
    basis: tuple[str, ...]
    strength: str


class NextStep(Struct, frozen=True):
    """What the other side may do; with vague facts the window is as wide as they are.

    ``depends_on`` are the unknown facts that could change the likelihood.
    """

    id: str
    name: str
    who: str
    earliest: date | None
    latest: date | None
    likelihood: str
    why: str
    prepare: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str
    depends_on: tuple[str, ...] = ()


class Projection(Struct, frozen=True):
    """Penalty interest and total on one day, CNY."""

    date: date
    accrued: Decimal
    total: Decimal


class PartPayment(Struct, frozen=True):
    """What a payment would pay, in the order it is counted, and what would be left, CNY."""

    paid: Decimal
    to_fees: Decimal
    to_interest: Decimal
    to_principal: Decimal
    left_interest: Decimal
    left_principal: Decimal
    left_total: Decimal
    beyond: Decimal
    assumptions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str | None


class CourtFee(Struct, frozen=True):
    """What a court would charge on a claim: in full, and halved where the law halves it, CNY."""

    claim: Decimal
    full: Decimal
    halved: Decimal
    assumptions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str | None


class AddedInterest(Struct, frozen=True):
    """The added interest for performing a judgment late, CNY; ``days`` of delay up to the day asked."""

    debt: Decimal
    since: date
    days: int
    daily: Decimal
    accrued: Decimal
    basis: tuple[str, ...]
    strength: str | None


class Cost(Struct, frozen=True):
    """What being late costs, CNY; None where the facts do not say."""

    principal: Decimal
    daily: Decimal | None
    accrued: Decimal | None
    projection: tuple[Projection, ...]
    assumptions: tuple[str, ...]
    basis: tuple[str, ...]


class Finding(Struct, frozen=True):
    """What a collector did that a rule speaks of, and the reported contacts that show it."""

    rule: str
    name: str
    act: str
    severity: str
    says: str
    do: str | None
    evidence: tuple[str, ...]
    remedy: tuple[str, ...]
    caveats: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str


class Option(Struct, frozen=True):
    """Something that may be negotiated; what it does to the limitation period, what to get in writing."""

    id: str
    name: str
    when: str
    how: str
    limitation: str | None
    in_writing: tuple[str, ...]
    documents: tuple[str, ...]
    cautions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str


class Channel(Struct, frozen=True):
    """Where to complain or find help."""

    id: str
    name: str
    contact: str
    scope: str
    order: int
    answer_within_days: int | None
    longest_days: int | None
    cautions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str


class Deadline(Struct, frozen=True):
    """A time limit; ``due`` is None until the day it counts from is known."""

    id: str
    name: str
    due: date | None
    counted_from: date | None
    counting: str
    consequence: str
    do: str
    cautions: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str


class Evidence(Struct, frozen=True):
    """Something worth keeping, and what for."""

    id: str
    what: str
    how: str
    why: str
    purposes: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str


class Point(Struct, frozen=True):
    """A point of law that concerns the case; ``topic`` tells more."""

    id: str
    name: str
    says: str
    do: tuple[str, ...]
    cautions: tuple[str, ...]
    topic: str
    basis: tuple[str, ...]
    strength: str


class JudgedContact(Struct, frozen=True):
    """One reported contact and what the rules make of it.

    ``verdict`` is ordinary (every rule was tried and none speaks against it), improper (``rules`` say why),
    undecided (``asks`` would settle it) or not_covered (no rule of ours was in force that day).
    """

    number: int
    said: str
    verdict: Verdict
    says: str
    rules: tuple[str, ...]
    asks: tuple[str, ...]
    basis: tuple[str, ...]
    strength: str | None


class Missing(Struct, frozen=True):
    """A fact that would sharpen the answer, with its question."""

    fact: str
    question: str
    why: str
    choices: tuple[Choice, ...]


class Caveat(Struct, frozen=True):
    """Something the reader must know about how the facts were read."""

    id: str
    text: str


class Traced(Struct, frozen=True):
    """One rule's judgement: the facts it read, its verdict, what it gave and on which norms.

    ``because`` are the conditions that decided, in words; filled in by :func:`rules_engine.with_reasons`.
    """

    rule: str
    table: str
    item: int | None
    verdict: str
    matched: dict[str, Any]
    asks: tuple[str, ...]
    gave: tuple[str, ...]
    basis: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


class Assessment(Struct, frozen=True):
    """Everything that follows from a case on ``as_of``."""

    as_of: date
    rulebook_version: str
    disclaimer: str
    stage: Stage | None
    next_steps: tuple[NextStep, ...]
    cost: Cost | None
    payment: PartPayment | None
    court_fee: CourtFee | None
    added_interest: AddedInterest | None
    plan: Plan | None
    findings: tuple[Finding, ...]
    options: tuple[Option, ...]
    channels: tuple[Channel, ...]
    deadlines: tuple[Deadline, ...]
    replies: tuple[Deadline, ...]
    evidence: tuple[Evidence, ...]
    points: tuple[Point, ...]
    contacts: tuple[JudgedContact, ...]
    actions: tuple[Action, ...]
    caveats: tuple[Caveat, ...]
    missing: tuple[Missing, ...]
    trace: tuple[Traced, ...]

    def to_builtins(self) -> dict[str, Any]:
        """Plain data: dates as ISO strings, money as ``Decimal``."""
        plain: dict[str, Any] = msgspec.to_builtins(self, builtin_types=(Decimal,))
        return plain

    def to_json(self, indent: int = 0) -> bytes:
        """JSON with money as exact numbers."""
        return msgspec.json.format(_ENCODER.encode(self), indent=indent) if indent else _ENCODER.encode(self)


class Branch(Struct, frozen=True):
    """What would follow if a fact lay between ``low`` and ``high`` (both included; None = no bound)."""

    fact: str
    low: Any
    high: Any
    assessment: Assessment
