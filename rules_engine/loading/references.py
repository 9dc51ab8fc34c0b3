"""Whether everything the data points to is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter
from typing import Any

from rules_engine.loading.case import FactsError, read_case
from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.schema import Finding, Path, nearest
from rules_engine.loading.source import Source
from rules_engine.model.facts import Fact, Field
from rules_engine.model.norms import STRENGTHS
from rules_engine.model.quantities import Quantities
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import spoken
from rules_engine.model.tables import ConductThen, DeadlineThen, Rule, Table

# The sentences the engine speaks itself, with what fills them in.
CAVEATS: Mapping[str, frozenset[str]] = {
    "due_date_derived": frozenset({"days", "due"}),
    "due_date_ahead_derived": frozenset({"days", "due"}),
    "dates_disagree": frozenset({"stated", "days"}),
    "days_vague": frozenset(),
    "documents_unasked": frozenset(),
    "calendar_missing": frozenset({"year"}),
    "received_unknown": frozenset(),
    "event_unknown": frozenset(),
    "filed_unknown": frozenset(),
    "item_undated": frozenset(),
}
VERDICTS: Mapping[str, frozenset[str]] = {
    verdict: frozenset() for verdict in ("ordinary", "improper", "undecided", "not_covered")
}
ASSUMPTIONS: Mapping[str, frozenset[str]] = {
    "amount_as_principal": frozenset(),
    "example_multiple": frozenset({"multiple"}),
    "day_count": frozenset({"base"}),
    "day_count_stated": frozenset({"base"}),
    "simple_interest": frozenset(),
    "no_compounding": frozenset(),
    "compounding_unknown": frozenset(),
    "compound_interest": frozenset({"days"}),
    "grace": frozenset({"days"}),
    "fees_unknown": frozenset(),
    "interest_estimated": frozenset(),
    "interest_unknown": frozenset(),
    "order_unless_agreed": frozenset(),
    "claim_of_today": frozenset(),
    "halved_fee": frozenset(),
    "loser_pays": frozenset(),
    "rounding": frozenset(),
    "vague": frozenset(),
}


def problems(book: Rulebook, sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Every reference of the rules, texts and parameters that leads nowhere."""
    norm_files = {name.removeprefix("norms/") for name in sources if name.startswith("norms/")}
    unreadable = norm_files - set(book.norms)
    for name, table in book.tables.items():
        for path, code, message in _table_findings(book, table, unreadable):
            yield sources[f"rules/{name}"].problem(code, path, message)
    for name, findings in _text_findings(book, unreadable):
        for path, code, message in findings:
            yield sources[name].problem(code, path, message)
    facts = tuple(book.quantities.facts.values())
    for path, code, message in choice_findings(book.quantities, facts):
        yield sources["rules/facts"].problem(code, path, message)


def citation_findings(
    book: Rulebook, refs: Iterable[str], path: Path, unreadable: Iterable[str] = ()
) -> Iterator[Finding]:
    """Those of ``refs`` that cite a norm or an article that does not exist."""
    for index, ref in enumerate(refs):
        norm_id, _, article_id = ref.partition(".")
        if norm_id in unreadable or ref in book.norms.references:
            continue
        if norm_id not in book.norms:
            yield (*path, index), "E203", f"{ref}{nearest(norm_id, book.norms) or '；规范都在 data/norms'}"
        else:
            articles = book.norms[norm_id].articles
            hint = nearest(article_id, articles) or f"；可引：{'、'.join(articles)}"
            yield (*path, index), "E204", f"{ref}{hint}"


def fact_findings(facts: Iterable[Fact]) -> Iterator[Finding]:
    """What is wrong with the dictionary itself."""
    seen: set[str] = set()
    for index, fact in enumerate(facts):
        path: Path = ("facts", index)
        if fact.id in seen:
            yield (*path, "id"), "E109", f"{fact.id} 已在前面写过"
        seen.add(fact.id)
        yield from _entry_findings(fact, path)
        for number, field in enumerate(fact.fields):
            yield from _entry_findings(field, (*path, "fields", number))
        if bool(fact.fields) != (fact.type == "list"):
            yield path, "E107", "type: list 要写 fields，别的类型不写"


def choice_findings(quantities: Quantities, facts: Iterable[Fact]) -> Iterator[Finding]:
    """Buttons that state facts which cannot be read."""
    for index, fact in enumerate(facts):
        for number, choice in enumerate(fact.choices):
            try:
                read_case(quantities, choice.sets)
            except FactsError as error:
                for problem in error.problems:
                    yield ("facts", index, "choices", number, "sets"), "E205", str(problem)


def _entry_findings(entry: Fact | Field, path: Path) -> Iterator[Finding]:
    if entry.ask and not entry.why:
        yield path, "E110", f"{entry.id} 有 ask，要写 why"
    if (entry.type in ("enum", "enum_list")) != bool(entry.values):
        yield path, "E107", f"{entry.id}：enum 和 enum_list 要写 values，别的类型不写"


