"""What is said of a plan and of waiting: the answer, what to do with its days, the figures, the grounds.

Nothing here promises that a lender accepts, and nothing advises to borrow: living costs come first, and a plan
that cannot be kept is called so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from actions import columns, wording
from actions.citations import basis_lines
from actions.message import Reply
from actions.phrases import Phrases
from rules_engine import Assessment, Course, Offer, Plan, Rulebook, WhatIf
from rules_engine.model.assessment import Action

MOST_STEPS = 3
MOST_BASIS = 6
#: Offers shown: the longest that cannot be kept, and the first that can.
_SHOWN_KEPT = 3


def plan_reply(found: Assessment, book: Rulebook, phrases: Phrases) -> Reply:
    """Whether a plan can be kept, which, and what a worse year does to it; what is needed where nothing is known."""
    plan = found.plan
    if plan is None:
        return Reply(
            phrases.say("plan_unknown"), (), {"kind": "plan", "plan": None, "actions": [], "basis": []}
        )
    steps = _steps(_deadlines(found), plan.steps)
    basis = _unique((*plan.basis, *_grounds(steps)))
    blocks = [
        _plan_answer(plan, phrases),
        _numbered(steps, found.as_of, phrases),
        _listed(phrases.say("plan_table"), _offer_rows(plan, phrases)),
        _interest(plan, phrases),
        _stress(plan, phrases),
        _listed(phrases.say("plan_assumptions"), _dotted(plan.assumptions)),
        _listed(phrases.say("basis"), _dotted(basis_lines(basis, book.norms, phrases, MOST_BASIS))),
    ]
    data = {"kind": "plan", "plan": _plain(plan), "actions": _plain(steps), "basis": basis}
    return Reply(_joined(blocks), (), data)


def what_if_reply(what_if: WhatIf, book: Rulebook, phrases: Phrases) -> Reply:
    """What waiting costs beside paying now, and where the person stands then; what is needed where it is unknown."""
    data = {"kind": "what_if", "what_if": _plain(what_if)}
    if what_if.now is None or what_if.later is None:
        text = _joined([phrases.say("whatif_unknown"), _passing(what_if, phrases)])
        return Reply(text, (), {**data, "actions": [], "basis": []})
    steps = _steps(_passing_actions(what_if), what_if.steps)
    stages = (stage for stage in (what_if.stage_now, what_if.stage_then) if stage is not None)
    basis = _unique((*what_if.basis, *(ref for stage in stages for ref in stage.basis), *_grounds(steps)))
    blocks = [
        _what_if_answer(what_if, what_if.now, phrases) + _stages(what_if, phrases),
        _passing(what_if, phrases),
        _numbered(steps, what_if.as_of, phrases),
        _comparison(what_if, what_if.now, what_if.later, phrases),
        _listed(phrases.say("plan_assumptions"), _dotted(what_if.assumptions)),
        _listed(phrases.say("basis"), _dotted(basis_lines(basis, book.norms, phrases, MOST_BASIS))),
    ]
    return Reply(_joined(blocks), (), {**data, "actions": _plain(steps), "basis": basis})


# ── the plan ─────────────────────────────────────────────────────────────────────────────────────────────────


def _plan_answer(plan: Plan, phrases: Phrases) -> str:
    say, money = phrases.say, wording.money
    decides = say("plan_lender_decides")
    if plan.spare >= plan.owed:
        return say("plan_at_once", spare=money(plan.spare), owed=money(plan.owed)) + decides
    best = shortest_offer(plan)
    if best is not None:
        kept = say(
            "plan_kept",
            spare=money(plan.spare),
            owed=money(plan.owed),
            months=best.months,
            monthly=money(best.monthly),
        )
        return kept + decides
    return _nothing_kept(plan, phrases) + say("plan_ask_pause") + decides


def _nothing_kept(plan: Plan, phrases: Phrases) -> str:
    say, money = phrases.say, wording.money
    if plan.lacking:
        return say("plan_lacking", lacking=money(plan.lacking))
    if not plan.spare or not plan.offers:
        return say("plan_nothing_spare")
    longest = plan.offers[-1]
    return say(
        "plan_too_little",
        spare=money(plan.spare),
        owed=money(plan.owed),
        months=longest.months,
        monthly=money(longest.monthly),
    )


def shortest_offer(plan: Plan) -> Offer | None:
    """The offer with the fewest months that can be kept; None when none can."""
    return next((offer for offer in plan.offers if offer.can_be_kept), None)


def _offer_rows(plan: Plan, phrases: Phrases) -> list[str]:
    kept = [offer for offer in plan.offers if offer.can_be_kept]
    others = [offer for offer in plan.offers if not offer.can_be_kept]
    shown = [*others[-1:], *kept[:_SHOWN_KEPT]]
    months = columns.right([str(offer.months) for offer in shown])
    sums = columns.right([wording.money(offer.monthly) for offer in shown])
    rows = []
    for offer, number, monthly in zip(shown, months, sums, strict=True):
        if offer.can_be_kept:
            left = wording.money(offer.left_for_living)
            rows.append(phrases.say("plan_row_kept", months=number, monthly=monthly, left=left))
        else:
            rows.append(phrases.say("plan_row_not_kept", months=number, monthly=monthly))
    return rows


def _interest(plan: Plan, phrases: Phrases) -> str:
    """What it comes to if interest goes on; nothing where the rate is unknown or no offer can be kept anyway."""
    if plan.shortest is None or all(offer.with_interest is None for offer in plan.offers):
        return ""
    best = next((offer for offer in plan.offers if offer.months == plan.shortest_with_interest), None)
    if best is None or best.with_interest is None:
        return phrases.say("plan_interest_none")
    interest, highest = wording.money(best.with_interest.interest), wording.money(best.with_interest.highest)
    return phrases.say("plan_interest", months=best.months, interest=interest, highest=highest)


def _stress(plan: Plan, phrases: Phrases) -> str:
    if plan.shortest is None:
        return ""
    names = columns.left([case.name for case in plan.stress])
    sums = columns.right([wording.money(case.spare) for case in plan.stress])
    rows = []
    for case, name, spare in zip(plan.stress, names, sums, strict=True):
        if case.shortest is None:
            rows.append(phrases.say("plan_stress_row_none", name=name, spare=spare))
        else:
            rows.append(phrases.say("plan_stress_row", name=name, spare=spare, months=case.shortest))
    lines = [_listed(phrases.say("plan_stress"), rows)]
    if any(case.still_kept is False and case.shortest is not None for case in plan.stress):
        lines.append(phrases.say("plan_stress_advice"))
    return "\n".join(lines)


# ── waiting ──────────────────────────────────────────────────────────────────────────────────────────────────


def _what_if_answer(what_if: WhatIf, now: Course, phrases: Phrases) -> str:
    say, days, payment = phrases.say, what_if.wait_days, wording.money(what_if.payment)
    if what_if.difference is None:
        interest, principal = _money(now.to_interest), _money(now.to_principal)
        return say("whatif_no_rate", payment=payment, interest=interest, principal=principal, days=days)
    if what_if.difference:
        difference = wording.money(what_if.difference)
        return say("whatif_dearer", days=days, payment=payment, difference=difference)
    return say("whatif_same", days=days, payment=payment)


def _stages(what_if: WhatIf, phrases: Phrases) -> str:
    before, after = what_if.stage_now, what_if.stage_then
    if before is None or after is None:
        return ""
    day, strength = wording.day(what_if.until, what_if.as_of), phrases.strength(after.strength)
    if before.id == after.id:
        return phrases.say("whatif_stage_stays", date=day, before=before.name, strength=strength)
    return phrases.say(
        "whatif_stage_moves", date=day, before=before.name, after=after.name, strength=strength
    )


def _passing(what_if: WhatIf, phrases: Phrases) -> str:
    lines = [
        phrases.say(
            "whatif_passing", name=limit.name, date=wording.day(limit.due or what_if.until, what_if.as_of)
        )
        for limit in what_if.passing
    ]
    return "\n".join(lines)


def _passing_actions(what_if: WhatIf) -> list[Action]:
    return [
        Action(limit.id, limit.do, limit.due, limit.basis, limit.strength)
        for limit in sorted(what_if.passing, key=lambda limit: limit.due or what_if.until)
    ]


def _comparison(what_if: WhatIf, now: Course, later: Course, phrases: Phrases) -> str:
    """Row by row what each way pays and leaves; rows that nobody knows or that are nought on both sides stay away."""
    if what_if.difference is None:
        return ""
    say = phrases.say
    rows = [
        (say("whatif_row_fees"), now.to_fees, later.to_fees),
        (say("whatif_row_interest"), now.to_interest, later.to_interest),
        (say("whatif_row_principal"), now.to_principal, later.to_principal),
        (say("whatif_row_accrued"), now.accrued, later.accrued),
        (say("whatif_row_left"), now.left_total, later.left_total),
        (say("whatif_row_beyond"), now.beyond, later.beyond),
    ]
    shown = [(label, first, second) for label, first, second in rows if first or second]
    labels = columns.left([label for label, _, _ in shown])
    firsts = columns.right([_money(first) for _, first, _ in shown])
    seconds = columns.right([_money(second) for _, _, second in shown])
    lines = [
        say("whatif_row", label=label, now=first, later=second)
        for label, first, second in zip(labels, firsts, seconds, strict=True)
    ]
    day = wording.day(what_if.until, what_if.as_of)
    return _listed(say("whatif_table", date=day, days=what_if.wait_days), lines)


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────


def _deadlines(found: Assessment) -> list[Action]:
    """What received papers demand comes before any plan."""
    ids = {deadline.id for deadline in found.deadlines}
    return [action for action in found.actions if action.id in ids]


def _steps(first: Sequence[Action], then: Sequence[Action]) -> list[Action]:
    return [*first, *then][:MOST_STEPS]


def _numbered(steps: Sequence[Action], as_of: date, phrases: Phrases) -> str:
    lines = []
    for number, step in enumerate(steps, 1):
        text = step.text.rstrip("。")
        if step.due is not None:
            text = phrases.say("do_by", text=text, due=wording.day(step.due, as_of))
        lines.append(f"{number}. {text}")
    return _listed(phrases.say("do"), lines)


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *lines]) if lines else ""


def _dotted(lines: Iterable[str]) -> list[str]:
    return [f"· {line}" for line in lines]


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _grounds(steps: Iterable[Action]) -> list[str]:
    return [ref for step in steps for ref in step.basis]


def _unique(refs: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(refs))


def _money(amount: Decimal | None) -> str:
    return wording.money(amount or 0)


def _plain(value: Any) -> Any:
    """JSON-ready: dates as ISO strings, money as exact text."""
    return msgspec.to_builtins(value)
