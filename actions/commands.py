"""The words that steer a conversation, from ``data/answers/commands.yml``: strictly read, every problem at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from msgspec import Struct

from rules_engine import Problem, Rulebook, RulebookError
from rules_engine.loading import schema
from rules_engine.loading.answers import read_answers
from rules_engine.loading.source import Source


class Command(Struct, frozen=True, forbid_unknown_fields=True):
    """What steers where: whole messages, and patterns a whole message may have."""

    intent: str
    says: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class CommandFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/answers/commands.yml``."""

    commands: tuple[Command, ...]
    unknown: tuple[str, ...]
    none: tuple[str, ...]


@dataclass(frozen=True)
class Commands:
    """Whole messages by what they mean, patterns in the order of the file, and two answers to any question."""

    says: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    unknown: frozenset[str]
    none: frozenset[str]

    def find(self, words: str) -> tuple[str, dict[str, str]] | None:
        """The intent a whole message stands for, and what its pattern hands on."""
        if words in self.says:
            return self.says[words], {}
        for pattern, intent in self.patterns:
            if match := pattern.fullmatch(words):
                return intent, {name: value for name, value in match.groupdict().items() if value}
        return None


@dataclass(frozen=True)
class ReadCommands:
    """The file as far as it could be read, and what is wrong with it."""

    file: CommandFile | None
    problems: tuple[Problem, ...]


def read_commands(data: Path) -> ReadCommands:
    """Read the commands and keep going past every problem."""
    source = Source.read(data / "answers" / "commands.yml", data)
    read = schema.read(source, CommandFile)
    problems = {*source.problems, *(_problems(source, read) if read else ())}
    return ReadCommands(read, tuple(sorted(problems)))


def load_commands(data: Path) -> Commands:
    """Read the commands of a data folder.

    :raises RulebookError: the file has problems, all of them listed.
    """
    found = read_commands(data)
    if found.file is None or found.problems:
        raise RulebookError(list(found.problems))
    return _compiled(found.file)


def _compiled(read: CommandFile) -> Commands:
    return Commands(
        {words: command.intent for command in read.commands for words in command.says},
        tuple((re.compile(pattern), each.intent) for each in read.commands for pattern in each.patterns),
        frozenset(read.unknown),
        frozenset(read.none),
    )


def unknown_offers(data: Path, book: Rulebook, read: ReadCommands) -> Iterator[Problem]:
    """Buttons of the answers that would steer nowhere."""
    if read.file is None or read.problems:
        return
    commands = _compiled(read.file)
    answers = read_answers(data, book)
    for topic, answer in answers.by_topic.items():
        for index, words in enumerate(answer.offers):
            if commands.find(words) is None:
                message = f"“{words}”不是固定说法；写在 data/answers/commands.yml 里的才能做按钮"
                yield answers.sources[topic].problem("E201", ("offers", index), message)


def _problems(source: Source, read: CommandFile) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for index, command in enumerate(read.commands):
        for number, words in enumerate(command.says):
            if words in seen:
                place = ("commands", index, "says", number)
                yield source.problem("E109", place, f"“{words}”已经是 {seen[words]}")
            seen[words] = command.intent
        for number, pattern in enumerate(command.patterns):
            try:
                re.compile(pattern)
            except re.error as error:
                place = ("commands", index, "patterns", number)
                yield source.problem("E107", place, f"不是正则表达式：{error.msg}")
