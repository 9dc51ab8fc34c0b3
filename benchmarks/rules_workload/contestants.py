"""Who is measured: each with its inputs ready, and a way to read its answer in the engine's own form."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from benchmarks.rules_workload import expressions, handwritten, zen_decisions
from benchmarks.rules_workload.cases import Case
from benchmarks.rules_workload.handwritten import Result
from rules_engine import Rulebook, compiled, load_rulebook, read_facts
from rules_engine.evaluation.assessing import derive

DATA = Path(__file__).parent / "data"
HAND, OURS, OURS_TRACED = "hand-written Python", "ours", "ours, full trace"
ZEN_TABLES, ZEN_TRACED = "zen-engine, tables", "zen-engine, tables, trace"
# The forms its static loader serves, and one expression compiled without any decision engine around it.
ZEN_LOADED = (ZEN_TABLES, "zen-engine, expressions")
ZEN_BARE = "zen's language, one bare expression"

Numbers = tuple[Any, ...]


class Contestant(Struct, frozen=True):
    """``run(*given)`` decides one case; ``read`` turns its answer into verdicts and penalty.

    ``load`` does all that is needed before the first answer; None where that is told on another line.
    """

    name: str
    run: Callable[..., Any]
    inputs: Sequence[tuple[Any, ...]]
    read: Callable[[Any], Result]
    load: Callable[[], object] | None = None


def contestants(cases: Sequence[Case]) -> tuple[list[Contestant], list[str]]:
    """Everyone who can be measured here, the hand-written function first; and who is not installed."""
    found, absent = [*_ours(compiled(load_rulebook(DATA)), cases)], []
    for package, peers in (("zen-engine", _zen), ("rule-engine", _rule_engine)):
        try:
            found += peers(cases)
        except ImportError:
            absent.append(package)
    return found, absent


def prepared(book: Rulebook, case: Case) -> tuple[Numbers, int]:
    """The numbers of a case and the day it is judged on, as compiled tables read them."""
    return _measured(book, case.told, case.day), case.day.toordinal()


def penalty(numbers: Numbers) -> int:
    """Penalty interest in 分: exact, divided once at the end."""
    days, fen, ppm, multiple = numbers[:4]
    return fen * ppm * multiple * days // expressions.PENALTY_UNIT if days > 0 else 0


def from_trace(traced: tuple[dict[str, list[tuple[Any, ...]]], int]) -> Result:
    """The verdicts of a full trace that are not silent."""
    verdicts, penalty = traced
    return {table: [v[:2] for v in found if v[0] & 3] for table, found in verdicts.items()}, penalty


def _measured(book: Rulebook, told: bytes, day: date) -> Numbers:
    numbers: Numbers = book.programs.measure(derive(book, read_facts(book, told), day).case).numbers
    return numbers


def _ours(book: Rulebook, cases: Sequence[Case]) -> Iterator[Contestant]:
    ready = [prepared(book, case) for case in cases]
    decide, trace = book.programs.decide, book.programs.trace

    def load() -> object:
        return compiled(load_rulebook(DATA)).programs.decide(*ready[0])

    def decided(numbers: Numbers, day: int) -> Any:
        days, fen, ppm, multiple = numbers[:4]
        owed = fen * ppm * multiple * days // 1_000_000_000_000 if days > 0 else 0
        return decide(numbers, day), owed

    def traced(numbers: Numbers, day: int) -> Any:
        return trace(numbers, day), penalty(numbers)

    def from_json(told: bytes, day: date) -> Any:
        return decided(_measured(book, told, day), day.toordinal())

    yield Contestant(HAND, handwritten.decide, ready, _as_it_is)
    yield Contestant(OURS, decided, ready, _as_it_is, load)
    yield Contestant(OURS_TRACED, traced, ready, from_trace)
    yield Contestant(
        "hand-written, facts by name",
        handwritten.decide_from_facts,
        [(case.facts,) for case in cases],
        _as_it_is,
    )
    yield Contestant(
        "ours, JSON told → read, derived, measured, decided",
        from_json,
        [(case.told, case.day) for case in cases],
        _as_it_is,
    )


def _zen(cases: Sequence[Case]) -> Iterator[Contestant]:
    import zen

    def evaluator(graph: zen_decisions.Graph) -> Callable[..., Any]:
        # A static loader compiles once; a decision from create_decision starts a runtime for each call.
        options: Any = {"loader": {"type": "static", "content": {"rules": graph}}}
        evaluate: Callable[..., Any] = zen.ZenEngine(options).evaluate
        return evaluate

    facts = [case.facts for case in cases]
    named = [("rules", each) for each in facts]
    traced = [("rules", each, {"trace": True}) for each in facts]
    tables, packed = evaluator(zen_decisions.tables()), evaluator(zen_decisions.packed())
    bare = zen.compile_expression(zen_decisions.bare()).evaluate
    tables_name, packed_name = ZEN_LOADED
    yield Contestant(
        tables_name,
        tables,
        named,
        lambda answer: zen_decisions.from_tables(answer["result"]),
        lambda: evaluator(zen_decisions.tables())(*named[0]),
    )
    yield Contestant(
        packed_name,
        packed,
        named,
        lambda answer: zen_decisions.from_packed(answer["result"]),
        lambda: evaluator(zen_decisions.packed())(*named[0]),
    )
    yield Contestant(
        ZEN_BARE,
        bare,
        [(each,) for each in facts],
        zen_decisions.from_packed,
        lambda: zen.compile_expression(zen_decisions.bare()).evaluate(facts[0]),
    )
    yield Contestant(ZEN_TRACED, tables, traced, lambda answer: zen_decisions.from_tables(answer["result"]))
    yield Contestant(
        "zen-engine, expressions, trace (names no row)",
        packed,
        traced,
        lambda answer: zen_decisions.from_packed(answer["result"]),
    )
    yield Contestant(
        "zen-engine, expressions, JSON → decided, unchecked",
        packed,
        [("rules", json.dumps(each).encode()) for each in facts],
        lambda answer: zen_decisions.from_packed(answer["result"]),
    )


def _rule_engine(cases: Sequence[Case]) -> Iterator[Contestant]:
    yield Contestant(
        "rule-engine, a rule a row",
        _RuleEngine().decide,
        [(case.facts,) for case in cases],
        _as_it_is,
        _RuleEngine,
    )


class _RuleEngine:
    """The rows as rules of ``rule_engine``; the stage and the contacts are handed on in Python."""

    def __init__(self) -> None:
        from rule_engine import Rule

        self._stage = Rule(expressions.stage())
        self._next_steps, self._conduct = (
            [Rule(row.verdict(4 * position + 1, 4 * position + 3)) for position, row in enumerate(rows)]
            for rows in (expressions.next_steps("stage"), expressions.conduct(""))
        )
        self._penalty = Rule(f"days_overdue > 0 ? {expressions.PENALTY} // {expressions.PENALTY_UNIT} : 0")
        self._stages = {name: 4 * position + 1 for position, name in enumerate(expressions.STAGES)}

    def decide(self, facts: dict[str, Any]) -> Any:
        """Verdicts and penalty, as exact decimals."""
        stage = self._stage.evaluate(facts)
        known = {**facts, "stage": stage}
        verdicts = {
            "stage": [(self._stages[stage], None)],
            "next_steps": [(found, None) for rule in self._next_steps if (found := rule.evaluate(known))],
            "conduct": [
                (found, index)
                for index, contact in enumerate(facts["contacts"])
                for rule in self._conduct
                if (found := rule.evaluate(contact))
            ],
        }
        return verdicts, self._penalty.evaluate(facts)


def _as_it_is(answer: Any) -> Result:
    result: Result = answer
    return result
