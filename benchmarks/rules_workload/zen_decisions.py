"""The rules of ``data`` as decisions of ZEN (GoRules): once as tables, once as expressions; and what they answer.

Both are JDM graphs: in → … → out. Tables are what a person would draw, with a row a rule; expressions pack
the verdicts of all rows into one number, two bits a row, which is the least ZEN can be made to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.rules_workload import expressions
from benchmarks.rules_workload.expressions import (
    AMENDED,
    LAST_OF_VISITS,
    PENALTY,
    PENALTY_UNIT,
    STANDARD,
    Row,
)
from benchmarks.rules_workload.handwritten import Result, Verdicts

Graph = dict[str, Any]

_PENALTY = f"days_overdue > 0 ? floor({PENALTY} / {PENALTY_UNIT}) : 0"
_NO_PAPER, _OPEN = '"none", "letter"', '"none", "broken", "refused"'
_OTHERS = '"family", "employer", "friend"'
# Cells by column, and the verdict (an expression). A cell left out takes any value.
_STAGES = (
    ({"paper": '"settled"'}, '"settled"'),
    ({"paper": '"enforcement"'}, '"enforcement"'),
    ({"paper": '"lawsuit"'}, '"lawsuit"'),
    ({"paper": '"payment_order"'}, '"payment_order"'),
    ({"paper": _NO_PAPER, "days_overdue": "<= 0"}, '"not_due"'),
    ({"paper": _NO_PAPER, "days_overdue": "[1..30]"}, '"early"'),
    ({"paper": _NO_PAPER, "days_overdue": "[31..90]"}, '"middle"'),
    ({"paper": _NO_PAPER, "days_overdue": "> 90", "amount": "< 5000000"}, '"late_small"'),
    ({"paper": _NO_PAPER, "days_overdue": "> 90", "amount": ">= 5000000"}, '"late_large"'),
)
_HELPED = 'some(hardship, # in ["unemployed", "ill"]) or negotiation == "asked"'
_NEXT_STEPS = (
    ({"stage": '"not_due"', "days_overdue": ">= -7"}, "1"),
    ({"stage": '"early", "middle"'}, "5"),
    ({"stage": '"middle", "late_small", "late_large"', "amount": ">= 1000000"}, "9"),
    ({"stage": '"early", "middle", "late_small", "late_large"', "contact_kept": "false"}, "13"),
    ({"stage": '"middle", "late_large"', "days_overdue": ">= 60", "negotiation": _OPEN}, "17"),
    ({"paper": '"none"', "days_overdue": "[61..180]", "amount": ">= 500000"}, "21"),
    (
        {
            "stage": '"late_small", "late_large"',
            "days_overdue": "> 180",
            "amount": ">= 3000000",
            "negotiation": _OPEN,
        },
        "25",
    ),
    ({"stage": '"early", "middle", "late_small"', "": _HELPED}, "29"),
    ({"days_overdue": ">= 1", "paper": '!= "settled"'}, "33"),
    ({"stage": '"enforcement"', "negotiation": _OPEN}, f"day >= {STANDARD} ? 37 : 39"),
)
_CONDUCT = (
    ({"time": "$ >= 1320 or $ < 480", "in_agreed_hours": "false"}, f"date >= {STANDARD} ? 1 : 3"),
    ({"channel": '"phone"', "recipient": '"self"', "count": "> 3"}, f"date >= {STANDARD} ? 5 : 7"),
    ({"channel": '"sms", "wechat"', "count": "> 10"}, f"date >= {AMENDED} ? 9 : 11"),
    ({"channel": '"phone", "sms", "wechat"', "recipient": _OTHERS}, f"date >= {STANDARD} ? 13 : 15"),
    ({"recipient": _OTHERS, "refused_before": "true"}, f"date >= {AMENDED} ? 17 : 19"),
    ({"acts": 'some($, # in ["insult", "threat"])'}, "21"),
    ({"acts": 'some($, # == "impersonate")'}, "25"),
    ({"acts": 'some($, # in ["disclose", "publish"])', "recipient": _OTHERS}, "29"),
    (
        {"channel": '"visit"', "time": "$ >= 1200 or $ < 540"},
        f"date >= {STANDARD} and date <= {LAST_OF_VISITS} ? 33 : 35",
    ),
)


def tables() -> Graph:
    """A table for the stage, one that reads it, one looped over the contacts, and the penalty."""
    nodes = [
        _node("in", "inputNode"),
        _table("stage", "stage", _STAGES, hitPolicy="first"),
        _table("next_steps", "verdict", _NEXT_STEPS, outputPath="next_steps"),
        _table(
            "conduct",
            "verdict",
            _CONDUCT,
            inputField="contacts",
            outputPath="conduct",
            executionMode="loop",
        ),
        _expressions("penalty", {"penalty": _PENALTY}),
        _node("out", "outputNode"),
    ]
    paths = ["in stage", "in next_steps", "stage next_steps", "in conduct", "in penalty"]
    return _graph(nodes, [*paths, "stage out", "next_steps out", "conduct out", "penalty out"])


def packed() -> Graph:
    """One node of expressions; every number it gives holds the verdicts of a table."""
    written = {
        "stage": expressions.stage(),
        "next_steps": _sum(expressions.next_steps("$.stage")),
        "conduct": f"map(contacts, {_sum(expressions.conduct('#.'))})",
        "penalty": _PENALTY,
    }
    nodes = [_node("in", "inputNode"), _expressions("all", written), _node("out", "outputNode")]
    return _graph(nodes, ["in all", "all out"])


def bare() -> str:
    """The same as one expression without a graph around it, for ``zen.compile_expression``."""
    steps, conduct = _sum(expressions.next_steps("stage")), _sum(expressions.conduct("#."))
    return (
        f"stage = {expressions.stage()}; {{stage: stage, next_steps: {steps}, "
        f"conduct: map(contacts, {conduct}), penalty: {_PENALTY}}}"
    )


def from_tables(answer: dict[str, Any]) -> Result:
    """What the tables answered, in the engine's own form."""
    steps = [row["verdict"] for row in answer["next_steps"]]
    return _result(answer, steps, [[row["verdict"] for row in rows] for rows in answer["conduct"]])


