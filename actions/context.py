"""What every action works with, loaded once in a process: rules, texts, cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from actions.assessing import Assessor
from actions.case.cases import Cases
from actions.commands import Commands, load_commands
from actions.decoding.loading import load_patterns
from actions.decoding.model import Patterns
from actions.glossary import Glossary, load_glossary
from actions.letters.loading import load_letters
from actions.letters.model import Letter
from actions.phrases import load_phrases
from actions.settings import DATA, database_url, key_file, retention
from actions.speech import Speech
from rules_engine import Rulebook, compiled, load_answers, load_rulebook


@dataclass(frozen=True)
class Context:
    """The rulebook, who speaks from it, what else is read from ``data``, and where cases are kept."""

    book: Rulebook
    assessed: Assessor
    speech: Speech
    commands: Commands
    letters: Mapping[str, Letter]
    glossary: Glossary
    cases: Cases

    @cached_property
    def patterns(self) -> Patterns:
        """What messages of the other side look like; read when the first one comes, or when told to prepare."""
        return load_patterns(DATA, self.book)


def load_speech(data: Path = DATA) -> tuple[Rulebook, Speech]:
    """The rulebook of a data folder and the speech over it.

    :raises rules_engine.RulebookError: the data has problems, all of them listed.
    """
    book = compiled(load_rulebook(data))
    return book, Speech(book, load_answers(data, book), load_phrases(data / "answers" / "phrases"))


@lru_cache(maxsize=1)
def context() -> Context:
    """The context of this process."""
    book, speech = load_speech()
    return Context(
        book=book,
        assessed=Assessor(book),
        speech=speech,
        commands=load_commands(DATA),
        letters=load_letters(DATA, book),
        glossary=load_glossary(DATA / "answers" / "glossary.yml", book),
        cases=Cases(database_url(), key_file(), retention()),
    )
