"""Replies in traditional characters, for those who read these; word by word the same text."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from opencc import OpenCC

TRADITIONAL = "zh-Hant"
_NOT_TEXT = frozenset({"payload", "token", "id", "kind", "url", "ref", "format"})


def in_script(value: Any, script: str) -> Any:
    """A message (any JSON) in a script; what programs read, and what a button says in the person's name, stays."""
    return _converted(value) if script == TRADITIONAL else value


def _converted(value: Any) -> Any:
    if isinstance(value, str):
        return _converter().convert(value)
    if isinstance(value, dict):
        return {key: each if key in _NOT_TEXT else _converted(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_converted(each) for each in value]
    return value


@lru_cache(maxsize=1)
def _converter() -> Any:
    return OpenCC("s2tw")
