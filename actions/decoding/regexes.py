"""Patterns that cannot run away: what a regular expression may hold so that any message is read in linear time.

Every repetition is bounded, none stands inside another, and the ways a pattern can try one starting point are
counted from its parsed form. Nothing is matched here.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from actions.decoding.folding import SENTENCE_ENDS

#: The most characters a gap may span, and the most a repeated group may come back.
MOST_GAP = 24
MOST_TURNS = 4
#: The most ways in which a pattern may try one starting point.
MOST_WAYS = 400

_parser = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*?)(\d*)\}")
_GAPS: Mapping[str, str] = {"gap": "，：", "far": ""}
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def expanded(source: str, words: Mapping[str, tuple[str, ...]]) -> str:
    """The pattern with ``{name}``, ``{gapN}`` and ``{farN}`` written out.

    ``{gapN}`` is up to N characters of the same clause, ``{farN}`` of the same sentence.

    :raises KeyError: a name that is not among ``words``.
    """

    def write(match: re.Match[str]) -> str:
        name, number = match[1], match[2]
        if name in _GAPS and number:
            return f"[^{SENTENCE_ENDS}{_GAPS[name]}]{{0,{number}}}"
        return any_of(words[name + number])

    return _PLACEHOLDER.sub(write, source)


def any_of(sources: Iterable[str]) -> str:
    """One pattern for any of several."""
    return "(?:" + "|".join(sources) + ")"


def literal(words: Iterable[str]) -> Iterator[str]:
    """Words as patterns, longest first, so that the longest is found."""
    return map(re.escape, sorted(words, key=len, reverse=True))


def faults(source: str) -> list[str]:
    """Why the pattern may not be used; empty when it may."""
    try:
        tree = _parser.parse(source)
        re.compile(source)
    except (re.error, OverflowError, RecursionError) as error:
        return [f"正则写错了：{error}"]
    found = list(dict.fromkeys(_repeat_faults(tree, inside=False)))
    tried = ways(source)
    if not found and tried > MOST_WAYS:
        found.append(f"同一处要试 {tried} 种走法，最多 {MOST_WAYS} 种；缩短空档或拆成两条")
    if re.search(source, ""):
        found.append("什么都没有也能命中；至少要有一个字")
    return found


def ways(source: str) -> int:
    """In how many ways the pattern can try one starting point, alternatives of a choice counted once."""
    return _ways(_parser.parse(source))


def needed(source: str) -> frozenset[str]:
    """Characters of which every hit contains at least one; empty when no small set is known."""
    return _needed(_parser.parse(source)) or frozenset()


def _repeat_faults(tree: Iterable[Any], inside: bool) -> Iterator[str]:
    for operation, value in tree:
        name = str(operation)
        if name in _REPEATS:
            yield from _bounds(value, inside)
            yield from _repeat_faults(value[2], inside or int(value[1]) > 1)
        else:
            for inner in _inner(name, value):
                yield from _repeat_faults(inner, inside)


def _bounds(value: Any, inside: bool) -> Iterator[str]:
    most, body = int(value[1]), value[2]
    single = len(body) == 1 and str(body[0][0]) in ("LITERAL", "NOT_LITERAL", "IN", "ANY")
    if inside:
        yield "重复里面又有重复；拆开写"
    elif most > (MOST_GAP if single else MOST_TURNS):
        yield f"不许无界重复；空档最多 {MOST_GAP} 字，一组词最多重复 {MOST_TURNS} 次"


def _inner(name: str, value: Any) -> Iterable[Any]:
    if name == "SUBPATTERN":
        return [value[-1]]
    if name == "BRANCH":
        return list(value[1])
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    return []


def _ways(tree: Iterable[Any]) -> int:
    total = 1
    for operation, value in tree:
        name = str(operation)
        if name in _REPEATS:
            total *= (min(int(value[1]), 1000) - int(value[0]) + 1) * _ways(value[2])
        else:
            total *= max((_ways(inner) for inner in _inner(name, value)), default=1)
    return total


def _needed(tree: Iterable[Any]) -> frozenset[str] | None:
    """The smallest known set among the parts that every hit passes."""
    sets = [found for operation, value in tree if (found := _needed_by(str(operation), value))]
    return min(sets, key=len, default=None)


def _needed_by(name: str, value: Any) -> frozenset[str] | None:
    if name == "LITERAL":
        return frozenset(chr(value))
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return frozenset(chr(code) for _, code in value)
    if name in _REPEATS:
        return _needed(value[2]) if int(value[0]) else None
    if name == "SUBPATTERN":
        return _needed(value[-1])
    if name != "BRANCH":
        return None
    branches = [_needed(branch) for branch in value[1]]
    if any(branch is None for branch in branches):
        return None
    return frozenset().union(*(branch for branch in branches if branch))
