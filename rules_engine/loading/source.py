"""One YAML file: its plain data, and the line of everything in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.yaml12 import TAG, compose

Key = str | int

_TEXT = TAG + "str"
_PLAIN_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_INTEGER = re.compile(r"[-+]?(0|[1-9]\d*)")


class Source:
    """A file of the data folder, read once.

    ``name`` is how it is called in messages (``data/rules/stage.yml``), ``data`` its plain content
    (None when it cannot be read) and ``problems`` what its form alone gives away.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._root = self._compose(text)
        self.data: Any = None if self._root is None else self._plain(self._root)

    @classmethod
    def read(cls, path: Path, data: Path, prepare: Callable[[str], str] = str) -> Source:
        """The file at ``path``, named from the data folder on; ``prepare`` may change its text, not its lines."""
        name = f"{data.name}/{path.relative_to(data).as_posix()}"
        try:
            return cls(name, prepare(path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            source = cls(name, "")
            source.problems = [Problem(name, 1, "E101", "不是 UTF-8 编码；另存为 UTF-8")]
            return source

    def line(self, path: tuple[Key, ...] = ()) -> int:
        """The line of what stands at ``path``; of its nearest ancestor when nothing does."""
        node, line = self._root, 1
        for key in path:
            step = _step(node, key)
            if step is None:
                break
            node, line = step
        return line

    def problem(self, code: str, path: tuple[Key, ...], message: str) -> Problem:
        """A problem with what stands at ``path``."""
        return Problem(self.name, self.line(path), code, message)

    def _compose(self, text: str) -> Node | None:
        try:
            root: Node | None = compose(text)
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            reason = getattr(error, "problem", None) or str(error)
            line = mark.line + 1 if mark else 1
            self.problems.append(Problem(self.name, line, "E101", f"{reason}；时间和含冒号的引文要加引号"))
            return None
        if root is None:
            self.problems.append(Problem(self.name, 1, "E101", "文件是空的"))
        return root

    def _plain(self, node: Node) -> Any:
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if isinstance(node, SequenceNode):
            return [self._plain(child) for child in node.value]
        return self._mapping(node)

    def _mapping(self, node: MappingNode) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag == _TEXT:
                key = key_node.value
            else:
                key = self._scalar(key_node) if isinstance(key_node, ScalarNode) else None
            if not isinstance(key, (str, int, date)):
                self._report(key_node, "E105", "键要写成文字")
                continue
            if key in result:
                self._report(key_node, "E102", f"{key} 已在前面写过，后一个会盖掉前一个；留下一个")
            result[key] = self._plain(value_node)
        return result

    def _scalar(self, node: ScalarNode) -> Any:
        if node.tag == _TEXT or node.style:
            if ":" in node.value and not node.style and _PLAIN_TIME.fullmatch(node.value):
                self._report(node, "E106", f'{node.value} 没有加引号；时间应写成 "{node.value}"')
            return node.value
        read = _READERS.get(node.tag, str)
        try:
            return read(node.value)
        except (ValueError, InvalidOperation):
            right = "数字写成普通十进制，日期写成 YYYY-MM-DD，文字加引号"
            self._report(node, "E106", f"{node.value} 有多种读法；{right}")
            return node.value

    def _report(self, node: Node, code: str, message: str) -> None:
        self.problems.append(Problem(self.name, node.start_mark.line + 1, code, message))


def _integer(text: str) -> int:
    # 1_000, 0o17 and 010 are numbers to some readers and text to others.
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    number = Decimal(text)
    if "_" in text or not number.is_finite():
        raise ValueError(text)
    return number


_READERS: Mapping[str, Callable[[str], Any]] = {
    TAG + "null": lambda text: None,
    TAG + "bool": lambda text: {"true": True, "false": False}[text.lower()],
    TAG + "int": _integer,
    TAG + "float": _decimal,
    TAG + "timestamp": date.fromisoformat,
}


def _step(node: Node | None, key: Key) -> tuple[Node, int] | None:
    if isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
        child = node.value[key]
        return child, child.start_mark.line + 1
    if isinstance(node, MappingNode):
        return next(_entries(node, key), None)
    return None


def _entries(node: MappingNode, key: Key) -> Iterator[tuple[Node, int]]:
    for key_node, value_node in node.value:
        if key_node.value == str(key):
            yield value_node, key_node.start_mark.line + 1


_EXAMPLES = re.compile(r"^( *)examples:[ \t]*(?:#.*)?\n(?:(?:\1[ -].*|[ \t]*)\n)*", re.MULTILINE)


def without_examples(text: str) -> str:
    """The text with its blocks of ``examples`` blanked; every line stays where it is.

    Examples are half of the rules and play no part in a judgement; ``rules check`` reads them.
    """
    return _EXAMPLES.sub(lambda block: "\n" * block[0].count("\n"), text)
