"""Everything `rules check` finds: form, references, logic, grounds, examples, answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from rules_engine.authoring import schemas
from rules_engine.loading.answers import Answers, read_answers
from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.references import citation_findings
from rules_engine.loading.rulebook import Loaded, read_folder
from rules_engine.loading.schema import Finding
from rules_engine.loading.source import Source
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import Spoken, spoken
from rules_engine.proofs import boxes, citations, examples, strength, temporal, versions
from rules_engine.proofs.hotlines import Directory


def check_rulebook(data: Path, on: date) -> list[Problem]:
    """Every problem of the data on the day ``on``, sorted by file and line; empty when all is well."""
    loaded = read_folder(data)
    problems = set(loaded.problems)
    if loaded.book is not None:
        directory = Directory(data, loaded.book, on)
        problems.update(directory.problems)
        problems.update(_rule_problems(loaded.book, loaded, directory, on))
        problems.update(_text_problems(loaded.book, loaded, directory))
        answers = read_answers(data, loaded.book)
        problems.update(answers.problems)
        problems.update(_answer_problems(loaded.book, answers, directory, on))
        problems.update(_phrase_problems(loaded.book, data, directory, on))
        if not any(problem.is_error for problem in problems):
            problems.update(schemas.problems(data, loaded.book))
    return sorted(problems)


def _rule_problems(book: Rulebook, loaded: Loaded, directory: Directory, on: date) -> Iterator[Problem]:
    for table in book.tables:
        source = loaded.sources[f"rules/{table}"]
        for path, code, message in _table_findings(book, table, directory, on):
            yield source.problem(code, path, message)
    for name, (path, code, message) in temporal.findings(book, on):
        if name in loaded.sources:
            yield loaded.sources[name].problem(code, path, message)


def _table_findings(book: Rulebook, table: str, directory: Directory, on: date) -> Iterator[Finding]:
    yield from boxes.findings(book, table)
    for index, rule in enumerate(book.tables[table].rules):
        path = ("rules", index)
        yield from versions.findings(rule, path)
        yield from citations.findings(book.norms, rule, path, on)
        yield from strength.findings(book, rule, path)
        yield from directory.findings(strength.rule_texts(rule, path))
    # Examples may read the stage: without all of its rows they would fail for no fault of their own.
    if len(book.rows["stage"]) == len(book.tables["stage"].rules):
        for row in book.rows[table]:
            yield from examples.findings(book, row, ("rules", row.index), on)


def _text_problems(book: Rulebook, loaded: Loaded, directory: Directory) -> Iterator[Problem]:
    """The engine's own sentences and the questions of the dictionary."""
    texts: dict[str, list[Spoken]] = {
        "rules/cost": [
            Spoken(("assumptions", name), sentence.text, sentence.basis)
            for name, sentence in book.cost.assumptions.items()
        ],
        "rules/planning": list(_planning(book)),
        "rules/caveats": [Spoken(("caveats", name), text, ()) for name, text in book.caveats.items()],
        "rules/verdicts": [
            Spoken(("verdicts", name), sentence.text, sentence.basis)
            for name, sentence in book.verdicts.items()
        ],
        "rules/disclaimer": [Spoken(("text",), book.disclaimer, ())],
        "rules/facts": list(_questions(book)),
    }
    for name, said in texts.items():
        for path, code, message in (*strength.text_findings(book, said), *directory.findings(said)):
            yield loaded.sources[name].problem(code, path, message)


def _planning(book: Rulebook) -> Iterator[Spoken]:
    for name, sentence in book.planning.assumptions.items():
        yield Spoken(("assumptions", name), sentence.text, sentence.basis)
    for number, case in enumerate(book.planning.stress):
        yield Spoken(("stress", number, "name"), case.name, ())
    for step in spoken(book.planning.steps, ("steps",)):
        yield Spoken(step.path, step.text, step.basis or book.planning.basis)


def _questions(book: Rulebook) -> Iterator[Spoken]:
    for index, fact in enumerate(book.quantities.facts.values()):
        for key in ("ask", "why"):
            yield Spoken(("facts", index, key), getattr(fact, key) or "", ())
        for number, field in enumerate(fact.fields):
            for key in ("ask", "why"):
                yield Spoken(("facts", index, "fields", number, key), getattr(field, key) or "", ())


def _answer_problems(book: Rulebook, answers: Answers, directory: Directory, on: date) -> Iterator[Problem]:
    for topic, answer in answers.by_topic.items():
        source = answers.sources[topic]
        texts = list(spoken(answer))
        for text in texts:
            place = (*text.path[:-1], "basis")
            for path, code, message in citations.text_findings(book.norms, text.basis, place, on):
                yield source.problem(code, path, message)
        for path, code, message in (*strength.text_findings(book, texts), *directory.findings(texts)):
            yield source.problem(code, path, message)
        if answer.review_by is not None and answer.review_by < on:
            yield source.problem("E404", ("review_by",), f"{topic} 应在 {answer.review_by} 前复核")


def _phrase_problems(book: Rulebook, data: Path, directory: Directory, on: date) -> Iterator[Problem]:
    """Other texts under data/answers; their form is their reader's, their grounds are checked here."""
    answered = {data / "answers" / "topics", data / "answers" / "talk"}
    for path in sorted((data / "answers").rglob("*.yml")):
        if path.parent in answered:
            continue
        source = Source.read(path, data)
        yield from source.problems
        texts = list(_strings(source.data, ()))
        for found, code, message in (*_loose_findings(book, texts, on), *directory.findings(texts)):
            yield source.problem(code, found, message)


def _loose_findings(book: Rulebook, texts: list[Spoken], on: date) -> Iterator[Finding]:
    yield from strength.text_findings(book, texts)
    for text in texts:
        place = (*text.path[:-1], "basis")
        yield from citation_findings(book, text.basis, place)
        yield from citations.text_findings(book.norms, text.basis, place, on)


def _strings(value: Any, path: tuple[str | int, ...]) -> Iterator[Spoken]:
    if isinstance(value, str):
        yield Spoken(path, value, ())
    elif isinstance(value, dict) and "text" in value:
        yield Spoken((*path, "text"), str(value["text"]), tuple(value.get("basis") or ()))
    elif isinstance(value, (dict, list)):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in entries:
            yield from _strings(inner, (*path, key))
