"""What is counted of topics."""

from __future__ import annotations

import pytest

from bot.evaluation import topics
from bot.evaluation.judged import Judged
from bot.evaluation.labelled import Labelled

JUDGED = [
    Judged(Labelled("甲", "a"), "a", 0.95),
    Judged(Labelled("乙", "a", ("b",)), "b", 0.65),
    Judged(Labelled("丙", "a"), "c", 0.35, unsure=True),
    Judged(Labelled("丁", "c"), None),
]


def test_a_topic_of_also_is_right() -> None:
    assert [each.right for each in JUDGED] == [True, True, False, False]


def test_the_summary_counts_what_was_right_and_what_was_taken_for_what() -> None:
    report = topics.summary(JUDGED)
    assert (report["right"], report["sentences"], report["accuracy"]) == (2, 4, 0.5)
    assert report["topics"]["a"] == {"sentences": 2, "precision": 1.0, "recall": 0.5}
    assert report["topics"]["b"] == {"sentences": 1, "precision": 1.0, "recall": 1.0}
    assert report["topics"]["c"] == {"sentences": 1, "precision": 0.0, "recall": 0.0}
    assert report["confusions"] == [
        {"topic": "a", "found": "c", "times": 1},
        {"topic": "c", "found": None, "times": 1},
    ]


def test_what_is_turned_away_is_a_question_of_ours_taken_for_out_of_scope() -> None:
    outside, ours = Labelled("天气", "out_of_scope"), Labelled("催收", "a")
    arguable = Labelled("冻结", "a", ("out_of_scope",))
    report = topics.summary(
        [
            Judged(outside, "out_of_scope"),
            Judged(outside, "a"),
            Judged(ours, "out_of_scope"),
            Judged(ours, "a"),
            Judged(arguable, "out_of_scope"),
        ]
    )
    assert report["scope"] == {"recall": 0.5, "turned_away": 0.5}


def test_without_a_sentence_to_count_a_share_is_unknown() -> None:
    report = topics.summary([Judged(Labelled("催收", "a"), "a")])
    assert report["scope"] == {"recall": None, "turned_away": 0.0}
    assert report["unsure"] == {"share": 0.0, "wrong": None, "right_when_sure": 1.0}


def test_asking_back_is_counted_apart() -> None:
    unsure = topics.summary(JUDGED)["unsure"]
    assert unsure == {"share": 0.25, "wrong": 1.0, "right_when_sure": pytest.approx(2 / 3)}


def test_calibration_compares_confidence_with_what_is_right() -> None:
    sentence = Labelled("甲", "a")
    sure = [Judged(sentence, "a", 1.0), Judged(sentence, "b", 0.9)]
    report = topics.calibration(sure)
    assert report["bins"] == [{"from": 0.9, "sentences": 2, "confidence": 0.95, "right": 0.5}]
    assert report["error"] == pytest.approx(0.45)


def test_the_lowest_topic_is_looked_for_among_the_large_ones() -> None:
    report = topics.summary(JUDGED)
    assert topics.lowest_topic(report, 2) == ("a", 0.5)
    assert topics.lowest_topic(report, 3) is None
