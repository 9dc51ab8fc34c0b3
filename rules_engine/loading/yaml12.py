"""YAML 1.2 and nothing else, quickly.

ruamel's own resolver asks again for each scalar which version it reads, and its patterns are wrapped; on the whole
rulebook that is half of the time.
"""

from __future__ import annotations

import re
from typing import ClassVar

from _ruamel_yaml import CParser
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver, implicit_resolvers

TAG = "tag:yaml.org,2002:"
_STRING, _SEQUENCE, _MAPPING = TAG + "str", TAG + "seq", TAG + "map"


class _Resolver(VersionedResolver):  # type: ignore[misc]
    _TABLE: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def resolve(self, kind: type[Node], value: str, implicit: tuple[bool, bool]) -> str:
        """The tag of a node; of a quoted scalar always text."""
        if kind is not ScalarNode:
            return _SEQUENCE if kind is SequenceNode else _MAPPING
        if implicit[0]:
            for tag, pattern in self._TABLE.get(value[:1], ()):
                if pattern.match(value):
                    return tag
        return _STRING


for _versions, _tag, _pattern, _firsts in implicit_resolvers:
    if (1, 2) in _versions:
        _compiled = re.compile(_pattern.pattern, _pattern.flags)
        for _first in _firsts or ():
            _Resolver._TABLE.setdefault(_first, []).append((_tag, _compiled))


class _Parser(CParser, _Resolver):  # type: ignore[misc]
    """The C parser with our resolver; ruamel would make a new class for every file."""

    def __init__(self, text: str) -> None:
        CParser.__init__(self, text)
        self._parser = self._composer = self
        VersionedResolver.__init__(self, version=(1, 2), loadumper=self)


def compose(text: str) -> Node | None:
    """The nodes of a document, with line marks; None when it is empty. Raises ruamel's YAMLError."""
    root: Node | None = _Parser(text).get_single_node()
    return root
