"""Cases a lawyer can read, judged by the real data: one test for each case in cases/*.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from rules_engine import Assessment, Rulebook, assess, branches, explain, read_facts

FILES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
CASES: list[dict[str, Any]] = [case for path in FILES for case in YAML(typ="safe").load(path)["cases"]]


def ids(rows: Any, key: str = "id") -> list[Any]:
    return [getattr(row, key) for row in rows]


def found(book: Rulebook, case: dict[str, Any], result: Assessment) -> dict[str, Any]:
    """What the assessment says about each thing a case may expect."""
    split = branches(book, read_facts(book, case["facts"]), case["as_of"], "days_overdue")
    return {
        "stage": result.stage.id if result.stage else None,
        "since": result.stage.since if result.stage else None,
        "strength": result.stage.strength if result.stage else None,
        "next_steps": ids(result.next_steps),
        "windows": {step.id: [step.earliest, step.latest] for step in result.next_steps},
        "deadlines": {deadline.id: deadline.due for deadline in result.deadlines},
        "cautions": {row.id: list(row.cautions) for row in (*result.deadlines, *result.replies)},
        "findings": ids(result.findings, "rule"),
        "options": ids(result.options),
        "channels": ids(result.channels),
        "evidence": ids(result.evidence),
        "actions": [[action.id, action.due] for action in result.actions],
        "accrued": None if result.cost is None or result.cost.accrued is None else str(result.cost.accrued),
        "caveats": ids(result.caveats),
        "replies": {reply.id: reply.due for reply in result.replies},
        "points": ids(result.points),
        "contacts": ids(result.contacts, "verdict"),
        "likelihoods": {step.id: step.likelihood for step in result.next_steps},
        "depends_on": {step.id: list(step.depends_on) for step in result.next_steps if step.depends_on},
        "missing": [missing.fact for missing in result.missing],
        "ask_first": result.missing[0].fact if result.missing else None,
        "branches": {b.assessment.stage.id: [b.low, b.high] for b in split if b.assessment.stage},
    }


RANK = ("fires", "undecided", "not_covered", "silent")


def judged(book: Rulebook, case: dict[str, Any], rule: str) -> dict[str, Any]:
    """The four faces of a rule on a case: verdict, the reasons shown, citations, what it asks for."""
    told = explain(book, read_facts(book, case["facts"]), case["as_of"], rule)
    if not told:
        return {"verdict": "not_judged"}
    first = min(told, key=lambda one: RANK.index(one.verdict))
    faces: dict[str, Any] = {
        "verdict": first.verdict,
        "because": list(first.because),
        "asks": list(first.asks),
    }
    return {**faces, "basis": list(first.basis), "strength": first.strength, "caveats": list(first.caveats)}


def rule_differences(book: Rulebook, case: dict[str, Any]) -> list[str]:
    """Each face of a rule that is not as the case says."""
    differences = []
    for rule, expected in case["expect"].get("rules", {}).items():
        shown = judged(book, case, rule)
        for face, value in expected.items():
            if shown.get(face) != value:
                differences.append(f"{rule}.{face}: expected {value}, got {shown.get(face)}")
    return differences


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(real: Rulebook, case: dict[str, Any]) -> None:
    result = assess(real, read_facts(real, case["facts"]), case["as_of"])
    shown = found(real, case, result)
    expected = {key: value for key, value in case["expect"].items() if key != "rules"}
    assert expected.keys() <= shown.keys(), "a case expects something nobody looks at"
    assert {key: shown[key] for key in expected} == expected
    assert rule_differences(real, case) == []
    assert result.disclaimer
    for row in (*result.next_steps, *result.options, *result.channels, *result.deadlines, *result.evidence):
        assert row.basis, f"{row.id} has no ground"
        assert row.strength, f"{row.id} has no strength"
