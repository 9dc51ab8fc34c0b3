"""Whether everything a letter names is there: facts and their values, kinds, acts, channels, deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from actions.letters.conditions import KINDS
from actions.letters.model import Is, Kept, Letter, Part
from actions.letters.placeholders import is_balanced, used
from actions.letters.values import names
from actions.letters.written import Written
from rules_engine import Rulebook
from rules_engine.loading.schema import Finding, Path, nearest

_CONDUCT = ("conduct", "daily_calls")


class Known:
    """What the letters of a rulebook may name."""

    def __init__(self, book: Rulebook) -> None:
        self._names = frozenset(names(book))
        self._facts = book.quantities.facts
        self._acts = {rule.then.act for table in _CONDUCT for rule in book.tables[table].rules}
        self._ids = {table: [rule.id for rule in rows.rules] for table, rows in book.tables.items()}

    def placeholders(self, text: Written) -> Iterator[Finding]:
        """Names in braces nobody fills, and braces that are no names."""
        if not is_balanced(text.text):
            yield text.path, "E207", "大括号不成对，或里面不是小写字母写的名字"
        allowed = self._names | text.fields
        for name in dict.fromkeys(used(text.text)):
            if name not in allowed:
                fields = f"；这里还可用：{'、'.join(sorted(text.fields))}" if text.fields else ""
                yield text.path, "E207", f"{{{name}}} 没有人填{nearest(name, allowed)}{fields}"

    def references(self, letter: Letter) -> Iterator[Finding]:
        """Conditions, kinds and rules of the letter that name nothing."""
        for index, part in enumerate(letter.body):
            path: Path = ("body", index)
            yield from self._conditions(part, path)
            yield from self._narrowing(part, path)
            yield from self._of_lines(part.items, (*path, "items"))
        yield from self._of_lines(letter.cautions, ("cautions",))
        yield from self._of_lines(letter.suits, ("suits",))
        limits = [*self._ids["deadlines"], *self._ids["replies"]]
        yield from _unknown(_each(letter.deadlines, ("deadlines",)), limits, "E207")
        labelled = ((("blanks", name), name) for name in letter.blanks)
        yield from _unknown(labelled, self._names, "E201")

    def _of_lines(self, lines: Iterable[Any], path: Path) -> Iterator[Finding]:
        for index, line in enumerate(lines):
            if isinstance(line, Kept):
                yield from self._conditions(line, (*path, index))

    def _conditions(self, piece: Kept, path: Path) -> Iterator[Finding]:
        for key in ("needs", "lacks"):
            yield from _unknown(_each(getattr(piece, key), (*path, key)), self._names | KINDS, "E201")
        for key in ("when", "unless"):
            for index, condition in enumerate(getattr(piece, key)):
                yield from self._condition(condition, (*path, key, index))
        yield from _unknown(_each(piece.needs_finding, (*path, "needs_finding")), self._acts, "E207")

    def _condition(self, condition: Is, path: Path) -> Iterator[Finding]:
        if condition.fact == "stage":
            yield from _unknown(_each(condition.in_, (*path, "in")), self._ids["stage"], "E205")
            return
        fact = self._facts.get(condition.fact)
        if fact is None or fact.type not in ("enum", "enum_list", "bool"):
            right = nearest(condition.fact, self._facts) or "；要写有选项的事实，或者 stage"
            yield (*path, "fact"), "E201", f"{condition.fact}{right}"
            return
        values: Iterable[Any] = (True, False) if fact.type == "bool" else (fact.values or {})
        yield from _unknown(_each(condition.in_, (*path, "in")), values, "E205")

    def _narrowing(self, part: Part, path: Path) -> Iterator[Finding]:
        if part.remedy is not None:
            yield from _unknown([((*path, "remedy"), part.remedy)], self._ids["channels"], "E207")
        known: Iterable[str] = self._ids["evidence"] if part.each == "evidence" else self._acts
        yield from _unknown(_each(part.only, (*path, "only")), known, "E207")


def _each(words: Iterable[Any], path: Path) -> Iterator[tuple[Path, Any]]:
    """The words of a list, each with its own place."""
    return (((*path, index), word) for index, word in enumerate(words))


def _unknown(places: Iterable[tuple[Path, Any]], known: Iterable[Any], code: str) -> Iterator[Finding]:
    """Those words that are none of the known ones."""
    choices = list(known)
    for path, word in places:
        if word not in choices:
            listed = sorted(map(str, choices))
            yield path, code, f"{word}{nearest(word, listed) or '；可用：' + '、'.join(listed)}"
