"""What no example tries is found: conditions, both sides of an edge, both sides of a date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rules_engine import Rulebook, load_with_examples, read_facts
from rules_engine.evaluation.assessing import derive
from rules_engine.evaluation.verdicts import judge_row
from rules_engine.proofs.coverage import unexercised
from rules_engine.proofs.coverage_report import covered

HERE = Path(__file__).parents[1]
REAL = HERE.parents[1] / "data"


def missed(book: Rulebook, *times: str) -> list[str]:
    (row,) = book.rows["conduct"]
    seen = []
    for time in times:
        facts = read_facts(book, {"contacts": [{"date": "2026-03-10", "time": time}]})
        seen += judge_row(book, row, derive(book, facts, date(2026, 3, 31)).case, date(2026, 3, 31))
    return [each.message for each in unexercised(book.quantities, row, seen) if each.code != "E507"]


def test_a_condition_nobody_saw_fail_is_named(small: Rulebook) -> None:
    assert any("22:00以上（含）”不成立" in message for message in missed(small, "23:00"))


def test_each_side_of_each_edge_is_wanted(small: Rulebook) -> None:
    named = [message for message in missed(small, "22:00", "07:59") if "边界" in message]
    assert [message.split("contact.time=")[1][:5] for message in named] == ["08:00", "21:59"]


def test_no_rule_of_the_real_data_leaves_a_condition_or_an_edge_untried() -> None:
    report = covered(load_with_examples(REAL), HERE / "cases", date(2026, 11, 24))
    assert report["unexercised"] == []
    assert report["conditions_tried"] == report["conditions"]


def test_every_rule_has_a_case_that_shows_its_reason_and_its_citations() -> None:
    report = covered(load_with_examples(REAL), HERE / "cases", date(2026, 11, 24))
    assert report["rules_without_case"] == []
    assert report["cases"] >= 200
