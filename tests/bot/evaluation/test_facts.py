"""What is counted of facts."""

from __future__ import annotations

from bot.evaluation import facts
from bot.evaluation.judged import Judged
from bot.evaluation.labelled import Labelled


def judged(expected: dict[str, object], read: dict[str, object]) -> Judged:
    return Judged(Labelled("一句", None, (), expected), None, facts=read)


def test_only_an_exact_reading_counts() -> None:
    report = facts.summary(
        [
            judged({"days_overdue": 3}, {"days_overdue": 3}),
            judged({"days_overdue": 3, "amount": 5}, {"days_overdue": 3}),
            judged({"days_overdue": 3}, {"days_overdue": 4}),
            judged({}, {"amount": 5}),
        ]
    )
    assert (report["exact"], report["sentences"], report["accuracy"]) == (1, 4, 0.25)


def test_what_was_left_out_is_told_from_what_was_asserted() -> None:
    report = facts.summary(
        [
            judged({"days_overdue": 3, "amount": 5}, {"days_overdue": 3}),
            judged({"amount": 5}, {"amount": 6, "days_overdue": 1}),
        ]
    )
    assert report["asserted_wrongly"] == 1
    assert report["wrong"] == [
        {"text": "一句", "missing": ["amount"], "asserted": []},
        {"text": "一句", "missing": [], "asserted": ["amount", "days_overdue"]},
    ]
