"""The hard words a frightened person meets, with their everyday meaning: found in a text, asked for, explained.

Read from ``data/answers/glossary.yml``. A word that is not in it is not explained, and nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from actions.citations import basis_lines
from actions.message import Reply
from actions.phrases import Phrases
from rules_engine import Problem, Rulebook, RulebookError
from rules_engine.loading import schema
from rules_engine.loading.references import citation_findings
from rules_engine.loading.schema import Finding
from rules_engine.loading.schema import Path as Place
from rules_engine.loading.source import Source
from rules_engine.model.sentences import Sentence
from rules_engine.model.spoken import Spoken
from rules_engine.proofs.strength import text_findings

#: What a tired reader takes in at once.
MEANING_LENGTH = 40
MOST_BASIS = 4


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """A word, its other spellings, and what it ``means``; with a basis where the meaning is the law's."""

    term: str
    means: Sentence
    also: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Every way it is written."""
        return (self.term, *self.also)


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """``data/answers/glossary.yml``."""

    terms: tuple[Term, ...]


class Glossary:
    """Terms, to be found in texts or looked up by any of their spellings."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_word = {_folded(word): term for term in self.terms for word in term.words}
        self._pattern = re.compile(
            "|".join(map(_pattern, sorted(self._by_word, key=len, reverse=True))) or r"(?!)"
        )

    def term(self, word: str) -> Term | None:
        """The term that is written so, whole; ``None`` when there is none."""
        return self._by_word.get(_folded(word))

    def found(self, text: str) -> list[Term]:
        """The terms that stand in a text, each once, in the order of the text; the longest spelling wins."""
        words = self._pattern.findall(_folded(text))
        return list({self._by_word[word].term: self._by_word[word] for word in words}.values())


def load_glossary(path: Path, book: Rulebook) -> Glossary:
    """Read the glossary.

    :raises RulebookError: with every problem, when the file is missing, malformed or says more than it may.
    """
    data = path.parents[1]
    if not path.exists():
        place = f"{data.name}/{path.relative_to(data).as_posix()}"
        raise RulebookError([Problem(place, 1, "E108", "词和它的意思都写在这里")])
    source = Source.read(path, data)
    read = schema.read(source, Terms)
    found = _findings(book, read.terms) if read else ()
    problems = [*source.problems, *(source.problem(code, place, message) for place, code, message in found)]
    if problems or read is None:
        raise RulebookError(problems)
    return Glossary(read.terms)


def glossary_question(text: str, glossary: Glossary) -> Term | None:
    """The term a message asks the meaning of, and nothing else (``支付令是什么意思``); ``None`` otherwise."""
    asked = _LEAD.sub("", _TAIL.sub("", _folded(text)))
    for pattern in _QUESTIONS:
        if (match := pattern.fullmatch(asked)) and (term := glossary.term(_bare(match["word"]))):
            return term
    return None


def glossary_reply(term: Term, book: Rulebook, phrases: Phrases) -> Reply:
    """What a word means, and on which norms that rests."""
    lines = basis_lines(term.means.basis, book.norms, phrases, MOST_BASIS)
    basis = "\n".join([phrases.say("basis"), *(f"· {line}" for line in lines)]) if lines else ""
    text = phrases.say("simple_meaning", term=term.term, means=term.means.text)
    data = {"kind": "term", "term": term.term, "basis": list(term.means.basis)}
    return Reply("\n\n".join(block for block in (text, basis) if block), (), data)


def _findings(book: Rulebook, terms: Iterable[Term]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for index, term in enumerate(terms):
        place: Place = ("terms", index)
        for word in term.words:
            if (other := seen.setdefault(_folded(word), term.term)) != term.term or not word:
                yield place, "E109", f"{word} 已写在 {other} 下面；一个写法只属于一个词"
        if not 0 < len(term.means.text) <= MEANING_LENGTH:
            yield (*place, "means", "text"), "E111", f"意思写一句，最多 {MEANING_LENGTH} 个字"
        yield from citation_findings(book, term.means.basis, (*place, "means", "basis"))
        said = Spoken((*place, "means", "text"), term.means.text, term.means.basis)
        yield from text_findings(book, [said])


def _folded(text: str) -> str:
    # Lines stay apart: the end of one and the beginning of the next make no word.
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _pattern(word: str) -> str:
    # M1 is not in M12, and 12378 not in a longer number.
    before = r"(?<![0-9a-z])" if word[0].isascii() else ""
    after = r"(?![0-9a-z])" if word[-1].isascii() else ""
    return f"{before}{re.escape(word)}{after}"


def _bare(word: str) -> str:
    return _LEAD.sub("", word).removesuffix("这个词").strip("“”\"'「」『』《》")


_LEAD = re.compile(
    r"^(?:请问|想问|问一下|问下|一下|下|那么|那|你说的|上面说的|说的|这个|那个|所谓的|所谓|,|:)+"
)
_TAIL = re.compile(r"[?。.!~…啊呢呀嘛]+$")
_QUESTIONS = tuple(
    map(
        re.compile,
        (
            r"(?P<word>.+?)(?:到底|究竟)?(?:指的是|是指|是|指)个?(?:什么|啥)(?:意思|东西)?",
            r"(?P<word>.+?)(?:什么|啥)意思",
            r"(?:什么|啥)(?:叫做|叫|是)(?P<word>.+)",
            r"何为(?P<word>.+)",
            r"(?:帮我|给我|麻烦|能不能)?解释(?:一下|下)?(?:什么叫|什么是|啥叫|啥是)?(?P<word>.+?)(?:的意思|是什么意思)?",
            r"(?P<word>.+?)(?:怎么|如何)(?:理解|解释)",
        ),
    )
)
