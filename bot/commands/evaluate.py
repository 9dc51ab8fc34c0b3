"""``advisor evaluate``: how often the topic is right, on sentences somebody has labelled."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.assistant import Assistant
from bot.commands.train import NO_MODEL, ready_model
from bot.training import TrainingError

BELOW = 1
UNREADABLE = 2


class LabelError(ValueError):
    """A line of the file is not ``{"text", "topic", "also"}``; says which."""


@dataclass(frozen=True)
class Labelled:
    """A sentence, its topic, and the other topics that are right as well."""

    text: str
    topic: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A sentence with the topic that was found in it."""

    expected: Labelled
    found: str | None

    @property
    def right(self) -> bool:
        """Whether the topic found is one of those that count."""
        return self.found == self.expected.topic or self.found in self.expected.also

    @property
    def credited(self) -> str:
        """The topic the sentence counts for: the one found when that is right, else its label."""
        return str(self.found) if self.right else self.expected.topic


def run(path: Path, as_of: date, as_json: bool = False, min_accuracy: float | None = None) -> int:
    """Judge a file; 0, 1 when the accuracy is below the wanted one (or the data broken), 2 for a bad file."""
    try:
        sentences = read_labelled(path)
    except (OSError, LabelError) as error:
        print(f"读不了 {path.name}：{error}", file=sys.stderr)
        return UNREADABLE
    try:
        model = ready_model(sys.stderr)
    except TrainingError as error:
        print(f"没有模型可用：\n{error}", file=sys.stderr)
        return NO_MODEL
    report = summary(asyncio.run(_judged(model, sentences, as_of)))
    print(json.dumps(report, ensure_ascii=False) if as_json else table(report))
    return BELOW if min_accuracy is not None and report["accuracy"] < min_accuracy else 0


def read_labelled(path: Path) -> list[Labelled]:
    """The sentences of a file of JSON lines.

    :raises LabelError: a line is not of the shape, or there is none.
    """
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            sentences.append(
                Labelled(str(entry["text"]), str(entry["topic"]), tuple(entry.get("also") or ()))
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise LabelError(f'第 {number} 行应是 {{"text", "topic", "also"}}') from error
    if not sentences:
        raise LabelError("一条句子也没有")
    return sentences


async def _judged(model: Path, sentences: Sequence[Labelled], as_of: date) -> list[Judged]:
    assistant = await Assistant.load(model)
    return [Judged(each, (await assistant.parse(each.text, as_of)).topic) for each in sentences]


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """Accuracy, precision and recall of each topic, confusions (most frequent first)."""
    wrong = Counter((each.expected.topic, each.found) for each in judged if not each.right)
    return {
        "sentences": len(judged),
        "right": sum(each.right for each in judged),
        "accuracy": sum(each.right for each in judged) / len(judged),
        "topics": _by_topic(judged),
        "confusions": [
            {"topic": topic, "found": found, "times": times} for (topic, found), times in wrong.most_common()
        ],
    }


def _by_topic(judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """A right answer counts for the topic that was found; a wrong one against the label and the one found."""
    labelled = Counter(each.credited for each in judged)
    found = Counter(str(each.found) for each in judged)
    right = Counter(each.credited for each in judged if each.right)
    return {
        topic: {
            "sentences": labelled[topic],
            "precision": right[topic] / found[topic] if found[topic] else None,
            "recall": right[topic] / labelled[topic] if labelled[topic] else None,
        }
        for topic in sorted(set(labelled) | set(found))
    }


def table(report: dict[str, Any]) -> str:
    """The report for a reader."""
    lines = [
        f"准确率 {report['accuracy']:.3f}（{report['right']} / {report['sentences']}）",
        "",
        f"{'话题':<24}{'句数':>6}{'精确率':>8}{'召回率':>8}",
    ]
    for topic, figures in report["topics"].items():
        lines.append(
            f"{topic:<26}{figures['sentences']:>6}{_share(figures['precision']):>10}{_share(figures['recall']):>10}"
        )
    lines += ["", "认错最多的："]
    lines += [f"{each['times']:>4}  {each['topic']} → {each['found']}" for each in report["confusions"][:30]]
    return "\n".join(lines)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
