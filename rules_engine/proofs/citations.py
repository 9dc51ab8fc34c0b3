"""Every ground was in force on the days it is relied on, and somebody has read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from rules_engine.loading.schema import Finding, Path
from rules_engine.model.norms import Norms
from rules_engine.model.spoken import spoken
from rules_engine.model.tables import Rule, Version


def findings(norms: Norms, rule: Rule[Any], path: Path, on: date) -> Iterator[Finding]:
    """Grounds of the rule's versions and texts that were not in force, not read, or not named."""
    if not rule.versions:
        yield path, "E403", f"{rule.id}：至少写一个版本（versions）"
        return
    for number, version in enumerate(rule.versions):
        yield from _version_findings(norms, rule, version, (*path, "versions", number))
    latest = rule.versions[-1].period
    day = min(max(on, latest.from_), latest.end)
    texts = [*spoken(rule.then, (*path, "then"))]
    for number, condition in enumerate(rule.unless):
        texts.extend(spoken(condition.caveat, (*path, "unless", number, "caveat")))
    for text in texts:
        yield from text_findings(norms, text.basis, (*text.path[:-1], "basis"), day)


def text_findings(norms: Norms, basis: Iterable[str], path: Path, day: date) -> Iterator[Finding]:
    """Grounds of one text that nobody has read, or that are not in force on ``day``."""
    for index, ref in enumerate(basis):
        if ref not in norms.references:
            continue
        citation = norms.cite(ref)
        yield from _unread(norms, ref, (*path, index))
        if not citation.period.covers(day):
            yield (*path, index), "E401", f"{ref} 在 {day} 没有施行（{_span(citation.period)}）"


def _version_findings(norms: Norms, rule: Rule[Any], version: Version, path: Path) -> Iterator[Finding]:
    if not version.basis:
        yield (*path, "basis"), "E403", f"{rule.id}：basis 是空的；每条结论都要有依据"
    for index, ref in enumerate(version.basis):
        if ref not in norms.references:
            continue
        period = norms.cite(ref).period
        yield from _unread(norms, ref, (*path, "basis", index))
        if not period.contains(version.period):
            stretches = f"施行于 {_span(period)}，没有覆盖这个版本（{_span(version.period)}）"
            yield (*path, "basis", index), "E401", f"{ref} {stretches}；缩短版本或分成两版"


def _unread(norms: Norms, ref: str, path: Path) -> Iterator[Finding]:
    if norms.cite(ref).article.checked == "memory":
        yield path, "E402", f"{ref} 只是凭记忆写的（checked: memory），不能作依据；先找到原文或可靠转述"


def _span(period: Any) -> str:
    return f"{period.from_} 至 {period.to or '今'}"
