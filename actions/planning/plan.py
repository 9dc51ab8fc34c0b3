"""Whether a plan can be kept, which one, and what a worse year does to it."""

from __future__ import annotations

from typing import Any

from actions import columns, wording
from actions.cards.offers import offers_card
from actions.message import Reply
from actions.phrases import Phrases
from actions.speech import Speech
from actions.speech.parts import MOST_STEPS, deadline_actions, grounds, listed, plain, unique
from rules_engine import Assessment, Offer, Plan, Rulebook

MOST_BASIS = 8
#: Offers shown: the last that cannot be kept, and the first of those that can.
_SHOWN_KEPT = 3


def plan_reply(found: Assessment, book: Rulebook, phrases: Phrases) -> Reply:
    """The plan of an assessment; what it needs where there is none. Time limits that run come before its steps."""
    plan = found.plan
    if plan is None:
        nothing: dict[str, Any] = {"kind": "plan", "plan": None, "actions": [], "basis": []}
        return Reply(phrases.say("plan_unknown"), (), nothing)
    speech = Speech(book, {}, phrases)
    steps = [*deadline_actions(found), *plan.steps][:MOST_STEPS]
    basis = unique([*plan.basis, *grounds(steps)])
    blocks = [
        _answer(plan, phrases),
        speech.steps(
            [(step.text, step.due) for step in steps],
            found.as_of,
            [step.text for step in deadline_actions(found)],
        ),
        offers_card(plan, _offers(plan, phrases), phrases),
        _interest(plan, phrases),
        _stress(plan, phrases),
        listed(phrases.say("plan_assumptions"), plan.assumptions),
        speech.basis(basis, MOST_BASIS),
    ]
    data = {"kind": "plan", "plan": plan.to_builtins(), "actions": [*map(plain, steps)], "basis": basis}
    return Reply.of(blocks, (), data)


def plan_line(plan: Plan, phrases: Phrases) -> str:
    """The plan in one line, for those who read an assessment whole."""
    spare, best = wording.money(plan.spare), plan.best
    if best is None:
        return phrases.say("plan_line_none", spare=spare)
    return phrases.say("plan_line", spare=spare, months=best.months, monthly=wording.money(best.monthly))


def _answer(plan: Plan, phrases: Phrases) -> str:
    say, money, best = phrases.say, wording.money, plan.best
    if plan.spare >= plan.owed:
        text = say("plan_at_once", spare=money(plan.spare), owed=money(plan.owed))
    elif best is not None:
        spare, owed, monthly = money(plan.spare), money(plan.owed), money(best.monthly)
        text = say("plan_kept", spare=spare, owed=owed, months=best.months, monthly=monthly)
    else:
        text = _nothing_kept(plan, phrases) + say("plan_ask_pause")
    return text + say("plan_lender_decides")


def _nothing_kept(plan: Plan, phrases: Phrases) -> str:
    money = wording.money
    if plan.lacking:
        return phrases.say("plan_lacking", lacking=money(plan.lacking))
    if not plan.spare or not plan.offers:
        return phrases.say("plan_nothing_spare")
    spare, owed, longest = money(plan.spare), money(plan.owed), plan.offers[-1]
    return phrases.say(
        "plan_too_little", spare=spare, owed=owed, months=longest.months, monthly=money(longest.monthly)
    )


def _offers(plan: Plan, phrases: Phrases) -> str:
    """The offers around the border of what can be kept; the answer says all where none can."""
    kept = [offer for offer in plan.offers if offer.can_be_kept]
    if not kept:
        return ""
    shown = [*[offer for offer in plan.offers if not offer.can_be_kept][-1:], *kept[:_SHOWN_KEPT]]
    months = columns.right([str(offer.months) for offer in shown])
    sums = columns.right([wording.money(offer.monthly) for offer in shown])
    rows = [_row(*row, phrases) for row in zip(shown, months, sums, strict=True)]
    return listed(phrases.say("plan_table"), rows)


def _row(offer: Offer, months: str, monthly: str, phrases: Phrases) -> str:
    if not offer.can_be_kept:
        return phrases.say("plan_row_not_kept", months=months, monthly=monthly)
    left = wording.money(offer.left_for_living)
    return phrases.say("plan_row_kept", months=months, monthly=monthly, left=left)


def _interest(plan: Plan, phrases: Phrases) -> str:
    """What it comes to if interest goes on; nothing where the rate is unknown or no offer can be kept anyway."""
    if plan.best is None or plan.best.with_interest is None:
        return ""
    best = next((offer for offer in plan.offers if offer.months == plan.shortest_with_interest), None)
    if best is None or best.with_interest is None:
        return phrases.say("plan_interest_none")
    interest, highest = wording.money(best.with_interest.interest), wording.money(best.with_interest.highest)
    return phrases.say("plan_interest", months=best.months, interest=interest, highest=highest)


def _stress(plan: Plan, phrases: Phrases) -> str:
    if plan.best is None:
        return ""
    names = columns.left([case.name for case in plan.stress])
    sums = columns.right([wording.money(case.spare) for case in plan.stress])
    rows = []
    for case, name, spare in zip(plan.stress, names, sums, strict=True):
        if case.shortest is None:
            rows.append(phrases.say("plan_stress_row_none", name=name, spare=spare))
        else:
            rows.append(phrases.say("plan_stress_row", name=name, spare=spare, months=case.shortest))
    lines = [listed(phrases.say("plan_stress"), rows)]
    if any(case.still_kept is False and case.shortest is not None for case in plan.stress):
        lines.append(phrases.say("plan_stress_advice"))
    return "\n".join(lines)
