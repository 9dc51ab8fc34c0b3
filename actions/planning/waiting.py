"""Paying now beside waiting: what it costs, which time limits pass, where the person stands then."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from actions import columns, wording
from actions.message import Reply
from actions.phrases import Phrases
from actions.speech import Speech
from actions.speech.parts import MOST_STEPS, grounds, listed, plain, unique
from rules_engine import Course, Rulebook, WhatIf
from rules_engine.model.assessment import Action, Deadline

MOST_BASIS = 8


def what_if_reply(what_if: WhatIf, book: Rulebook, phrases: Phrases) -> Reply:
    """What waiting costs beside paying now; what is needed to tell where the amount is unknown.

    Time limits that end while one waits come before everything else that is to be done.
    """
    speech = Speech(book, {}, phrases)
    known = what_if.now is not None and what_if.later is not None
    steps = [*_limits(what_if), *(what_if.steps if known else ())][:MOST_STEPS]
    basis = unique([*(_basis(what_if) if known else ()), *grounds(steps)])
    blocks = [
        _answer(what_if, phrases) + _stages(what_if, phrases),
        _passing(what_if, phrases),
        speech.steps(
            [(step.text, step.due) for step in steps],
            what_if.as_of,
            [limit.text for limit in _limits(what_if)],
        ),
        _comparison(what_if, phrases),
        listed(phrases.say("plan_assumptions"), what_if.assumptions if known else ()),
        speech.basis(basis, MOST_BASIS),
    ]
    data = {
        "kind": "what_if",
        "what_if": what_if.to_builtins(),
        "actions": [*map(plain, steps)],
        "basis": basis,
    }
    return Reply.of(blocks, (), data)


def _basis(what_if: WhatIf) -> list[str]:
    stages = (stage for stage in (what_if.stage_now, what_if.stage_then) if stage is not None)
    return [*what_if.basis, *grounds(stages)]


def _answer(what_if: WhatIf, phrases: Phrases) -> str:
    say, days, payment = phrases.say, what_if.wait_days, wording.money(what_if.payment)
    if what_if.now is None:
        return say("whatif_unknown")
    if what_if.difference is None:
        return say("whatif_no_rate", days=days, payment=payment)
    if not what_if.difference:
        return say("whatif_same", days=days, payment=payment)
    return say("whatif_dearer", days=days, payment=payment, difference=wording.money(what_if.difference))


def _stages(what_if: WhatIf, phrases: Phrases) -> str:
    before, after = what_if.stage_now, what_if.stage_then
    if what_if.now is None or before is None or after is None:
        return ""
    day, strength = wording.day(what_if.until, what_if.as_of), phrases.strength(after.strength)
    if before.id == after.id:
        return phrases.say("whatif_stage_stays", date=day, before=before.name, strength=strength)
    return phrases.say(
        "whatif_stage_moves", date=day, before=before.name, after=after.name, strength=strength
    )


def _passing(what_if: WhatIf, phrases: Phrases) -> str:
    lines = [
        phrases.say("whatif_passing", name=limit.name, date=wording.day(last, what_if.as_of))
        for limit, last in _by_day(what_if)
    ]
    return "\n".join(lines)


def _limits(what_if: WhatIf) -> list[Action]:
    return [Action(limit.id, limit.do, last, limit.basis, limit.strength) for limit, last in _by_day(what_if)]


def _by_day(what_if: WhatIf) -> list[tuple[Deadline, date]]:
    """The time limits that pass with their last days, the nearest first."""
    dated = [(limit, limit.due) for limit in what_if.passing if limit.due is not None]
    return sorted(dated, key=lambda both: both[1])


def _comparison(what_if: WhatIf, phrases: Phrases) -> str:
    """Row by row what each way pays and leaves; nothing while the rate is unknown."""
    if what_if.difference is None or what_if.now is None or what_if.later is None:
        return ""
    # A row that is nought both ways says nothing.
    shown = [row for row in _rows(what_if.now, what_if.later, phrases) if row[1] or row[2]]
    labels = columns.left([label for label, _, _ in shown])
    firsts = columns.right([wording.money(now) for _, now, _ in shown])
    seconds = columns.right([wording.money(later) for _, _, later in shown])
    lines = [
        phrases.say("whatif_row", label=label, now=now, later=later)
        for label, now, later in zip(labels, firsts, seconds, strict=True)
    ]
    day = wording.day(what_if.until, what_if.as_of)
    return listed(phrases.say("whatif_table", date=day, days=what_if.wait_days), lines)


def _rows(now: Course, later: Course, phrases: Phrases) -> list[tuple[str, Decimal, Decimal]]:
    say = phrases.say
    rows = (
        (say("whatif_row_fees"), now.to_fees, later.to_fees),
        (say("whatif_row_interest"), now.to_interest, later.to_interest),
        (say("whatif_row_principal"), now.to_principal, later.to_principal),
        (say("whatif_row_accrued"), now.accrued, later.accrued),
        (say("whatif_row_left"), now.left_total, later.left_total),
        (say("whatif_row_beyond"), now.beyond, later.beyond),
    )
    return [
        (label, first, second) for label, first, second in rows if first is not None and second is not None
    ]
