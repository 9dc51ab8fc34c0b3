"""``advisor evaluate``: how well labelled sentences are understood; gates for the continuous integration."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from actions.context import load_speech
from bot.assistant import Assistant
from bot.commands.train import NO_MODEL, ready_model
from bot.evaluation import facts, topics
from bot.evaluation.judged import Judged
from bot.evaluation.labelled import LabelError, Labelled, read_labelled
from bot.evaluation.page import page
from bot.exact_json import dumps
from bot.training import TrainingError
from bot.understanding.contract import printed

BELOW = 1
UNREADABLE = 2
# A topic with fewer sentences says little about itself.
LEAST = 8


@dataclass(frozen=True)
class Gates:
    """Limits that a report must keep; None is no limit."""

    accuracy: float | None = None
    topic: float | None = None
    scope_recall: float | None = None
    turned_away: float | None = None

    def broken(self, report: Mapping[str, Any]) -> Iterator[str]:
        """What is not kept, a sentence each."""
        if self.accuracy is not None and report["accuracy"] < self.accuracy:
            yield f"准确率 {report['accuracy']:.3f}，应不低于 {self.accuracy}"
        if "topics" not in report:
            return
        lowest = topics.lowest_topic(report, LEAST)
        if self.topic is not None and lowest is not None and lowest[1] < self.topic:
            yield f"{lowest[0]} 只认对 {lowest[1]:.3f}，{LEAST} 句以上的话题应不低于 {self.topic}"
        recall, away = report["scope"]["recall"], report["scope"]["turned_away"]
        if self.scope_recall is not None and recall is not None and recall < self.scope_recall:
            yield f"范围外的认出 {recall:.3f}，应不低于 {self.scope_recall}"
        if self.turned_away is not None and away is not None and away > self.turned_away:
            yield f"范围内的被推开 {away:.3f}，应不高于 {self.turned_away}"


def run(
    path: Path, as_of: date, as_json: bool = False, gates: Gates | None = None, picture: Path | None = None
) -> int:
    """Judge a file; 0, 1 when a gate is broken (or the data are), 2 for a bad file.

    :param picture: where to write an HTML page with the heat map and every wrong sentence.
    """
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
    judged = asyncio.run(_judged(model, sentences, as_of))
    report = summary(judged)
    print(dumps(report) if as_json else table(report))
    if picture is not None and not _drawn(picture, path.stem, report, judged):
        return UNREADABLE
    broken = list((gates or Gates()).broken(report))
    for each in broken:
        print(f"没过：{each}", file=sys.stderr)
    return BELOW if broken else 0


def summary(judged: Sequence[Judged]) -> dict[str, Any]:
    """The figures of topics, of facts, or of both, as the sentences are labelled."""
    with_topic = [each for each in judged if each.expected.topic is not None]
    with_facts = [each for each in judged if each.expected.facts is not None]
    if not with_topic:
        return facts.summary(with_facts)
    report = topics.summary(with_topic)
    return report | ({"facts": facts.summary(with_facts)} if with_facts else {})


def table(report: Mapping[str, Any]) -> str:
    """The report for a reader."""
    if "topics" not in report:
        return _facts_table(report)
    scope, unsure = report["scope"], report["unsure"]
    lines = [
        f"准确率 {report['accuracy']:.3f}（{report['right']} / {report['sentences']}）",
        f"范围外的认出 {_share(scope['recall'])}，范围内的被推开 {_share(scope['turned_away'])}",
        f"会反问的 {_share(unsure['share'])}（其中猜错 {_share(unsure['wrong'])}），不反问时认对 {_share(unsure['right_when_sure'])}",
        f"置信度与实际相差 {report['calibration']['error']:.3f}",
        "",
        f"{'话题':<24}{'句数':>6}{'精确率':>8}{'召回率':>8}",
    ]
    for topic, figures in report["topics"].items():
        lines.append(
            f"{topic:<26}{figures['sentences']:>6}{_share(figures['precision']):>10}{_share(figures['recall']):>10}"
        )
    lines += ["", "认错最多的："]
    lines += [f"{each['times']:>4}  {each['topic']} → {each['found']}" for each in report["confusions"][:30]]
    if "facts" in report:
        lines += ["", _facts_table(report["facts"])]
    return "\n".join(lines)


def _facts_table(report: Mapping[str, Any]) -> str:
    lines = [
        f"事实全对 {report['accuracy']:.3f}（{report['exact']} / {report['sentences']}），说错的 {report['asserted_wrongly']} 句"
    ]
    for each in report["wrong"]:
        lines.append(
            f"  {each['text']}  漏：{'、'.join(each['missing']) or '无'}  错：{'、'.join(each['asserted']) or '无'}"
        )
    return "\n".join(lines)


def _drawn(picture: Path, title: str, report: Mapping[str, Any], judged: Sequence[Judged]) -> bool:
    if "topics" not in report:
        print("只有事实的标注没有话题可画", file=sys.stderr)
        return False
    names = {topic: answer.title for topic, answer in load_speech()[1].answers.items()}
    with_topic = [each for each in judged if each.expected.topic is not None]
    try:
        picture.write_text(page(title, report, with_topic, names), encoding="utf-8")
    except OSError as error:
        print(f"写不了 {picture}：{error.strerror}", file=sys.stderr)
        return False
    return True


async def _judged(model: Path, sentences: Sequence[Labelled], as_of: date) -> list[Judged]:
    assistant = await Assistant.load(model)
    judged = []
    for each in sentences:
        understood = await assistant.parse(each.text, as_of)
        judged.append(
            Judged(
                each, understood.topic, understood.confidence, understood.unsure, printed(understood.facts)
            )
        )
    return judged


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
