"""Words that must never wait for a classifier: danger, violence, court papers, scams, requests to evade.

Every message passes here first, whatever else is running. The verdict rests on ``data/safety`` alone: phrases
and patterns with the contexts in which they mean something else, each with its reason. Nothing is guessed,
nothing is logged; any string of any length is screened and none raises. The shape of the data is checked when
it is loaded and every problem of every file is told at once. Patterns are compiled when a message first holds
a character they need, which keeps start-up short; ``data_problems`` compiles all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bot.paths import DATA
from bot.understanding.normalizer import NormalizedText

SAFETY = DATA / "safety"

KINDS = (
    "crisis",
    "violence",
    "bereavement",
    "fake_court",
    "court_paper",
    "paid_agency",
    "loan_pitch",
    "evasion",
)
"""The kinds of finding, most urgent first."""

_OTHER_FILES = ("words.yml", "guards.yml", "hotlines.yml")
_REACH = 24  # characters a guard may look to either side of a hit
_MOST_REPEATS = 24  # bounded repetition keeps a screen linear in the length of the message
_CLAUSE_ENDS = "，。！？；"
_PLACEHOLDER = re.compile(r"\{([a-z_]+|gap\d+)\}")
_UNBOUNDED = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})")
_REPEATS = re.compile(r"\{\d*,(\d+)\}")
# Emoji, stickers in brackets and decoration put between characters; the marks that end a clause stay.
_NOISE = re.compile(rf"\[[一-鿿]{{1,4}}\]|[^\w{_CLAUSE_ENDS},!?;]|_")
_CHARACTER_SET = re.compile(r"\[(?:\\.|[^\]\\])*\]")
# 著 and 妳 are Taiwan spellings that the conversion to simplified characters leaves alone.
_FOLDED = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)} | str.maketrans(
    ",!?;著妳", "，！？；着你"
)


@dataclass(frozen=True)
class SafetyFinding:
    """One hit: its kind, the id of the entry that found it, and its half-open span in the original."""

    kind: str
    entry: str
    start: int
    end: int


class SafetyDataError(ValueError):
    """The problems of the safety data, one a line, each with file and line."""


@dataclass(frozen=True)
class Guard:
    """A context in which a hit means something else; any of the three parts voids it."""

    before: str | None
    after: str | None
    over: str | None

    def voids(self, text: str, start: int, end: int) -> bool:
        """Whether the hit ``text[start:end]`` stands in this context."""
        if self.before and _compiled(self.before).search(text[_clause_start(text, start) : start]):
            return True
        limit = min(len(text), end + _REACH)
        if self.after and _compiled(self.after).match(text, end, limit):
            return True
        if not self.over:
            return False
        around = _compiled(self.over).finditer(text, max(0, start - _REACH), limit)
        return any(match.start() < end and start < match.end() for match in around)


@dataclass(frozen=True)
class Entry:
    """One thing to be found, and the contexts in which it is something else.

    Every match holds at least one character of ``needs``; a text without any of them is not searched.
    """

    id: str
    kind: str
    source: str
    needs: frozenset[str]
    unless: tuple[Guard, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is looked for in the plain text."""
        return _compiled(self.source)

    def hits(self, text: str) -> Iterator[tuple[int, int]]:
        """The spans of ``text`` where the entry holds."""
        match = self.pattern.search(text)
        while match:
            start, end = match.span()
            if not any(guard.voids(text, start, end) for guard in self.unless):
                yield start, end
            match = self.pattern.search(text, start + 1)


