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
from rules_engine.model import assessment as out
from rules_engine.model.quantities import exact_decimal
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
    paid = _fen(setting, "payment")
    if paid is None or cost is None:
        return None
    fees, interest = _fen(setting, "fees_owed"), _fen(setting, "interest_owed")
    assumed = []
    if fees is None:
        assumed.append("fees_unknown")
    if interest is None:
        assumed.append("interest_estimated" if cost.accrued is not None else "interest_unknown")
        interest = _to_fen(cost.accrued or Decimal(0))
    used = allocate(paid, Claim(fees or 0, interest, _to_fen(cost.principal)))
    basis = _in_force(setting, setting.book.cost.payment_basis)
    return out.PartPayment(
        paid=_yuan(paid),
        to_fees=_yuan(used.pays.fees),
        to_interest=_yuan(used.pays.interest),
        to_principal=_yuan(used.pays.principal),
        left_interest=_yuan(used.left.interest),
        left_principal=_yuan(used.left.principal),
        left_total=_yuan(used.left.total),
        beyond=_yuan(used.beyond),
        assumptions=_sentences(setting, (*assumed, "order_unless_agreed")),
        basis=basis,
        strength=setting.book.norms.strength(basis),
    )


def fee(setting: Setting, cost: out.Cost | None) -> out.CourtFee | None:
    """The fee a court would charge if all that is owed today were claimed; None where that is not known."""
    param = setting.book.params.get(COURT_FEE)
    found = param.on(setting.as_of) if param else None
    if cost is None or found is None:
        return None
    interest = _fen(setting, "interest_owed")
    accrued = _to_fen(cost.accrued or Decimal(0)) if interest is None else interest
    claim = _to_fen(cost.principal) + accrued + (_fen(setting, "fees_owed") or 0)
    full = court_fee(claim, found.brackets)
    if full is None:
        return None
    basis = _in_force(setting, setting.book.cost.court_fee_basis)
    return out.CourtFee(
        claim=_yuan(claim),
        full=_yuan(full),
        halved=_yuan(full // 2),
        assumptions=_sentences(setting, ("claim_of_today", "halved_fee", "loser_pays")),
        basis=basis,
        strength=setting.book.norms.strength(basis),
    )


def added(setting: Setting) -> out.AddedInterest | None:
    """The added interest for late performance; None without a judgment's amount and its last day."""
    debt, due = _fen(setting, "judgment_debt"), setting.case.values.get("performance_due")
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
        debt=_yuan(debt),
        since=date.fromordinal(due.low + 1),
        days=days,
        daily=_yuan(added_interest(debt, rate.value, 1)),
        accrued=_yuan(added_interest(debt, rate.value, days)),
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


def _fen(setting: Setting, fact: str) -> int | None:
    """A stated amount in 分; of a rough one the amount that was said."""
    value = setting.case.values.get(fact)
    if value is None:
        return None
    return value.low if value.exact or value.said is None else _to_fen(Decimal(str(value.said)))


def _to_fen(yuan: Decimal) -> int:
    return int(yuan * 100)


def _in_yuan(book: Rulebook, estimated: Estimate) -> out.Cost:
    sentences = [(book.cost.assumptions[name], fillers) for name, fillers in estimated.assumptions]
    basis = dict.fromkeys((*book.cost.basis, *(ref for sentence, _ in sentences for ref in sentence.basis)))
    return out.Cost(
        principal=_yuan(estimated.principal),
        daily=None if estimated.daily is None else _yuan(estimated.daily),
        accrued=None if estimated.accrued is None else _yuan(estimated.accrued),
        projection=tuple(
            out.Projection(day, _yuan(accrued), _yuan(estimated.principal + accrued))
            for day, accrued in estimated.projection
        ),
        assumptions=tuple(sentence.text.format(**fillers) for sentence, fillers in sentences),
        basis=tuple(basis),
    )


def _yuan(fen: int) -> Decimal:
    return exact_decimal(Decimal(fen) / 100)
