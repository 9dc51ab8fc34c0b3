"""When a message is given up, and what is kept of it."""

from __future__ import annotations

import pytest
from pipeline import Bench, read
from rasa.shared.nlu.constants import INTENT

from bot.understanding.classifier import RANKING
from bot.understanding.rejection import FALLBACK, Rejection


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (0.9, 0.05, True),
        (0.31, 0.30, True),  # probable enough
        (0.29, 0.05, True),  # alone in the lead
        (0.29, 0.20, False),
        (0.05, 0.04, False),
    ],
)
def test_a_message_is_given_up_only_when_improbable_and_hardly_ahead(
    bench: Bench, first: float, second: float, kept: bool
) -> None:
    ranking = [{"name": "a", "confidence": first}, {"name": "b", "confidence": second}]
    message = read(
        bench.created(Rejection, least=0.3, ahead=0.15), "x", intent=ranking[0], intent_ranking=ranking
    )
    assert message.get(INTENT)["name"] == ("a" if kept else FALLBACK)
    assert message.get(RANKING) == ranking


def test_a_message_without_a_ranking_is_given_up(bench: Bench) -> None:
    assert read(bench.created(Rejection), "").get(INTENT)["name"] == FALLBACK


def test_what_safety_has_settled_is_never_given_up(bench: Bench) -> None:
    settled = {"name": "crisis", "confidence": 1.0}
    message = read(bench.created(Rejection), "x", intent=settled, intent_ranking=[settled])
    assert message.get(INTENT) == settled
