"""Topics: how many are right, what is taken for what, what is turned away, and whether confidence can be believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.evaluation.judged import OUT_OF_SCOPE, Judged

_BINS = 10


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """All figures of the topics; shares are 0 to 1, None where there is nothing to count."""
    wrong = Counter((str(each.expected.topic), each.found) for each in judged if not each.right)
    return {
        "sentences": len(judged),
        "right": sum(each.right for each in judged),
        "accuracy": sum(each.right for each in judged) / len(judged),
        "scope": _scope(judged),
        "unsure": _unsure(judged),
        "calibration": calibration(judged),
        "topics": _by_topic(judged),
        "confusions": [
            {"topic": topic, "found": found, "times": times} for (topic, found), times in wrong.most_common()
        ],
    }


def lowest_topic(report: Mapping[str, Any], least: int) -> tuple[str, float] | None:
    """The topic with the lowest recall among those with ``least`` sentences or more."""
    shares = [
        (figures["recall"], topic)
        for topic, figures in report["topics"].items()
        if figures["sentences"] >= least
    ]
    if not shares:
        return None
    share, topic = min(shares)
    return topic, share


def calibration(judged: Sequence[Judged]) -> dict[str, Any]:
    """Confidence against the share that is right, in ten bins.

    ``error`` is the expected calibration error: the mean distance of the two, weighted by sentences.
    """
    bins = []
    for number in range(_BINS):
        inside = [each for each in judged if min(int(each.confidence * _BINS), _BINS - 1) == number]
        if not inside:
            continue
        bins.append(
            {
                "from": number / _BINS,
                "sentences": len(inside),
                "confidence": sum(each.confidence for each in inside) / len(inside),
                "right": sum(each.right for each in inside) / len(inside),
            }
        )
    distance = sum(each["sentences"] * abs(each["confidence"] - each["right"]) for each in bins)
    return {"error": distance / len(judged), "bins": bins}


def _scope(judged: Sequence[Judged]) -> dict[str, Any]:
    """Recall counts sentences whose label is out of scope; a neighbour that counts is as right as anywhere."""
    outside = [each for each in judged if each.expected.topic == OUT_OF_SCOPE]
    ours = [each for each in judged if each.ours]
    return {
        "recall": _share(sum(each.right for each in outside), len(outside)),
        "turned_away": _share(sum(each.turned_away for each in ours), len(ours)),
    }


def _unsure(judged: Sequence[Judged]) -> dict[str, Any]:
    """How often the conversation asks back, and how often the guess it holds back was wrong."""
    unsure = [each for each in judged if each.unsure]
    sure = [each for each in judged if not each.unsure]
    return {
        "share": len(unsure) / len(judged),
        "wrong": _share(sum(not each.right for each in unsure), len(unsure)),
        "right_when_sure": _share(sum(each.right for each in sure), len(sure)),
    }


def _by_topic(judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """A right answer counts for the topic that was found; a wrong one against the label and the one found."""
    labelled = Counter(each.credited for each in judged)
    found = Counter(str(each.found) for each in judged)
    right = Counter(each.credited for each in judged if each.right)
    return {
        topic: {
            "sentences": labelled[topic],
            "precision": _share(right[topic], found[topic]),
            "recall": _share(right[topic], labelled[topic]),
        }
        for topic in sorted(set(labelled) | set(found))
    }


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
