"""What every action works with, loaded once in a process: rules, texts, cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from actions.case.store import CaseStore
from actions.phrases import load_phrases
from actions.settings import DATA, database_url
from actions.speech import Speech
from rules_engine import Rulebook, compiled, load_answers, load_rulebook


@dataclass(frozen=True)
class Context:
    """The rulebook, who speaks from it, and where cases are kept."""

    book: Rulebook
    speech: Speech
    cases: CaseStore


def load_speech(data: Path = DATA) -> tuple[Rulebook, Speech]:
    """The rulebook of a data folder and the speech over it.

    :raises rules_engine.RulebookError: the data has problems, all of them listed.
    """
    book = compiled(load_rulebook(data))
    return book, Speech(book, load_answers(data, book), load_phrases(data / "answers" / "phrases"))


@lru_cache(maxsize=1)
def context() -> Context:
    """The context of this process.

    :raises CaseStoreError: the case database cannot be opened.
    """
    book, speech = load_speech()
    return Context(book, speech, CaseStore(database_url()))
