"""An HTML page of one evaluation: heat map of the confusions, calibration, every sentence that went wrong.

One file without outside requests; it can be kept beside a pull request and opened anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from bot.evaluation.judged import Judged

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
th { font-weight: 500; text-align: right; padding: 0 .5rem; white-space: nowrap; }
td { border: 1px solid #ddd; text-align: center; padding: .1rem .35rem; min-width: 1.1rem; }
thead th { writing-mode: vertical-rl; text-align: left; padding: .5rem 0; }
.list td { text-align: left; padding: .2rem .6rem; vertical-align: top; }
.list thead th { writing-mode: initial; }
"""


def page(title: str, report: Mapping[str, Any], judged: Sequence[Judged], names: Mapping[str, str]) -> str:
    """The page.

    :param report: the summary of the topics.
    :param names: Chinese names of the topics.
    """
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{report['right']} / {report['sentences']} 句认对，准确率 {report['accuracy']:.3f}；"
        f"置信度与实际相差 {report['calibration']['error']:.3f}</p>",
        "<h2>认成了什么</h2><p>行：标注的话题；列：认成的话题；对角线是认对的。只列出认错过的话题。</p>",
        _heat_map(judged, names),
        "<h2>置信度准不准</h2>",
        _calibration(report["calibration"]["bins"]),
        "<h2>认错的句子</h2>",
        _wrong([each for each in judged if not each.right], names),
    ]
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style>{''.join(parts)}</html>\n"
    )


def _heat_map(judged: Sequence[Judged], names: Mapping[str, str]) -> str:
    pairs = Counter((each.credited, str(each.found)) for each in judged)
    shown = sorted({topic for pair in pairs if pair[0] != pair[1] for topic in pair})
    head = "".join(f"<th scope='col'>{_name(topic, names)}</th>" for topic in shown)
    rows = []
    for row in shown:
        total = sum(times for (label, _), times in pairs.items() if label == row)
        cells = "".join(_cell(pairs[(row, column)], total, row == column) for column in shown)
        rows.append(f"<tr><th scope='row'>{_name(row, names)}</th>{cells}</tr>")
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(times: int, total: int, right: bool) -> str:
    if not times:
        return "<td></td>"
    strength = round(0.15 + 0.85 * times / total, 2)
    colour = f"rgba(46,125,50,{strength})" if right else f"rgba(198,40,40,{strength})"
    ink = "#fff" if strength > 0.55 else "#222"
    return f"<td style='background:{colour};color:{ink}'>{times}</td>"


def _calibration(bins: Sequence[Mapping[str, Any]]) -> str:
    rows = "".join(
        f"<tr><td>{each['from']:.1f} 起</td><td>{each['sentences']}</td><td>{each['confidence']:.2f}</td>"
        f"<td>{each['right']:.2f}</td></tr>"
        for each in bins
    )
    return f"<table class='list'><thead><tr>{_head('置信度', '句数', '平均置信度', '认对的比例')}</tr></thead>{rows}</table>"


def _wrong(wrong: Sequence[Judged], names: Mapping[str, str]) -> str:
    rows = "".join(
        f"<tr><td>{escape(each.expected.text)}</td><td>{_name(str(each.expected.topic), names)}</td>"
        f"<td>{_name(str(each.found), names)}</td><td>{each.confidence:.2f}</td></tr>"
        for each in sorted(wrong, key=lambda each: -each.confidence)
    )
    return (
        f"<table class='list'><thead><tr>{_head('句子', '标注', '认成', '置信度')}</tr></thead>{rows}</table>"
    )


def _head(*titles: str) -> str:
    return "".join(f"<th scope='col'>{title}</th>" for title in titles)


def _name(topic: str, names: Mapping[str, str]) -> str:
    return escape(names.get(topic, topic))