def _table_findings(book: Rulebook, table: Table[Any], unreadable: Iterable[str]) -> Iterator[Finding]:
    if table.judged_on != "as_of" and table.judged_on.split(".")[0] != table.each:
        yield ("judged_on",), "E208", f"each 是 {table.each}，读不到 {table.judged_on}"
    seen: set[str] = set()
    for index, rule in enumerate(table.rules):
        path: Path = ("rules", index)
        if rule.id in seen:
            yield (*path, "id"), "E109", f"{rule.id} 在这张表里已写过"
        seen.add(rule.id)
        yield from _rule_findings(book, table, rule, path, unreadable)


def _rule_findings(
    book: Rulebook, table: Table[Any], rule: Rule[Any], path: Path, unreadable: Iterable[str]
) -> Iterator[Finding]:
    for number, version in enumerate(rule.versions):
        own = (*path, "versions", number)
        yield from citation_findings(book, version.basis, (*own, "basis"), unreadable)
        yield from citation_findings(book, version.see_also, (*own, "see_also"), unreadable)
    for text in (*spoken(rule.then, (*path, "then")), *_caveat_texts(rule, path)):
        yield from citation_findings(book, text.basis, (*text.path[:-1], "basis"), unreadable)
    if rule.speak_as is not None and rule.speak_as not in STRENGTHS:
        yield (*path, "speak_as"), "E205", f"{rule.speak_as}；应为{'、'.join(STRENGTHS)}"
    if isinstance(rule.then, ConductThen):
        yield from _remedy_findings(book, rule.then, (*path, "then", "remedy"))
    if isinstance(rule.then, DeadlineThen):
        key = "after" if rule.then.due.after else "before"
        yield from _due_findings(book, table, rule.then, (*path, "then", "due", key))


def _caveat_texts(rule: Rule[Any], path: Path) -> Iterator[Any]:
    for number, condition in enumerate(rule.unless):
        yield from spoken(condition.caveat, (*path, "unless", number, "caveat"))


def _remedy_findings(book: Rulebook, then: ConductThen, path: Path) -> Iterator[Finding]:
    if "channels" not in book.tables:
        return
    channels = [rule.id for rule in book.tables["channels"].rules]
    for index, channel in enumerate(then.remedy):
        if channel not in channels:
            hint = nearest(channel, channels) or "；渠道都在 data/rules/channels.yml"
            yield (*path, index), "E207", f"{channel}{hint}"


def _due_findings(book: Rulebook, table: Table[Any], then: DeadlineThen, path: Path) -> Iterator[Finding]:
    quantity = book.quantities.get(then.due.key)
    if quantity is None:
        yield path, "E201", f"{then.due.key}{nearest(then.due.key, book.quantities)}"
        return
    prefix = quantity.key.rpartition(".")[0]
    if quantity.type != "date" or prefix not in ("", table.each):
        yield path, "E208", f"{then.due.key} 不是这张表读得到的日期"


def _text_findings(book: Rulebook, unreadable: Iterable[str]) -> Iterator[tuple[str, Iterable[Finding]]]:
    cost = book.cost
    for name in ("basis", "payment_basis", "court_fee_basis", "added_interest_basis"):
        yield "rules/cost", citation_findings(book, getattr(cost, name), (name,), unreadable)
    for name, sentence in cost.assumptions.items():
        path: Path = ("assumptions", name, "basis")
        yield "rules/cost", citation_findings(book, sentence.basis, path, unreadable)
    texts = {name: sentence.text for name, sentence in cost.assumptions.items()}
    yield "rules/cost", placeholder_findings(texts, ASSUMPTIONS, "assumptions")
    yield "rules/caveats", placeholder_findings(book.caveats, CAVEATS, "caveats")
    verdicts = {name: sentence.text for name, sentence in book.verdicts.items()}
    yield "rules/verdicts", placeholder_findings(verdicts, VERDICTS, "verdicts")
    for name, sentence in book.verdicts.items():
        place: Path = ("verdicts", name, "basis")
        yield "rules/verdicts", citation_findings(book, sentence.basis, place, unreadable)
    for param_id, param in book.params.items():
        for day, value in param.values.items():
            source = ("values", str(day), "source")
            yield f"params/{param_id}", citation_findings(book, [value.source], source, unreadable)


def placeholder_findings(
    texts: Mapping[str, str], known: Mapping[str, frozenset[str]], parent: str
) -> Iterator[Finding]:
    """Sentences of the engine that are missing or unknown, and places in them that nobody fills."""
    for name in known.keys() - texts.keys():
        yield (parent,), "E104", f"缺少 {name}"
    for name, text in texts.items():
        if name not in known:
            yield (parent, name), "E103", f"{name}{nearest(name, known)}"
            continue
        try:
            used = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
        except ValueError:
            yield (parent, name), "E207", "大括号不成对"
            continue
        for field in used - known[name]:
            allowed = "、".join(sorted(known[name])) or "不能有占位符"
            yield (parent, name), "E207", f"{{{field}}} 没有人填；可用：{allowed}"
