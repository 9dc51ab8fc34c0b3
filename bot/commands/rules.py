"""`advisor rules`: check the data, show one rule or norm, list them all."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rules_engine import Problem, Rulebook, RulebookError, check_rulebook, load_rulebook, load_with_examples
from rules_engine.authoring import schemas
from rules_engine.model.norms import Norm
from rules_engine.model.spoken import spoken
from rules_engine.model.tables import Example, Rule, Table, Version
from rules_engine.proofs.coverage_report import covered
from rules_engine.proofs.strength import rule_strength

_VERDICTS = {"fires": "成立", "silent": "不成立", "undecided": "定不了", "not_covered": "不覆盖"}


def check(data: Path, on: date, as_json: bool) -> int:
    """Print every problem of the data on that day, then a summary; 1 when there is an error, else 0."""
    started = time.perf_counter()
    problems = [*check_rulebook(data, on), *_other_texts(data, on)]
    seconds = time.perf_counter() - started
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        print(json.dumps(_report(problems, errors, seconds), ensure_ascii=False))
        return 1 if errors else 0
    for problem in problems:
        print(problem)
    verdict = "没有通过" if errors else "通过"
    counts = f"{errors} 个错误，{len(problems) - errors} 个提醒"
    print(f"检查{verdict}：{counts}，用时 {seconds:.2f} 秒（复核日按 {on} 算）")
    return 1 if errors else 0


def _other_texts(data: Path, on: date) -> list[Problem]:
    """What is wrong with letters, patterns of messages, commands and the glossary; nothing while the rulebook itself
    is broken, nor of what the folder has not got."""
    from actions.commands import read_commands, unknown_offers
    from actions.decoding.loading import overdue, read_patterns
    from actions.letters.checking import check_letters

    try:
        book = load_rulebook(data)
    except RulebookError:
        return []
    problems: set[Problem] = set()
    if (data / "letters").is_dir():
        problems |= set(check_letters(data, book, on))
    if (data / "messages").is_dir():
        patterns = read_patterns(data, book)
        problems |= {*patterns.problems, *overdue(patterns, on)}
    if (data / "answers" / "commands.yml").exists():
        commands = read_commands(data)
        problems |= {*commands.problems, *unknown_offers(data, book, commands)}
    return sorted(problems)


def show(data: Path, wanted: str) -> int:
    """Print the rules of that id, or the norm, with dates, quotations and examples; 1 when there is none."""
    book = _load(data)
    if book is None:
        return 1
    found = [(table, rule) for table in book.tables.values() for rule in table.rules if rule.id == wanted]
    for table, rule in found:
        _print_all(_rule_lines(book, table, rule))
    if wanted in book.norms:
        _print_all(_norm_lines(book.norms[wanted]))
    elif wanted in book.norms.references:
        _print_all(_article_lines(book, wanted))
    elif not found:
        print(f"没有叫 {wanted} 的规则或规范；“advisor rules list”列出全部")
        return 1
    return 0


def listing(data: Path) -> int:
    """Print every rule and norm, one a line, with dates, strength and the day it is to be reviewed."""
    book = _load(data)
    if book is None:
        return 1
    print(f"规则（版本 {book.version}）")
    for table in book.tables.values():
        for rule in table.rules:
            spans = "；".join(_span(version.from_, version.to) for version in rule.versions)
            print(f"  {table.table}/{rule.id}  {rule.name}  {spans}  {rule_strength(book.norms, rule)}")
    print("规范")
    for norm in book.norms.values():
        span = _span(norm.in_force.from_, norm.in_force.to)
        print(f"  {norm.id}  {norm.title}  {span}  {norm.strength}  {norm.review_by} 前复核")
    return 0


def coverage(data: Path, cases: Path | None, on: date, as_json: bool) -> int:
    """Print what no example and no case exercises, and articles nobody cites; 0 even when there is something."""
    book = _load(data)
    if book is None:
        return 1
    folder = cases or data.parent / "tests" / "rules_engine" / "cases"
    report = covered(book, folder, on)
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    print(f"规则 {report['rules']} 条，例子 {report['examples']} 个，案例 {report['cases']} 个")
    print(f"条件 {report['conditions']} 个，其中成立和不成立都试过的 {report['conditions_tried']} 个")
    for label, key in (
        ("没有案例写明理由和依据的规则", "rules_without_case"),
        ("没有试过的", "unexercised"),
        ("没有一条规则读的事实", "facts_unread"),
        ("没有人引用的条文", "articles_uncited"),
    ):
        rows = report[key]
        print(f"{label}：{'无' if not rows else len(rows)}")
        for row in rows:
            print(f"  {row}")
    return 0


def schema(data: Path) -> int:
    """Write the schemas editors read beside the data; prints what changed."""
    book = _load(data)
    if book is None:
        return 1
    changed = 0
    for path, text in schemas.written(data, book).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        changed += 1
        print(path)
    print(f"写了 {changed} 个文件" if changed else "都是最新的")
    return 0


def _load(data: Path) -> Rulebook | None:
    try:
        return load_with_examples(data)
    except RulebookError as error:
        print(error)
        print("规则数据有错，先改好再看；“advisor rules check”列出全部")
        return None


def _report(problems: Sequence[Problem], errors: int, seconds: float) -> dict[str, Any]:
    rows = [
        {"file": problem.file, "line": problem.line, "code": problem.code, "message": problem.message}
        for problem in problems
    ]
    warnings = len(problems) - errors
    return {"errors": errors, "warnings": warnings, "seconds": round(seconds, 3), "problems": rows}


def _rule_lines(book: Rulebook, table: Table[Any], rule: Rule[Any]) -> Iterator[str]:
    yield f"{table.table}/{rule.id}  {rule.name}（{rule_strength(book.norms, rule)}）"
    for text in spoken(rule.then):
        own = f"  〔{'、'.join(text.basis)}〕" if text.basis else ""
        yield f"  {'.'.join(map(str, text.path))}：{text.text}{own}"
    for version in rule.versions:
        yield from _version_lines(book, version)
    if rule.not_covered:
        yield f"  其余日期不覆盖：{rule.not_covered}"
    for example in rule.examples:
        yield f"  例：{_example(example)}"


def _version_lines(book: Rulebook, version: Version) -> Iterator[str]:
    yield f"  {_span(version.from_, version.to)}"
    for label, refs in (("依据", version.basis), ("另见", version.see_also)):
        for ref in refs:
            yield f"    {label} {ref}"
            yield from (f"    {line}" for line in _article_lines(book, ref))


def _article_lines(book: Rulebook, ref: str) -> Iterator[str]:
    citation = book.norms.cite(ref)
    span = _span(citation.period.from_, citation.period.to)
    yield f"  {citation.title}（{citation.norm.strength}，{span}，{citation.norm.review_by} 前复核）"
    yield f"    {citation.article.says}"
    if citation.article.quote:
        yield f"    原文：“{citation.article.quote}”"


def _norm_lines(norm: Norm) -> Iterator[str]:
    yield f"{norm.id}  {norm.title}（{norm.strength}，{_span(norm.in_force.from_, norm.in_force.to)}）"
    yield f"  {norm.verified_on} 核对，{norm.review_by} 前复核"
    for article_id, article in norm.articles.items():
        yield f"  {article_id}  {article.number or '条号未核'}  {article.says}"
        if article.quote:
            yield f"    原文：“{article.quote}”"


def _example(example: Example) -> str:
    given = json.dumps(example.given, ensure_ascii=False, default=str)
    near = "，差一点" if example.near_miss else ""
    due = f"，期限 {example.due}" if example.due else ""
    return f"{example.name}：{given} → {_VERDICTS[example.expect]}{near}{due}"


def _span(first: date, last: date | None) -> str:
    return f"{first} 至 {last or '今'}"


def _print_all(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)
