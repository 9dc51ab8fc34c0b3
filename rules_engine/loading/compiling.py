"""From conditions as written to tests: every name looked up, every value measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import UNSET

from rules_engine.evaluation import ranges as sets
from rules_engine.evaluation.ranges import Ranges
from rules_engine.evaluation.rows import Exemption, Leaning, Row
from rules_engine.evaluation.tree import (
    AllOf,
    AnyOf,
    Contains,
    Count,
    Dated,
    Exists,
    Not,
    Test,
    Within,
    keys_of,
)
from rules_engine.loading.schema import Path, nearest
from rules_engine.model.conditions import Condition
from rules_engine.model.params import Param, ParamRef
from rules_engine.model.quantities import Quantities, Quantity, UnfitValue, item_name
from rules_engine.model.tables import ChannelThen, DeadlineThen, NextStepThen, Rule, Table

Report = Callable[[str, Path, str], None]
Operand = Callable[[date], "int | None"]

NEVER = Within("", Dated.always(()))
_UNIT_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "rate": ("ppm",),
    "number": ("ppm",),
    "money": ("fen",),
    "int": ("days", "times"),
}
_ORDERED = ("int", "money", "rate", "number", "date", "time")
_COUNTED = Quantity(key="", name="个数", type="int", unit="", low=0, high=10**9)


def compile_row(
    table: Table[Any], index: int, quantities: Quantities, params: Mapping[str, Param], report: Report
) -> Row | None:
    """The row of a rule; None when it cannot be compiled, each reason reported with its path."""
    rule = table.rules[index]
    scope: set[str] = set() if table.each == "case" else {table.each}
    compiler = _Compiler(quantities, params, report)
    when = compiler.tests(rule.when, scope, ("when",))
    exceptions = compiler.tests(rule.unless, scope, ("unless",))
    leanings = tuple(_leanings(rule, compiler, scope))
    compiler.days(rule)
    caveats = [condition.caveat for condition in rule.unless]
    _check_caveats(rule, report)
    if compiler.failed or None in caveats:
        return None
    unless = tuple(
        Exemption(test, caveat)
        for test, caveat in zip(exceptions, caveats, strict=True)
        if caveat is not None
    )
    keys = dict.fromkeys(key for test in (*when, *exceptions) for key in keys_of(test))
    return Row(table, index, AllOf(when), unless, tuple(keys), tuple(compiler.used_params), leanings)


def _leanings(rule: Rule[Any], compiler: _Compiler, scope: set[str]) -> Iterator[Leaning]:
    shifts = rule.then.shifts if isinstance(rule.then, NextStepThen) else ()
    for index, shift in enumerate(shifts):
        yield Leaning(AllOf(compiler.tests(shift.when, scope, ("then", "shifts", index, "when"))), index)


def _check_caveats(rule: Rule[Any], report: Report) -> None:
    for number, condition in enumerate(rule.when):
        if condition.caveat is not None:
            report("E107", ("when", number), "caveat 只写在 unless 里")
    for number, condition in enumerate(rule.unless):
        if condition.caveat is None:
            report("E104", ("unless", number), "unless 的每一条都要写 caveat：不知道是否适用时要说的话")


class _Compiler:
    """Compiles the conditions of one rule; collects the parameters they use."""

    def __init__(self, quantities: Quantities, params: Mapping[str, Param], report: Report) -> None:
        self._quantities = quantities
        self._params = params
        self._report_to = report
        self.failed = False
        self.used_params: dict[str, None] = {}

    def _report(self, code: str, path: Path, message: str) -> None:
        self.failed = True
        self._report_to(code, path, message)

    def test(self, condition: Condition, scope: set[str], path: Path) -> Test:
        """The test of ``condition``, where the prefixes in ``scope`` may be read."""
        if condition.fact is not None:
            return self._fact(condition, condition.fact, scope, path)
        if condition.any_of is not None:
            return self._items(condition, condition.any_of, scope, path, "any_of")
        if condition.count_of is not None:
            return self._items(condition, condition.count_of, scope, path, "count_of")
        if isinstance(condition.all, tuple):
            return AllOf(self.tests(condition.all, scope, (*path, "all")))
        if isinstance(condition.any, tuple):
            return AnyOf(self.tests(condition.any, scope, (*path, "any")))
        assert isinstance(condition.not_, Condition)
        return Not(self.test(condition.not_, scope, (*path, "not")))

    def days(self, rule: Rule[Any]) -> None:
        """Note the parameters a conclusion takes its numbers of days from."""
        places: list[tuple[Path, Any]] = []
        if isinstance(rule.then, DeadlineThen):
            places.append((("then", "due", "days"), rule.then.due.days))
        if isinstance(rule.then, ChannelThen):
            places += [
                (("then", key), getattr(rule.then, key)) for key in ("answer_within_days", "longest_days")
            ]
        for path, days in places:
            if isinstance(days, ParamRef):
                self._days_param(days.param, path)

    def _days_param(self, param_id: str, path: Path) -> None:
        param = self._params.get(param_id)
        if param is None:
            known = nearest(param_id, self._params) or "；参数都在 data/params"
            self._report("E202", path, f"{param_id}{known}")
        elif param.unit != "days":
            self._report("E206", path, f"参数 {param.id} 的单位是 {param.unit}，不是天数")
        else:
            self.used_params[param.id] = None

    def tests(self, conditions: tuple[Condition, ...], scope: set[str], path: Path) -> tuple[Test, ...]:
        return tuple(self.test(condition, scope, (*path, i)) for i, condition in enumerate(conditions))

    def _items(self, condition: Condition, list_id: str, scope: set[str], path: Path, word: str) -> Test:
        fact = self._quantities.facts.get(list_id)
        if fact is None or fact.type != "list":
            lists = [fact.id for fact in self._quantities.facts.values() if fact.type == "list"]
            self._report("E201", (*path, word), f"{list_id} 不是列表；可用：{'、'.join(lists)}")
            return NEVER
        inner = AllOf(self.tests(condition.where, {item_name(list_id)}, (*path, "where")))
        if word == "any_of":
            return Exists(list_id, inner)
        accepted = self._accepted(condition, _COUNTED, path)
        return Count(list_id, inner, accepted) if accepted else NEVER

    def _fact(self, condition: Condition, key: str, scope: set[str], path: Path) -> Test:
        quantity = self._quantities.get(key)
        if quantity is None:
            self._report("E201", (*path, "fact"), f"{key}{self._hint(key)}")
            return NEVER
        prefix = key.rpartition(".")[0]
        if prefix and prefix not in scope:
            self._report(
                "E208",
                (*path, "fact"),
                f"{key} 只能在逐个判断 {prefix} 的表里，或 any_of/count_of 的 where 里读",
            )
            return NEVER
        operator = condition.comparisons[0]
        if not _fits(operator, quantity):
            self._report("E206", (*path, operator), f"{quantity.name}（{key}）不能用 {operator}")
            return NEVER
        if quantity.type == "enum_list":
            return self._contains(condition, quantity, path)
        accepted = self._accepted(condition, quantity, path)
        return Within(key, accepted) if accepted else NEVER

    def _hint(self, key: str) -> str:
        fact = self._quantities.facts.get(key)
        if fact is not None:
            return f" 是列表，用 any_of 或 count_of 问它的条目（{item_name(key)}.…）"
        return nearest(key, self._quantities) or "；事实都写在 data/rules/facts.yml"

    def _contains(self, condition: Condition, quantity: Quantity, path: Path) -> Test:
        operator = condition.comparisons[0]
        words = condition.in_ if isinstance(condition.in_, tuple) else (condition.is_,)
        for word in words:
            if word not in quantity.values:
                self._unfit(
                    UnfitValue(f"{quantity.name}写的是 {word}", quantity.allowed(word)), (*path, operator)
                )
        return Contains(quantity.key, frozenset(map(str, words)))

    def _accepted(self, condition: Condition, quantity: Quantity, path: Path) -> Dated | None:
        """The accepted numbers of a comparison; None when it was reported as wrong."""
        operator = condition.comparisons[0]
        operands = [
            self._operand(raw, quantity, (*path, where)) for where, raw in _raw_operands(condition, operator)
        ]
        starts = {date.min} | {start for raw in _raws(condition, operator) for start in self._starts(raw)}
        if any(operand is None for operand in operands):
            return None
        steps = []
        for start in sorted(starts):
            numbers = [operand(start) for operand in operands if operand]
            known = [number for number in numbers if number is not None]
            accepted = _ranges(operator, known, quantity) if len(known) == len(numbers) else None
            steps.append((start.toordinal(), accepted))
        if steps[0][1] == ():
            self._report(
                "E303", (*path, operator), f"{quantity.name}没有一个值满足这个条件；上下限可能写反了"
            )
        return Dated(tuple(steps))

    def _operand(self, raw: Any, quantity: Quantity, path: Path) -> Operand | None:
        if isinstance(raw, dict):
            return self._param(raw, quantity, path)
        try:
            value = quantity.read(raw)
        except UnfitValue as unfit:
            self._unfit(unfit, path)
            return None
        if not value.exact:
            self._unfit(
                UnfitValue(f"{quantity.name}写的是 {raw}，比最小单位还细", "百万分之一的整数倍"), path
            )
            return None
        return lambda day: value.low

    def _param(self, raw: dict[str, Any], quantity: Quantity, path: Path) -> Operand | None:
        param = self._params.get(str(raw.get("param")))
        if set(raw) != {"param"} or param is None:
            known = nearest(str(raw.get("param")), self._params)
            self._report("E202", path, f"{raw.get('param', raw)}{known or '；应写成 {param: 参数编号}'}")
            return None
        if param.unit not in _UNIT_OF_TYPE.get(quantity.type, ()):
            self._report("E206", path, f"参数 {param.id} 的单位是 {param.unit}，不能和{quantity.name}相比")
            return None
        self.used_params[param.id] = None
        return lambda day: found.value if (found := param.on(day)) else None

    def _starts(self, raw: Any) -> set[date]:
        param = self._params.get(str(raw.get("param"))) if isinstance(raw, dict) else None
        return set(param.values) if param else set()

    def _unfit(self, unfit: UnfitValue, path: Path) -> None:
        self._report("E205", path, str(unfit))


def _fits(operator: str, quantity: Quantity) -> bool:
    if quantity.type in _ORDERED:
        return operator != "from" or quantity.type in ("time", "date")
    return quantity.type != "text" and operator in ("is", "in")


def _raw_operands(condition: Condition, operator: str) -> list[tuple[str, Any]]:
    """What is written for the operator, each with the key it stands under."""
    if operator == "from":
        return [("from", condition.from_), ("before", condition.before)]
    written = {
        "is": condition.is_,
        "in": condition.in_,
        "between": condition.between,
        "at_least": condition.at_least,
        "at_most": condition.at_most,
        "more_than": condition.more_than,
        "less_than": condition.less_than,
    }[operator]
    raws = written if isinstance(written, tuple) else (written,)
    return [(operator, raw) for raw in raws if raw is not UNSET]


def _raws(condition: Condition, operator: str) -> list[Any]:
    return [raw for _, raw in _raw_operands(condition, operator)]


def _ranges(operator: str, numbers: list[int], quantity: Quantity) -> Ranges:
    low, high = quantity.low, quantity.high
    first, last = (numbers[0], numbers[-1]) if numbers else (1, 0)
    if operator == "in":
        return sets.union((number, number) for number in numbers)
    if operator == "from":
        # Half-open; a period such as 22:00 to 08:00 goes round midnight.
        wraps = quantity.type == "time" and first >= last
        return sets.union([(first, high), (low, last - 1)] if wraps else [(first, last - 1)])
    return sets.union(
        [
            {
                "is": (first, first),
                "between": (first, last),
                "at_least": (first, high),
                "at_most": (low, first),
                "more_than": (first + 1, high),
                "less_than": (low, first - 1),
            }[operator]
        ]
    )
