"""Small builders of syntax nodes; the only ones generated functions are made of."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_OPPOSITE: Mapping[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def load(name: str) -> ast.expr:
    """The value of a local."""
    return ast.Name(name, ast.Load())


def store(name: str) -> ast.Name:
    """A local to be assigned."""
    return ast.Name(name, ast.Store())


def constant(value: Any) -> ast.expr:
    """A literal."""
    return ast.Constant(value)


def at(name: str, position: int) -> ast.expr:
    """``name[position]``."""
    return ast.Subscript(load(name), ast.Constant(position), ast.Load())


def assign(name: str, value: ast.expr) -> ast.stmt:
    """``name = value``."""
    return ast.Assign([store(name)], value)


def count_up(name: str) -> ast.stmt:
    """``name += 1``."""
    return ast.AugAssign(store(name), ast.Add(), ast.Constant(1))


def append(name: str, value: ast.expr) -> ast.stmt:
    """``name.append(value)``."""
    return ast.Expr(ast.Call(ast.Attribute(load(name), "append", ast.Load()), [value], []))


def when(test: ast.expr, body: list[ast.stmt], orelse: list[ast.stmt] | None = None) -> list[ast.stmt]:
    """``if test: body``; nothing or the body alone where the test is a literal."""
    if isinstance(test, ast.Constant):
        return body if test.value else orelse or []
    return [ast.If(test, body, orelse or [])]


def every(parts: Sequence[ast.expr]) -> ast.expr:
    """All of ``parts``; true when there are none."""
    return _joined(parts, ast.And(), neutral=True)


def some(parts: Sequence[ast.expr]) -> ast.expr:
    """Any of ``parts``; false when there are none."""
    return _joined(parts, ast.Or(), neutral=False)


def _joined(parts: Sequence[ast.expr], operator: ast.boolop, *, neutral: bool) -> ast.expr:
    kept: list[ast.expr] = []
    for part in parts:
        if not isinstance(part, ast.Constant):
            kept.append(part)
        elif bool(part.value) is not neutral:
            return ast.Constant(not neutral)
    if not kept:
        return ast.Constant(neutral)
    return kept[0] if len(kept) == 1 else ast.BoolOp(operator, kept)


def negate(part: ast.expr) -> ast.expr:
    """``not part``, in the shortest way."""
    if isinstance(part, ast.Constant):
        return ast.Constant(not part.value)
    if isinstance(part, ast.Compare) and len(part.ops) == 1 and type(part.ops[0]) in _OPPOSITE:
        return ast.Compare(part.left, [_OPPOSITE[type(part.ops[0])]()], part.comparators)
    return ast.UnaryOp(ast.Not(), part)


def is_none(name: str) -> ast.expr:
    """``name is None``."""
    return ast.Compare(load(name), [ast.Is()], [ast.Constant(None)])


def at_least(name: str, number: int) -> ast.expr:
    """``name >= number``."""
    return ast.Compare(load(name), [ast.GtE()], [ast.Constant(number)])


def at_most(name: str, number: int) -> ast.expr:
    """``name <= number``."""
    return ast.Compare(load(name), [ast.LtE()], [ast.Constant(number)])


def differs(name: str, number: int) -> ast.expr:
    """``name != number``."""
    return ast.Compare(load(name), [ast.NotEq()], [ast.Constant(number)])


def equals(name: str, number: int) -> ast.expr:
    """``name == number``."""
    return ast.Compare(load(name), [ast.Eq()], [ast.Constant(number)])


def between(low: int, name: str, high: int) -> ast.expr:
    """``low <= name <= high``."""
    return ast.Compare(ast.Constant(low), [ast.LtE(), ast.LtE()], [load(name), ast.Constant(high)])


def among(name: str, numbers: frozenset[int]) -> ast.expr:
    """``name in {…}``."""
    return ast.Compare(load(name), [ast.In()], [constant(numbers)])


def has_bits(name: str, mask: int) -> ast.expr:
    """``name & mask``: true when any of the bits is set."""
    return ast.BinOp(load(name), ast.BitAnd(), ast.Constant(mask))


def empty_list() -> ast.expr:
    """``[]``."""
    return ast.List([], ast.Load())


def unpack(names: Sequence[str], source: str) -> ast.stmt:
    """``a, b, c = source``."""
    return ast.Assign([ast.Tuple(list(map(store, names)), ast.Store())], load(source))


def call(name: str, *arguments: str) -> ast.expr:
    """``name(a, b)``."""
    return ast.Call(load(name), list(map(load, arguments)), [])


def compiled(
    arguments: Sequence[str],
    body: list[ast.stmt],
    called: str,
    known: Mapping[str, Callable[..., Any]] | None = None,
) -> Callable[..., Any]:
    """A function of these statements that sees no builtins and no globals but the functions ``known``.

    ``called`` names it in tracebacks.
    """
    parameters = ast.arguments([], [ast.arg(name) for name in arguments], None, [], [], None, [])
    function = ast.FunctionDef("generated", parameters, body, [], None, None)
    if "type_params" in ast.FunctionDef._fields:
        setattr(function, "type_params", [])  # noqa: B010 (a field that Python 3.12 added)
    module = ast.fix_missing_locations(ast.Module([function], []))
    scope: dict[str, Any] = {"__builtins__": {}, **(known or {})}
    exec(compile(module, f"<{called}>", "exec"), scope)
    built: Callable[..., Any] = scope["generated"]
    return built
