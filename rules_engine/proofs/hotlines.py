"""Every telephone number in a text is one that was looked up; a wrong hotline is worse than none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from rules_engine.loading import schema
from rules_engine.loading.diagnostics import Problem
from rules_engine.loading.references import citation_findings
from rules_engine.loading.schema import Finding, nearest
from rules_engine.loading.source import Source
from rules_engine.model.hotlines import Hotline, Hotlines
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.spoken import Spoken

FILE = Path("safety") / "hotlines.yml"
# Emergency numbers, five-digit public lines; not 第118条, 120天, 12300元.
_NUMBER = re.compile(r"(?<![\d第.,])(11[09]|12[02]|12\d{3}|9[56]\d{3})(?![\d.,%]|[天日元条个万次期年月人分])")


class Directory(Mapping[str, Hotline]):
    """The numbers that may be named, and what is wrong with their file."""

    def __init__(self, data: Path, book: Rulebook, on: date) -> None:
        self.problems: list[Problem] = []
        self._lines: dict[str, Hotline] = {}
        path = data / FILE
        if not path.exists():
            return
        source = Source.read(path, data)
        read = schema.read(source, Hotlines)
        for index, line in enumerate(read.hotlines if read else ()):
            self._lines[line.number] = line
            found = _line_findings(book, line, ("hotlines", index), on)
            self.problems.extend(source.problem(code, place, message) for place, code, message in found)
        self.problems.extend(source.problems)

    def __getitem__(self, number: str) -> Hotline:
        return self._lines[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def findings(self, texts: Iterable[Spoken]) -> Iterator[Finding]:
        """Numbers in ``texts`` that are not in the directory; nothing while there is no directory."""
        if not self._lines:
            return
        for text in texts:
            for number in dict.fromkeys(_NUMBER.findall(text.text)):
                if number not in self._lines:
                    hint = nearest(number, self._lines) or f"；核对过的：{'、'.join(self._lines)}"
                    yield (
                        text.path,
                        "E406",
                        f"{number}{hint}；新号码先查到出处，写进 data/safety/hotlines.yml",
                    )


def _line_findings(
    book: Rulebook, line: Hotline, place: tuple[str | int, ...], on: date
) -> Iterator[Finding]:
    for _, code, message in citation_findings(book, [line.source], place):
        yield (*place, "source"), code, message
    if line.checked == "memory":
        yield (*place, "checked"), "E402", f"{line.number} 只是凭记忆写的，不能给人看；先查到出处"
    if line.review_by < on:
        yield (*place, "review_by"), "E404", f"{line.number} 应在 {line.review_by} 前复核"
