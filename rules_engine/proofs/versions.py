"""The versions of a rule follow one another without overlap or unexplained gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from rules_engine.loading.schema import Finding, Path
from rules_engine.model.tables import Rule, Version


def findings(rule: Rule[Any], path: Path) -> Iterator[Finding]:
    """Reversed, overlapping and missing stretches, each at the version that shows it."""
    for number, version in enumerate(rule.versions):
        place = (*path, "versions", number)
        if version.from_ > version.period.end:
            yield place, "E308", f"{rule.id}：from {version.from_} 晚于 to {version.to}"
        if number:
            yield from _succession(rule, rule.versions[number - 1], version, place)
    last = rule.versions[-1] if rule.versions else None
    if last is not None and last.to is not None and rule.not_covered is None:
        place = (*path, "versions", len(rule.versions) - 1)
        yield place, "E307", f"{rule.id}：{last.to} 之后没有版本；补上，或写 not_covered 说明"


def _succession(rule: Rule[Any], earlier: Version, later: Version, place: Path) -> Iterator[Finding]:
    if earlier.period.overlaps(later.period) or later.from_ < earlier.from_:
        right = later.from_ - timedelta(days=1)
        stretches = f"{later.from_} 起的版本与 {earlier.from_} 起的版本重叠"
        yield place, "E306", f"{rule.id}：{stretches}；前一版应止于 {right}"
    elif earlier.period.end + timedelta(days=1) != later.from_ and rule.not_covered is None:
        gap = f"{earlier.to} 到 {later.from_} 之间没有版本"
        yield place, "E307", f"{rule.id}：{gap}；补上，或写 not_covered 说明"
