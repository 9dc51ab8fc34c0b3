"""What things cost, in 元: penalty interest, what a part payment pays, the court's fee, interest for late performance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from rules_engine.derived.allocation import Claim, allocate
from rules_engine.derived.cost import Estimate, estimate
from rules_engine.derived.court_fee import court_fee
from rules_engine.derived.late_performance import added_interest
from rules_engine.evaluation.conclusions import Setting
from rules_engine.evaluation.sums import stated_fen, to_fen, to_yuan
from rules_engine.model import assessment as out
from rules_engine.model.rulebook import Rulebook

# Parameters the figures read; without one its figure is not given.
COURT_FEE = "court_fee"
ADDED_INTEREST = "added_interest_rate"


def cost(setting: Setting) -> out.Cost | None:
    """Penalty interest; None while nobody knows what was borrowed, and once it is paid."""
    if _settled(setting):
        return None
    estimated = estimate(setting.case, setting.due, setting.as_of, setting.book.cost)
    return None if estimated is None else _in_yuan(setting.book, estimated)


def payment(setting: Setting, cost: out.Cost | None) -> out.PartPayment | None:
    """What the payment the person thinks of would pay; None without one or without a debt."""
    paid = stated_fen(setting.case, "payment")
    if paid is None or cost is None:
        return None
    claim, assumed = claim_of(setting, cost)
    used = allocate(paid, claim)
    basis = _in_force(setting, setting.book.cost.payment_basis)
    return out.PartPayment(
        paid=to_yuan(paid),
        to_fees=to_yuan(used.pays.fees),
        to_interest=to_yuan(used.pays.interest),
        to_principal=to_yuan(used.pays.principal),
        left_interest=to_yuan(used.left.interest),
        left_principal=to_yuan(used.left.principal),
        left_total=to_yuan(used.left.total),
        beyond=to_yuan(used.beyond),
        assumptions=_sentences(setting, (*assumed, "order_unless_agreed")),
        basis=basis,
        strength=setting.book.norms.strength(basis),
    )


def claim_of(setting: Setting, cost: out.Cost) -> tuple[Claim, tuple[str, ...]]:
    """What is owed today in the order it is paid, and the ids of what is assumed of it."""
    fees, interest = stated_fen(setting.case, "fees_owed"), stated_fen(setting.case, "interest_owed")
    assumed = [] if fees is not None else ["fees_unknown"]
    if interest is None:
        assumed.append("interest_estimated" if cost.accrued is not None else "interest_unknown")
        interest = to_fen(cost.accrued or Decimal(0))
    return Claim(fees or 0, interest, to_fen(cost.principal)), tuple(assumed)


def fee(setting: Setting, cost: out.Cost | None) -> out.CourtFee | None:
    """The fee a court would charge if all that is owed today were claimed; None where that is not known."""
    param = setting.book.params.get(COURT_FEE)
    found = param.on(setting.as_of) if param else None
    if cost is None or found is None:
        return None
    claim = claim_of(setting, cost)[0].total
    full = court_fee(claim, found.brackets)
    if full is None:
        return None
    basis = _in_force(setting, setting.book.cost.court_fee_basis)
    return out.CourtFee(
        claim=to_yuan(claim),
        full=to_yuan(full),
        halved=to_yuan(full // 2),
        assumptions=_sentences(setting, ("claim_of_today", "halved_fee", "loser_pays")),
        basis=basis,
        strength=setting.book.norms.strength(basis),
    )


def added(setting: Setting) -> out.AddedInterest | None:
    """The added interest for late performance; None without a judgment's amount and its last day."""
    debt, due = stated_fen(setting.case, "judgment_debt"), setting.case.values.get("performance_due")
    param = setting.book.params.get(ADDED_INTEREST)
    rate = param.on(setting.as_of) if param else None
    if (
        debt is None
        or due is None
        or not due.exact
        or rate is None
        or rate.value is None
        or _settled(setting)
    ):
        return None
    days = max(setting.as_of.toordinal() - due.low, 0)
    basis = _in_force(setting, setting.book.cost.added_interest_basis)
    return out.AddedInterest(
        debt=to_yuan(debt),
        since=date.fromordinal(due.low + 1),
        days=days,
        daily=to_yuan(added_interest(debt, rate.value, 1)),
        accrued=to_yuan(added_interest(debt, rate.value, days)),
        basis=basis,
        strength=setting.book.norms.strength(basis),
    )


def _settled(setting: Setting) -> bool:
    step = setting.case.values.get("legal_step")
    return step is not None and step.said == "settled"


def _in_force(setting: Setting, basis: Iterable[str]) -> tuple[str, ...]:
    return setting.book.norms.in_force(basis, setting.as_of)


def _sentences(setting: Setting, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(setting.book.cost.assumptions[name].text for name in names)


def _in_yuan(book: Rulebook, estimated: Estimate) -> out.Cost:
    sentences = [(book.cost.assumptions[name], fillers) for name, fillers in estimated.assumptions]
    basis = dict.fromkeys((*book.cost.basis, *(ref for sentence, _ in sentences for ref in sentence.basis)))
    return out.Cost(
        principal=to_yuan(estimated.principal),
        daily=None if estimated.daily is None else to_yuan(estimated.daily),
        accrued=None if estimated.accrued is None else to_yuan(estimated.accrued),
        projection=tuple(
            out.Projection(day, to_yuan(accrued), to_yuan(estimated.principal + accrued))
            for day, accrued in estimated.projection
        ),
        assumptions=tuple(sentence.text.format(**fillers) for sentence, fillers in sentences),
        basis=tuple(basis),
    )
