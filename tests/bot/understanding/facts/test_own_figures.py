"""A number of days in a question about the cost is a fact when the question brings the own figures along."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.facts import read_facts
from bot.understanding.normalizer import normalize

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "借呗本金一万五，日利率万分之四，逾期20天要还多少",
        "欠了两万，逾期20天罚息多少",
        "年化18%，逾期20天要多少利息",
    ],
)
def test_with_the_own_figures_the_days_are_the_own_days(text: str) -> None:
    assert read_facts(normalize(text), MONDAY).values["days_overdue"] == 20


@pytest.mark.parametrize("text", ["逾期20天罚息多少", "借呗逾期20天要收多少利息"])
def test_without_them_the_question_is_about_anybody(text: str) -> None:
    assert "days_overdue" not in read_facts(normalize(text), MONDAY).values
