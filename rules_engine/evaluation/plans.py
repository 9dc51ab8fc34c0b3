"""The plan check: living costs first, then which monthly sums can be kept, today and in a worse year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from msgspec.structs import replace

from rules_engine.derived import budget as reckoning
from rules_engine.derived.budget import Budget, Instalments
from rules_engine.derived.cost import Terms, terms_of
from rules_engine.evaluation.advice import actions, sentences, stands_aside
from rules_engine.evaluation.conclusions import Setting
from rules_engine.evaluation.costs import claim_of
from rules_engine.evaluation.sums import stated_fen, to_fen, to_yuan
from rules_engine.model.assessment import Cost
from rules_engine.model.plan import Offer, OfferInterest, Plan, Stress
from rules_engine.model.planning_texts import StressCase

# What a plan is reckoned from; a rough one makes the plan rough.
FACTS = ("income", "necessary_spending", "other_debts_monthly", "amount", "principal")
_Fillers = tuple[str, dict[str, str]]


def plan(setting: Setting, cost: Cost | None) -> Plan | None:
    """Whether what is owed can be paid by the month.

    None without income, necessary spending and an amount, once the debt is paid, and for people who are told to
    negotiate nothing.
    """
    month, owed = _budget(setting), _owed(setting, cost)
    if month is None or cost is None or not owed or stands_aside(setting):
        return None
    texts, terms = setting.book.planning, _terms(setting, cost)
    found = reckoning.offers(owed, texts.offer_months)
    offers = tuple(_offer(each, month, terms, texts.days_a_month) for each in found)
    shortest = reckoning.shortest_kept(month, found)
    today = next((each for each in found if each.months == shortest), None)
    said, basis = sentences(setting, texts.basis, _assumptions(setting, terms, today))
    return Plan(
        owed=to_yuan(owed),
        income=to_yuan(month.income),
        spending=to_yuan(month.spending),
        other_debts=to_yuan(month.other_debts),
        spare=to_yuan(month.spare),
        lacking=to_yuan(month.lacking),
        offers=offers,
        shortest=shortest,
        shortest_with_interest=_shortest_with_interest(offers),
        stress=tuple(_stress(case, month, found, today) for case in texts.stress),
        steps=actions(setting, "plan", texts.basis, texts.steps.none if today is None else texts.steps.kept),
        assumptions=said,
        basis=basis,
        strength=setting.book.norms.strength(setting.book.norms.in_force(texts.basis, setting.as_of)),
    )


def _budget(setting: Setting) -> Budget | None:
    values = setting.case.values
    if any(fact not in values or values[fact].said is None for fact in ("income", "necessary_spending")):
        return None
    income, spending, others = (stated_fen(setting.case, fact) or 0 for fact in FACTS[:3])
    return Budget(income, spending, others)


def _owed(setting: Setting, cost: Cost | None) -> int:
    """The amount as it was stated, else the principal with the interest and the fees it has brought."""
    if cost is None:
        return 0
    stated = stated_fen(setting.case, "amount")
    return claim_of(setting, cost)[0].total if stated is None else max(stated, to_fen(cost.principal))


def _terms(setting: Setting, cost: Cost) -> Terms | None:
    """The contract's ordinary rate: no penalty, no interest on interest."""
    terms = terms_of(setting.case, to_fen(cost.principal), setting.book.cost)
    return None if terms is None else replace(terms, multiple=Decimal(1), compounded_every=None)


def _offer(found: Instalments, month: Budget, terms: Terms | None, days_a_month: int) -> Offer:
    return Offer(
        months=found.months,
        monthly=to_yuan(found.monthly),
        last=to_yuan(found.last),
        total=to_yuan(found.total),
        can_be_kept=found.monthly <= month.spare,
        left_for_living=to_yuan(month.left_for_living(found.monthly)),
        with_interest=None if terms is None else _with_interest(found, month, terms, days_a_month),
    )


def _with_interest(found: Instalments, month: Budget, terms: Terms, days_a_month: int) -> OfferInterest:
    interest = reckoning.interest_on(found, terms, days_a_month)
    return OfferInterest(
        interest=to_yuan(interest.total),
        highest=to_yuan(interest.highest),
        total=to_yuan(found.total + interest.total),
        can_be_kept=interest.highest <= month.spare,
    )


def _shortest_with_interest(offers: Iterable[Offer]) -> int | None:
    kept = (offer.months for offer in offers if offer.with_interest and offer.with_interest.can_be_kept)
    return next(kept, None)


def _stress(
    case: StressCase, month: Budget, found: tuple[Instalments, ...], today: Instalments | None
) -> Stress:
    spare = reckoning.spare_in(month, case, case.within_months)
    if today is None:
        kept, left = None, None
    else:
        kept = today.monthly <= reckoning.spare_in(month, case, today.months)
        left = to_yuan(reckoning.left_in(month, case, today))
    return Stress(
        case=case.id,
        name=case.name,
        spare=to_yuan(spare),
        shortest=reckoning.shortest_kept(month, found, case),
        still_kept=kept,
        left_for_living=left,
    )


def _assumptions(setting: Setting, terms: Terms | None, today: Instalments | None) -> Iterator[_Fillers]:
    values = setting.case.values
    yield "living_first", {}
    if "other_debts_monthly" not in values:
        yield "other_debts_unknown", {}
    yield ("owed_as_stated" if "amount" in values else "owed_added_up"), {}
    yield "without_interest", {}
    if terms is not None and today is not None:
        yield "interest_if_charged", {"days": str(setting.book.planning.days_a_month)}
    if today is not None and any(case.months_without for case in setting.book.planning.stress):
        yield "saved_up", {}
    yield "length", {}
    yield "limitation", {}
    yield "rounding", {}
    if any(not values[fact].exact for fact in FACTS if fact in values):
        yield "rough", {}
