"""From plain data to typed structs; when that fails, every reason with its place.

msgspec reports the first problem only. So a failed conversion is taken apart: each field, item and
entry is converted by itself, down to the values that do not fit.
"""

from __future__ import annotations

import difflib
import itertools
import re
import types
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, UnsetType

from rules_engine.loading.source import Key, Source

T = TypeVar("T")
Path = tuple[Key, ...]
Finding = tuple[Path, str, str]

_TYPE_NAMES: Mapping[Any, str] = {
    str: "文字",
    int: "整数",
    bool: "true 或 false",
    date: "日期（YYYY-MM-DD，不加引号）",
    Decimal: "数字",
    type(None): "空",
}
_WHERE = re.compile(r" - at `[^`]*`$")


def read(source: Source, type_: type[T]) -> T | None:
    """The file as ``type_``; None when it does not fit, with every reason added to the source's problems."""
    if source.data is None:
        return None
    try:
        return msgspec.convert(source.data, type_)
    except msgspec.ValidationError:
        source.problems.extend(
            source.problem(code, path, message) for path, code, message in findings(source.data, type_, ())
        )
        return None


def findings(data: Any, type_: Any, path: Path) -> Iterator[Finding]:
    """Everything that keeps ``data`` from being a ``type_``: path, code, message."""
    error = _error(data, type_)
    if error is None:
        return
    type_ = _narrow(type_, data)
    inner = list(_inner(data, type_, path))
    if inner:
        yield from inner
    elif _struct(type_) and isinstance(data, dict):
        yield path, "E107", _WHERE.sub("", error)
    else:
        yield path, "E105", f"写的是{_written(data)}，应为{_expected(type_)}"


def nearest(word: str, known: Iterable[str]) -> str:
    """“你是想写 …？” for the known word nearest to ``word``; empty when none is near."""
    matches = difflib.get_close_matches(str(word), list(known), n=1)
    return f"；你是想写 {matches[0]}？" if matches else ""


def _inner(data: Any, type_: Any, path: Path) -> Iterator[Finding]:
    struct = _struct(type_)
    if struct and isinstance(data, dict):
        yield from _struct_findings(data, type_, path)
    elif get_origin(type_) is dict and isinstance(data, dict):
        for key, value in data.items():
            yield from findings(value, get_args(type_)[1], (*path, key))
    elif get_origin(type_) in (tuple, list, frozenset) and isinstance(data, list):
        for index, (item, item_type) in enumerate(zip(data, _item_types(type_), strict=False)):
            yield from findings(item, item_type, (*path, index))


def _struct_findings(data: dict[Any, Any], type_: Any, path: Path) -> Iterator[Finding]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(type_)}
    for key in data:
        if key not in fields:
            hint = nearest(key, fields) or f"；可用：{'、'.join(fields)}"
            yield (*path, key), "E103", f"{key}{hint}"
    for name, field in fields.items():
        if name in data:
            yield from findings(data[name], field.type, (*path, name))
        elif field.default is NODEFAULT and field.default_factory is NODEFAULT:
            yield path, "E104", f"缺少 {name}"


def _error(data: Any, type_: Any) -> str | None:
    try:
        msgspec.convert(data, type_)
    except msgspec.ValidationError as error:
        return str(error)
    return None


def _narrow(type_: Any, data: Any) -> Any:
    """The member of a union that ``data`` was meant to be."""
    if get_origin(type_) not in (Union, types.UnionType):
        return type_
    members = [member for member in get_args(type_) if member not in (type(None), UnsetType)]
    if isinstance(data, dict):
        shaped = [member for member in members if _struct(member) or get_origin(member) is dict]
    elif isinstance(data, list):
        shaped = [member for member in members if get_origin(member) in (tuple, list, frozenset)]
    else:
        shaped = []
    return (shaped or members)[0]


def _struct(type_: Any) -> type | None:
    origin = get_origin(type_) or type_
    return origin if isinstance(origin, type) and issubclass(origin, msgspec.Struct) else None


def _item_types(type_: Any) -> Iterable[Any]:
    arguments = get_args(type_)
    if get_origin(type_) is tuple and Ellipsis not in arguments:
        return arguments
    return itertools.repeat(arguments[0])


def _expected(type_: Any) -> str:
    if get_origin(type_) is Literal:
        return "、".join(map(str, get_args(type_)))
    if get_origin(type_) is tuple and Ellipsis not in get_args(type_):
        return f"{len(get_args(type_))} 个值的列表"
    if get_origin(type_) in (tuple, list, frozenset):
        return "列表"
    if get_origin(type_) is dict or _struct(type_):
        return "键值表"
    return _TYPE_NAMES.get(type_, "别的类型")


def _written(data: Any) -> str:
    if isinstance(data, dict):
        return "键值表"
    if isinstance(data, list):
        return "列表"
    name = _TYPE_NAMES.get(type(data), "")
    return name if data is None else f"{name.split('（')[0]} {data}"
