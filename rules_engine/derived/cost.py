"""What being late costs: penalty interest in exact integers, divided once at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from rules_engine.derived.dates import DAYS, DueDate
from rules_engine.model.facts import CaseFacts
from rules_engine.model.quantities import exact_number
from rules_engine.model.texts import CostTexts

FIRST_STRETCH = timedelta(days=30)


class Terms(Struct, frozen=True):
    """The terms penalty interest follows: 分, rate for ``base`` days, times the normal rate.

    ``compounded_every`` days unpaid interest itself begins to bear interest; None is simple interest.
    """

    principal: int
    rate: Decimal
    base: int
    multiple: Decimal
    compounded_every: int | None = None

    def accrued(self, days: int) -> int:
        """Penalty interest over ``days`` in 分, a fraction of a 分 dropped (at each compounding, if any)."""
        days = max(days, 0)
        if self.compounded_every is None:
            return self.simple(self.principal, days)
        interest, periods, rest = 0, *divmod(days, self.compounded_every)
        for _ in range(periods):
            interest += self.simple(self.principal + interest, self.compounded_every)
        return interest + self.simple(self.principal + interest, rest)

    def simple(self, base: int, days: int) -> int:
        """Interest on ``base`` 分 over ``days`` in 分, without interest on interest, a fraction of a 分 dropped."""
        rate, rate_base = self.rate.as_integer_ratio()
        multiple, multiple_base = self.multiple.as_integer_ratio()
        return base * rate * multiple * days // (rate_base * multiple_base * self.base)


class Estimate(Struct, frozen=True):
    """Penalty interest in 分; ``assumptions`` are ids of sentences with what fills them in."""

    principal: int
    daily: int | None
    accrued: int | None
    projection: tuple[tuple[date, int], ...]
    assumptions: tuple[tuple[str, dict[str, str]], ...]


def estimate(case: CaseFacts, due: DueDate | None, as_of: date, texts: CostTexts) -> Estimate | None:
    """What is owed for being late; None while nobody knows how much was borrowed."""
    principal = case.values.get("principal") or case.values.get("amount")
    # Bounds alone are no figure to reckon with.
    if principal is None or principal.said is None:
        return None
    fen = int((exact_number(principal.said) or Decimal(0)) * 100)
    terms = terms_of(case, fen, texts)
    if terms is None:
        return Estimate(fen, None, None, (), tuple(_assumed_principal(case)))
    days = case.values.get(DAYS)
    known = days.said if days is not None and due is not None else None
    accrued = None if known is None else terms.accrued(known)
    return Estimate(
        fen,
        terms.accrued(1),
        accrued,
        tuple(_projection(terms, known, as_of, texts)),
        tuple(_assumptions(case, terms, texts)),
    )


def terms_of(case: CaseFacts, principal: int, texts: CostTexts) -> Terms | None:
    """The stated terms of penalty interest on ``principal`` 分; None while the rate is unknown."""
    daily, annual = _stated(case, "daily_rate"), _stated(case, "annual_rate")
    multiple = _stated(case, "penalty_multiple") or texts.example_multiple
    every = case.values.get("compounding_days")
    compounded = None if every is None or every.said is None else int(every.said)
    if daily is not None:
        return Terms(principal, daily, 1, multiple, compounded)
    # An annual rate stays annual: 15.4 % over 360 is no whole number of anything.
    base = case.values.get("day_count")
    days = texts.day_count if base is None else base.low
    return None if annual is None else Terms(principal, annual, days, multiple, compounded)


def _stated(case: CaseFacts, fact: str) -> Decimal | None:
    value = case.values.get(fact)
    return None if value is None else exact_number(value.said)


def _projection(terms: Terms, days: int | None, as_of: date, texts: CostTexts) -> Iterator[tuple[date, int]]:
    """Today, thirty days on and the end of the horizon; before the due date the thirty days begin with it."""
    if days is None:
        return
    start = as_of if days >= 0 else as_of - timedelta(days=days)
    yield as_of, terms.accrued(days)
    for later in (FIRST_STRETCH, timedelta(days=texts.horizon_days)):
        yield start + later, terms.accrued(days + (start + later - as_of).days)


def _assumptions(case: CaseFacts, terms: Terms, texts: CostTexts) -> Iterator[tuple[str, dict[str, str]]]:
    yield from _assumed_principal(case)
    if "penalty_multiple" not in case.values:
        yield "example_multiple", {"multiple": str(texts.example_multiple)}
    if terms.base != 1:
        yield (
            ("day_count" if "day_count" not in case.values else "day_count_stated"),
            {"base": str(terms.base)},
        )
    yield from _assumed_interest_on_interest(case, terms)
    grace = case.values.get("grace_days")
    if grace is not None and grace.low > 0:
        yield "grace", {"days": str(grace.said)}
    yield "rounding", {}
    if any(not value.exact for key in (DAYS, "principal", "amount") if (value := case.values.get(key))):
        yield "vague", {}


def _assumed_interest_on_interest(case: CaseFacts, terms: Terms) -> Iterator[tuple[str, dict[str, str]]]:
    """Interest on interest is a matter of contract: worked out only where its period was stated."""
    stated = case.values.get("compounding")
    if terms.compounded_every is not None:
        yield "compound_interest", {"days": str(terms.compounded_every)}
    elif stated is not None and stated.said is True:
        yield "compounding_unknown", {}
    elif stated is not None:
        yield "no_compounding", {}
    else:
        yield "simple_interest", {}


def _assumed_principal(case: CaseFacts) -> Iterator[tuple[str, dict[str, str]]]:
    if "principal" not in case.values:
        yield "amount_as_principal", {}
