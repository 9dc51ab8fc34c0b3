"""The data folder as a rulebook: every file read, every reference looked up, every problem kept."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from rules_engine.evaluation.rows import Row
from rules_engine.loading import planning as planning_texts
from rules_engine.loading import references, schema
from rules_engine.loading.compiling import compile_row
from rules_engine.loading.diagnostics import Problem, RulebookError
from rules_engine.loading.source import Source, without_examples
from rules_engine.model.calendar import CalendarYear
from rules_engine.model.facts import FactsFile
from rules_engine.model.norms import Norm, Norms
from rules_engine.model.params import Param
from rules_engine.model.planning_texts import PlanningTexts
from rules_engine.model.quantities import Quantities, UnfitValue
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.sentences import text_of
from rules_engine.model.tables import THEN_OF_TABLE, Table
from rules_engine.model.texts import CaveatTexts, CostTexts, Disclaimer, FirmWords, VerdictTexts

T = TypeVar("T")

# Files of data/rules that hold no table; the engine cannot do without them.
_OTHER_FILES = frozenset({"facts", "cost", "planning", "caveats", "verdicts", "disclaimer", "firm_words"})


class Loaded(Struct, frozen=True):
    """What was read: the book (None when a file it cannot do without is unreadable), its files, its problems.

    A table with problems of form is left out of the book, so that the others can still be checked.
    """

    book: Rulebook | None
    sources: Mapping[str, Source]
    problems: tuple[Problem, ...]


def load_rulebook(data: Path) -> Rulebook:
    """The rulebook in the folder ``data``, to judge cases by; RulebookError with every problem of what it needs.

    The worked examples beside the rules are left out: see :func:`load_with_examples`.
    """
    with _uncollected():
        return _usable(_Folder(data, without_examples).load())


def load_with_examples(data: Path) -> Rulebook:
    """The rulebook with its worked examples, to be shown or tried; RulebookError when it cannot be used."""
    return _usable(read_folder(data))


def _usable(loaded: Loaded) -> Rulebook:
    errors = [problem for problem in loaded.problems if problem.is_error]
    if errors or loaded.book is None:
        raise RulebookError(errors)
    return loaded.book


def read_folder(data: Path) -> Loaded:
    """Read everything the rules need, and keep going past every problem."""
    with _uncollected():
        return _Folder(data, str).load()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Tens of thousands of nodes are made and none is garbage; looking for cycles among them costs as much again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Folder:
    """One reading of a data folder."""

    def __init__(self, data: Path, prepare: Callable[[str], str]) -> None:
        self._data = data
        self._prepare = prepare
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []

    def load(self) -> Loaded:
        norms = self._norms()
        params = self._by_id("params", Param)
        calendar = {year.year: year for year in self._by_id("calendar", CalendarYear).values()}
        cost = self._required("cost", CostTexts)
        planning = self._required("planning", PlanningTexts)
        caveats = self._required("caveats", CaveatTexts)
        verdicts = self._required("verdicts", VerdictTexts)
        disclaimer = self._required("disclaimer", Disclaimer)
        firm_words = self._required("firm_words", FirmWords)
        facts = self._required("facts", FactsFile)
        tables = self._tables()
        quantities = self._quantities(facts, tables) if facts else None
        texts = cost and planning and caveats and verdicts and disclaimer and firm_words
        if not (quantities and texts and "stage" in tables):
            return self._loaded(None)
        assert cost and planning and caveats and verdicts and disclaimer and firm_words
        book = Rulebook(
            version=_version(self.sources.values()),
            quantities=quantities,
            norms=norms,
            params=params,
            calendar=calendar,
            tables=tables,
            rows={name: self._rows(table, quantities, params) for name, table in tables.items()},
            cost=cost,
            planning=planning,
            caveats={name: text_of(text) for name, text in caveats.caveats.items()},
            verdicts=verdicts.verdicts,
            disclaimer=disclaimer.text,
            firm_words=firm_words,
        )
        self.problems.extend(references.problems(book, self.sources))
        self.problems.extend(planning_texts.problems(book, self.sources))
        return self._loaded(book)

    def _loaded(self, book: Rulebook | None) -> Loaded:
        own = [problem for source in self.sources.values() for problem in source.problems]
        return Loaded(book, self.sources, tuple(sorted({*own, *self.problems})))

    def _source(self, path: Path) -> Source:
        source = Source.read(path, self._data, self._prepare)
        self.sources[f"{path.parent.name}/{path.stem}"] = source
        return source

    def _required(self, name: str, type_: type[T]) -> T | None:
        path = self._data / "rules" / f"{name}.yml"
        if not path.exists():
            self._missing(name)
            return None
        return schema.read(self._source(path), type_)

    def _missing(self, name: str) -> None:
        file = f"{self._data.name}/rules/{name}.yml"
        self.problems.append(Problem(file, 1, "E108", "规则不能没有这个文件"))

    def _by_id(self, folder: str, type_: type[T]) -> dict[str, T]:
        found: dict[str, T] = {}
        for path in sorted((self._data / folder).glob("*.yml")):
            source = self._source(path)
            entry = schema.read(source, type_)
            if entry is None:
                continue
            key = "year" if type_ is CalendarYear else "id"
            if str(getattr(entry, key)) != path.stem:
                self.problems.append(source.problem("E109", (key,), f"应和文件名一样写 {path.stem}"))
            found[path.stem] = entry
        return found

    def _norms(self) -> Norms:
        return Norms(self._by_id("norms", Norm))

    def _tables(self) -> dict[str, Table[Any]]:
        tables: dict[str, Table[Any]] = {}
        for name, then in THEN_OF_TABLE.items():
            path = self._data / "rules" / f"{name}.yml"
            if not path.exists():
                if name == "stage":
                    self._missing(name)
                continue
            source = self._source(path)
            table = schema.read(source, Table[then])  # type: ignore[valid-type]
            if table is not None:
                tables[name] = table
                if table.table != name:
                    self.problems.append(source.problem("E109", ("table",), f"应和文件名一样写 {name}"))
        self._strays()
        return tables

    def _strays(self) -> None:
        known = {*_OTHER_FILES, *THEN_OF_TABLE}
        for path in sorted((self._data / "rules").glob("*.yml")):
            if path.stem not in known:
                file = f"{self._data.name}/rules/{path.name}"
                hint = schema.nearest(path.stem, known)
                self.problems.append(Problem(file, 1, "E109", f"没有人读这个文件{hint}"))

    def _quantities(self, facts: FactsFile, tables: Mapping[str, Table[Any]]) -> Quantities | None:
        source = self.sources["rules/facts"]
        stages = {rule.id: rule.name for rule in tables["stage"].rules} if "stage" in tables else {}
        findings = list(references.fact_findings(facts.facts))
        self.problems.extend(source.problem(code, path, message) for path, code, message in findings)
        try:
            return Quantities(facts.facts, stages)
        except UnfitValue as unfit:
            self.problems.append(source.problem("E205", (), str(unfit)))
            return None

    def _rows(
        self, table: Table[Any], quantities: Quantities, params: Mapping[str, Param]
    ) -> tuple[Row, ...]:
        source = self.sources[f"rules/{table.table}"]
        rows = []
        for index in range(len(table.rules)):

            def report(code: str, path: schema.Path, message: str, index: int = index) -> None:
                self.problems.append(source.problem(code, ("rules", index, *path), message))

            row = compile_row(table, index, quantities, params, report)
            if row is not None:
                rows.append(row)
        return tuple(rows)


def _version(sources: Iterable[Source]) -> str:
    """A short hash over what the files say; comments and layout do not change it."""
    said = msgspec.to_builtins({source.name: source.data for source in sources}, str_keys=True)
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()[:12]