def from_packed(answer: dict[str, Any]) -> Result:
    """What the expressions answered, in the engine's own form."""
    return _result(answer, _unpacked(answer["next_steps"]), map(_unpacked, answer["conduct"]))


def _result(answer: dict[str, Any], steps: Iterable[int], conduct: Iterable[Iterable[int]]) -> Result:
    verdicts: Verdicts = {
        "stage": [(4 * list(expressions.STAGES).index(answer["stage"]) + 1, None)],
        "next_steps": [(verdict, None) for verdict in steps],
        "conduct": [(verdict, index) for index, found in enumerate(conduct) for verdict in found],
    }
    return verdicts, int(answer["penalty"])


def _sum(rows: list[Row]) -> str:
    return " + ".join(row.verdict(4**position, 3 * 4**position) for position, row in enumerate(rows))


def _unpacked(packed: float) -> Iterator[int]:
    number, position = int(packed), 0
    while number:
        if number & 3:
            yield 4 * position + (number & 3)
        number, position = number >> 2, position + 1


def _table(name: str, output: str, rows: tuple[tuple[dict[str, str], str], ...], **how: str) -> Graph:
    columns = list(dict.fromkeys(column for cells, _ in rows for column in cells))
    content = {
        "hitPolicy": "collect",
        "executionMode": "single",
        "passThrough": False,
        "inputs": [_column(number, column) for number, column in enumerate(columns)],
        "outputs": [{"id": "out", "name": output, "field": output}],
        "rules": [
            {
                "_id": f"{name} {position}",
                "out": verdict,
                **{f"in{number}": cells.get(column, "") for number, column in enumerate(columns)},
            }
            for position, (cells, verdict) in enumerate(rows)
        ],
    }
    return _node(name, "decisionTableNode", {**content, **how})


def _column(number: int, field: str) -> dict[str, str]:
    """A column about one field, or one whose cells are whole conditions."""
    column = {"id": f"in{number}", "name": field or "when"}
    return {**column, "field": field} if field else column


def _expressions(name: str, written: dict[str, str]) -> Graph:
    content = [{"id": key, "key": key, "value": value} for key, value in written.items()]
    return _node(name, "expressionNode", {"expressions": content, "passThrough": False})


def _node(name: str, kind: str, content: Graph | None = None) -> Graph:
    node: Graph = {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
    return node if content is None else {**node, "content": content}


def _graph(nodes: list[Graph], paths: list[str]) -> Graph:
    edges = [
        {"id": path, "type": "edge", "sourceId": path.split()[0], "targetId": path.split()[1]}
        for path in paths
    ]
    return {"nodes": nodes, "edges": edges}
