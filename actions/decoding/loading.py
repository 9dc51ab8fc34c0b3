"""Reading the patterns of messages: strictly, every problem at once, nothing run that could run away.

Reads ``data/messages``: one file for each kind, ``steps.yml`` for what to do and how to check, ``words.yml`` for
shared alternatives. Numbers are checked against ``data/safety/hotlines.yml``, grounds against the rulebook on the
day of the review. Whether a review is overdue depends on the day: see ``overdue``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from actions.decoding import regexes
from actions.decoding.model import (
    KINDS,
    Advice,
    Pattern,
    PatternEntry,
    PatternFile,
    Patterns,
    StepsFile,
    WordsFile,
)
from actions.decoding.proving import example_findings, text_findings
from rules_engine.loading import schema
from rules_engine.loading.diagnostics import Problem, refuse_errors
from rules_engine.loading.schema import Finding, nearest
from rules_engine.loading.source import Source, without_examples
from rules_engine.model.rulebook import Rulebook
from rules_engine.proofs.hotlines import Directory

FOLDER = "messages"
STEPS, WORDS = "steps", "words"

Listed = Mapping[str, tuple[Advice, ...]]


def load_patterns(data: Path, book: Rulebook) -> Patterns:
    """The patterns for use; examples are left to ``read_patterns``.

    :raises RulebookError: with every problem, when one of them cannot be used.
    """
    patterns = _Reading(data, book, with_examples=False).patterns()
    refuse_errors(patterns.problems)
    return patterns


def read_patterns(data: Path, book: Rulebook) -> Patterns:
    """Read all patterns with their examples and keep going past every problem."""
    return _Reading(data, book, with_examples=True).patterns()


def overdue(patterns: Patterns, on: date) -> list[Problem]:
    """Files that should have been reviewed before ``on``."""
    return [
        source.problem("E404", ("review_by",), f"应在 {review_by} 前复核")
        for source in patterns.sources.values()
        if isinstance(source.data, dict)
        and isinstance(review_by := source.data.get("review_by"), date)
        and review_by < on
    ]


class _Reading:
    """Reads the folder once; findings of every file end up in ``problems``."""

    def __init__(self, data: Path, book: Rulebook, with_examples: bool) -> None:
        self._data, self._book = data, book
        self._with_examples = with_examples
        self._sources: dict[str, Source] = {}
        self._problems: list[Problem] = []
        self._seen: set[str] = set()
        # Its own dates are the business of `rules check`.
        self._directory = Directory(data, book, date.min)

    def patterns(self) -> Patterns:
        """Everything that can be used, and every problem."""
        words = self._file(WORDS, WordsFile)
        self._words = words.words if words else {}
        self._listed = self._steps()
        found = tuple(pattern for kind in KINDS for pattern in self._kind(kind))
        self._strays()
        form = [problem for source in self._sources.values() for problem in source.problems]
        return Patterns(found, self._sources, tuple(sorted({*form, *self._problems})))

    def _file(self, stem: str, type_: type[schema.T]) -> schema.T | None:
        path = self._data / FOLDER / f"{stem}.yml"
        if not path.exists():
            name = f"{self._data.name}/{FOLDER}/{path.name}"
            self._problems.append(Problem(name, 1, "E108", "话术的每个种类都要有一个文件"))
            return None
        source = Source.read(path, self._data, str if self._with_examples else without_examples)
        self._sources[stem] = source
        return schema.read(source, type_)

    def _strays(self) -> None:
        known = {*KINDS, STEPS, WORDS}
        for path in sorted((self._data / FOLDER).glob("*.yml")):
            if path.stem not in known:
                name = f"{self._data.name}/{FOLDER}/{path.name}"
                self._problems.append(
                    Problem(name, 1, "E109", f"没有人读这个文件{nearest(path.stem, known)}")
                )

    def _report(self, stem: str, findings: Iterator[Finding]) -> None:
        source = self._sources[stem]
        self._problems.extend(source.problem(code, path, message) for path, code, message in findings)

    def _steps(self) -> dict[str, Listed]:
        steps = self._file(STEPS, StepsFile)
        if steps is None:
            return {"do": {}, "verify": {}}
        self._report(STEPS, text_findings(self._book, self._directory, steps, steps.reviewed))
        do = {
            name: (Advice(name, rank, step.text, step.within_days, step.basis),)
            for rank, (name, step) in enumerate(steps.do.items())
        }
        verify = {
            name: (Advice(name, rank, way.text, None, way.basis),)
            for rank, (name, way) in enumerate(steps.verify.items())
        }
        return {"do": do, "verify": verify}

    def _kind(self, kind: str) -> Iterator[Pattern]:
        file = self._file(kind, PatternFile)
        if file is None:
            return
        if file.kind != kind:
            self._report(kind, iter([(("kind",), "E109", f"应和文件名一样写 {kind}")]))
        for index, entry in enumerate(file.patterns):
            pattern = self._pattern(kind, ("patterns", index), file, entry)
            if pattern is not None:
                yield pattern

    def _pattern(
        self, kind: str, path: schema.Path, file: PatternFile, entry: PatternEntry
    ) -> Pattern | None:
        if entry.id in self._seen:
            self._report(kind, iter([((*path, "id"), "E109", f"{entry.id} 已在前面写过")]))
        self._seen.add(entry.id)
        self._report(kind, self._entry_findings(file, entry, path))
        sources = self._regexes(kind, entry, path)
        if sources is None:
            return None
        pattern = Pattern(
            id=entry.id,
            kind=file.kind,
            name=entry.name,
            says=entry.says,
            basis=entry.basis,
            look=re.compile(look := regexes.any_of(sources["regex"])),
            needs=regexes.needed(look),
            unless=_any(sources["unless"]),
            unless_in_sentence=_any(sources["unless_in_sentence"]),
            unless_in_message=_any(sources["unless_in_message"]),
            also=tuple(map(re.compile, sources["also"])),
            verify=self._advice("verify", entry.verify),
            do=self._advice("do", entry.do),
            reviewed=file.reviewed,
            review_by=file.review_by,
        )
        if self._with_examples:
            self._report(kind, example_findings(pattern, entry.examples, path))
        return pattern

    def _entry_findings(self, file: PatternFile, entry: PatternEntry, path: schema.Path) -> Iterator[Finding]:
        yield from text_findings(self._book, self._directory, entry, file.reviewed, path)
        if not (entry.words or entry.regex):
            yield path, "E104", "words 和 regex 至少写一个"
        for key in ("verify", "do"):
            listed = self._listed[key]
            for index, name in enumerate(getattr(entry, key)):
                if name not in listed:
                    hint = nearest(name, listed) or "；都写在 steps.yml"
                    yield (*path, key, index), "E207", f"{name}{hint}"

    def _advice(self, key: str, names: tuple[str, ...]) -> tuple[Advice, ...]:
        return tuple(advice for name in names for advice in self._listed[key].get(name, ()))

    def _regexes(self, kind: str, entry: PatternEntry, path: schema.Path) -> dict[str, list[str]] | None:
        """The regular expressions of an entry written out, by key; None when one may not be used."""
        written: dict[str, list[str]] = {}
        found: list[Finding] = []
        for key in ("regex", "unless", "unless_in_sentence", "unless_in_message", "also"):
            sources = enumerate(getattr(entry, key))
            written[key] = [self._written(one, (*path, key, index), found) for index, one in sources]
        written["regex"] = [*regexes.literal(entry.words), *written["regex"]]
        self._report(kind, iter(found))
        return written if written["regex"] and not found else None

    def _written(self, source: str, place: schema.Path, found: list[Finding]) -> str:
        try:
            source = regexes.expanded(source, self._words)
            faults = regexes.faults(source)
        except KeyError as unknown:
            name = unknown.args[0]
            faults = [f"words.yml 里没有 {name}{nearest(name, self._words)}"]
        found.extend((place, "E205", fault) for fault in faults)
        return source


def _any(sources: list[str]) -> re.Pattern[str] | None:
    return re.compile(regexes.any_of(sources)) if sources else None
