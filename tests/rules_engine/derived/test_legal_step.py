"""The furthest paper says how far the law has come; other papers change nothing."""

from __future__ import annotations

from datetime import date

import pytest

from rules_engine.derived.legal_step import legal_step, reached_on
from rules_engine.model.facts import Item, Value

ON = date(2026, 3, 5)


def paper(kind: str | None, received: date | None = None) -> Item:
    values = {} if kind is None else {"kind": Value(0, 0, kind)}
    if received is not None:
        values["received"] = Value(received.toordinal(), received.toordinal(), received.isoformat())
    return Item(values)


@pytest.mark.parametrize(
    ("kinds", "step"),
    [
        ([], "none"),
        (["lawyer_letter"], "lawyer_letter"),
        (["assignment_notice"], "none"),
        (["mediation_notice", "lawyer_letter"], "mediation"),
        (["payment_order", "mediation_notice"], "payment_order"),
        (["arbitration_notice", "payment_order"], "arbitration"),
        (["court_summons", "arbitration_notice"], "lawsuit"),
        (["complaint_copy"], "lawsuit"),
        (["judgment"], "lawsuit"),
        (["notarial_enforcement_certificate", "judgment"], "notarized_enforcement"),
        (["enforcement_notice", "notarial_enforcement_certificate"], "enforcement"),
        (["enforcement_notice", "settlement_certificate"], "settled"),
    ],
)
def test_the_furthest_step_wins_in_any_order(kinds: list[str], step: str) -> None:
    assert legal_step(map(paper, kinds)) == step
    assert legal_step(map(paper, reversed(kinds))) == step


def test_a_paper_of_unknown_kind_leaves_the_step_open() -> None:
    assert legal_step([paper(None), paper("court_summons")]) is None
    assert legal_step([paper(None), paper("settlement_certificate")]) == "settled"


def test_a_step_is_reached_with_its_first_paper() -> None:
    papers = [
        paper("judgment", date(2026, 6, 1)),
        paper("court_summons", ON),
        paper("payment_order", date(2026, 1, 1)),
    ]
    assert reached_on("lawsuit", papers) == ON
    assert reached_on("enforcement", papers) is None