class SafetyScreen:
    """Finds what must be answered before anything else."""

    def __init__(self, entries: Iterable[Entry], yields: Mapping[str, frozenset[str]]):
        """
        :param entries: what is looked for.
        :param yields: for a kind, the kinds before which an overlapping hit of it gives way.
        """
        self._entries = tuple(sorted(entries, key=lambda entry: len(yields.get(entry.kind, ()))))
        self._yields = dict(yields)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is looked for."""
        return self._entries

    def __call__(self, text: NormalizedText) -> tuple[SafetyFinding, ...]:
        """The findings, at most one an entry, most urgent first."""
        plain, places = _plain(text.text)
        spans: dict[str, list[tuple[int, int]]] = {}
        found: list[tuple[int, SafetyFinding]] = []
        present = frozenset(plain)
        for entry in self._entries:
            hit = None if entry.needs.isdisjoint(present) else self._first_hit(entry, plain, spans)
            if hit is None:
                continue
            spans.setdefault(entry.kind, []).append(hit)
            start, end = text.span(places[hit[0]], places[hit[1] - 1] + 1)
            found.append((hit[0], SafetyFinding(entry.kind, entry.id, start, end)))
        found.sort(key=lambda pair: (KINDS.index(pair[1].kind), pair[0]))
        return tuple(finding for _, finding in found)

    def _first_hit(
        self, entry: Entry, plain: str, spans: Mapping[str, list[tuple[int, int]]]
    ) -> tuple[int, int] | None:
        above = [span for kind in self._yields.get(entry.kind, ()) for span in spans.get(kind, ())]
        for start, end in entry.hits(plain):
            if not any(start < other_end and other_start < end for other_start, other_end in above):
                return start, end
        return None


@lru_cache(maxsize=1)
def default_screen() -> SafetyScreen:
    """The screen over the data shipped with the project, read once."""
    return read_screen(SAFETY)


def read_screen(folder: Path) -> SafetyScreen:
    """The screen described by a folder of safety data.

    :raises SafetyDataError: if any file of it is wrong in shape; see ``data_problems`` for the patterns.
    """
    return _Reading(folder).screen()


def data_problems(folder: Path) -> tuple[str, ...]:
    """Every problem of a folder of safety data, patterns included, each as ``folder/file:line: what``."""
    reading = _Reading(folder)
    reading.read()
    return reading.problems + reading.pattern_problems()


@cache
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source)


class _Reading:
    """Reads one folder and gathers the problems instead of stopping at the first."""

    _GUARD_KEYS = frozenset({"before", "after", "over", "why"})
    _ENTRY_KEYS = frozenset({"id", "any", "pattern", "needs", "unless", "why"})
    _FILE_KEYS = frozenset({"kind", "yields_to", "reviewed", "review_by", "entries"})

    def __init__(self, folder: Path):
        self._folder = folder
        self._problems: list[str] = []
        self._text = ""
        self._file = ""
        self._words: dict[str, str] = {}
        self._guards: dict[str, Guard] = {}
        self._sources: list[tuple[str, str]] = []

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(self._problems)

    def pattern_problems(self) -> tuple[str, ...]:
        """The patterns that do not compile; call after ``read``."""
        return tuple(f"{place}: {error}" for place, error in self._wrong_patterns())

    def screen(self) -> SafetyScreen:
        entries, yields = self.read()
        if self._problems:
            raise SafetyDataError("\n".join(self._problems))
        return SafetyScreen(entries, yields)

    def read(self) -> tuple[list[Entry], dict[str, frozenset[str]]]:
        self._words = {name: _alternatives(words) for name, words in self._named("words").items()}
        self._guards = {name: self._guard(name, body) for name, body in self._named("guards").items()}
        entries: list[Entry] = []
        yields: dict[str, frozenset[str]] = {}
        for path in sorted(self._folder.glob("*.yml")):
            if path.name not in _OTHER_FILES:
                entries += self._kind(path, yields)
        self._check_ids(entries)
        return entries, yields

    def _wrong_patterns(self) -> Iterator[tuple[str, str]]:
        for place, source in self._sources:
            try:
                _compiled(source)
            except re.error as error:
                yield place, f"正则写错了：{error}"

    def _named(self, name: str) -> dict[str, Any]:
        body = self._load(self._folder / f"{name}.yml").get(name)
        if isinstance(body, dict):
            return body
        self._problem(f"{name}:", f"缺少“{name}”")
        return {}

    def _kind(self, path: Path, yields: dict[str, frozenset[str]]) -> list[Entry]:
        body = self._load(path)
        kind = str(body.get("kind"))
        self._known_keys(body, self._FILE_KEYS, "kind:")
        if kind not in KINDS:
            self._problem("kind:", f"没有“{kind}”这个种类，可用：{'、'.join(KINDS)}")
        above = body.get("yields_to", [])
        if not isinstance(above, list) or not set(above) <= set(KINDS):
            self._problem("yields_to:", "yields_to 只能列已有的种类")
            above = []
        yields[kind] = frozenset(above)
        entries = body.get("entries")
        if not isinstance(entries, list) or not entries:
            self._problem("entries:", "没有任何条目")
            return []
        return [entry for one in entries if (entry := self._entry(kind, one)) is not None]

    def _entry(self, kind: str, body: object) -> Entry | None:
        if not isinstance(body, dict) or not body.get("id"):
            self._problem("entries:", f"条目缺少 id：{str(body)[:40]}")
            return None
        name = str(body["id"])
        mark = f"id: {name}"
        self._known_keys(body, self._ENTRY_KEYS, mark)
        if not body.get("why"):
            self._problem(mark, f"条目“{name}”没有写理由 why")
        needs = frozenset(str(body.get("needs", "")))
        if not needs:
            self._problem(mark, f"条目“{name}”没有写 needs：命中里至少要出现其中一个字")
        source = self._expanded_source(self._source(body, mark), mark)
        if source is None:
            return None
        return Entry(name, kind, source, needs, self._named_guards(body.get("unless", []), mark))

    def _source(self, body: dict[str, object], mark: str) -> str | None:
        phrases, pattern = body.get("any"), body.get("pattern")
        if (phrases is None) == (pattern is None):
            self._problem(mark, "any 与 pattern 要有且只有一个")
            return None
        if isinstance(phrases, list) and phrases:
            return _alternatives(phrases)
        if isinstance(pattern, list) and pattern:
            return "|".join(map(str, pattern))
        if isinstance(pattern, str) and pattern:
            return pattern
        self._problem(mark, "any 是词语列表，pattern 是正则或正则列表，都不能为空")
        return None

    def _named_guards(self, names: object, mark: str) -> tuple[Guard, ...]:
        if not isinstance(names, list):
            self._problem(mark, "unless 是 guards.yml 里名字的列表")
            return ()
        for name in names:
            if name not in self._guards:
                self._problem(mark, f"guards.yml 里没有“{name}”")
        return tuple(self._guards[name] for name in names if name in self._guards)

    def _guard(self, name: str, body: object) -> Guard:
        mark = f"{name}:"
        if not isinstance(body, dict) or not body.get("why"):
            self._problem(mark, f"语境“{name}”没有写理由 why")
            return Guard(None, None, None)
        self._known_keys(body, self._GUARD_KEYS, mark)
        parts = {key: self._joined(body.get(key)) for key in ("before", "after", "over")}
        if not any(parts.values()):
            self._problem(mark, f"语境“{name}”没有 before、after 或 over")
        before = f"(?:{parts['before']})$" if parts["before"] else None
        sources = (before, parts["after"], parts["over"])
        return Guard(*(self._expanded_source(source, mark) for source in sources))

    @staticmethod
    def _joined(source: object) -> str | None:
        if isinstance(source, list):
            return "|".join(map(str, source))
        return str(source) if source else None

    def _expanded_source(self, source: str | None, mark: str) -> str | None:
        if source is None:
            return None
        bare = _CHARACTER_SET.sub("x", source)
        if _UNBOUNDED.search(bare) or any(int(most) > _MOST_REPEATS for most in _REPEATS.findall(bare)):
            self._problem(mark, f"不许无界重复或超过 {_MOST_REPEATS} 次的重复")
            return None
        try:
            expanded = _PLACEHOLDER.sub(self._expanded, source)
        except KeyError as unknown:
            self._problem(mark, f"words.yml 里没有 {unknown}")
            return None
        self._sources.append((self._place(mark), expanded))
        return expanded

    def _expanded(self, match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith("gap"):
            return f"[^{_CLAUSE_ENDS}]{{0,{name[3:]}}}"
        return self._words[name]

    def _check_ids(self, entries: list[Entry]) -> None:
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                self._problems.append(f"{self._folder.name}: 条目“{entry.id}”出现了两次")
            seen.add(entry.id)

    def _known_keys(self, body: Mapping[str, object], known: frozenset[str], mark: str) -> None:
        for key in body:
            if key not in known:
                self._problem(mark, f"不认识的键“{key}”，可用：{'、'.join(sorted(known))}")

    def _load(self, path: Path) -> dict[str, object]:
        self._file = path.name
        try:
            self._text = path.read_text(encoding="utf-8")
            body = YAML(typ="safe").load(self._text)
        except (OSError, UnicodeDecodeError, YAMLError) as error:
            self._text = ""
            self._problem("", f"读不了：{error}")
            return {}
        if isinstance(body, dict):
            return body
        self._problem("", "文件最外层要是一个映射")
        return {}

    def _problem(self, mark: str, message: str) -> None:
        self._problems.append(f"{self._place(mark)}: {message}")

    def _place(self, mark: str) -> str:
        """The folder, file and first line that holds the mark (entries are told by their unique id)."""
        start = self._text.find(mark) if mark else 0
        return f"{self._folder.name}/{self._file}:{self._text.count(chr(10), 0, max(start, 0)) + 1}"


def _alternatives(words: Iterable[object]) -> str:
    ordered = sorted(map(str, words), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


def _clause_start(text: str, position: int) -> int:
    """Where the clause before ``position`` starts, at most the reach of a guard away."""
    start = max(0, position - _REACH)
    return max(start, *(text.rfind(mark, start, position) + 1 for mark in _CLAUSE_ENDS))


def _plain(text: str) -> tuple[str, range | list[int]]:
    """The text without decoration and in small letters, with the index each character came from."""
    if not _NOISE.search(text):
        return text.translate(_FOLDED), range(len(text))
    places: list[int] = []
    position = 0
    for noise in _NOISE.finditer(text):
        places.extend(range(position, noise.start()))
        position = noise.end()
    places.extend(range(position, len(text)))
    return "".join(text[place] for place in places).translate(_FOLDED), places
