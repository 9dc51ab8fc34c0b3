"""From a pasted message to its sentences, each with what it is.

Nothing is guessed: a sentence is what the patterns of ``data/messages`` say, and without a pattern it stays
unclear. A sentence in which different things are said is cut between them. What the person wrote
around the pasted words (帮我看看：…… 是真的吗) is left out; the text is taken as normalised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actions.decoding.folding import CLAUSE_ENDS, SENTENCE_ENDS, folded
from actions.decoding.matching import places
from actions.decoding.model import KINDS, Decoded, Kind, MarkedSentence, Pattern, Patterns
from actions.decoding.pasting import is_pasted, other_side
from actions.decoding.signature import SIGNATURE, claimed_sender

__all__ = ["decode", "is_pasted"]

#: Characters that are read; a message longer than this is cut.
MOST_CHARACTERS = 4000

_SENTENCE = re.compile(f"[^{SENTENCE_ENDS}]+[{SENTENCE_ENDS}]*")
# Where a sentence may be cut between two different things: at a comma, a colon, before 并、且、同时.
_BREAK = re.compile("[，：、]|(?=并(?![非不未])|且(?!慢)|同时)")


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    pattern: Pattern


def decode(text: str, patterns: Patterns) -> Decoded:
    """What each sentence of ``text`` is, who its signature claims to be, and what weighs most in it."""
    theirs = other_side(text)[:MOST_CHARACTERS]
    message = folded(theirs)
    sentences = tuple(
        sentence
        for start, end in _sentences(message)
        for sentence in _marked(theirs[start:end], message[start:end], message, patterns)
    )
    return Decoded(sentences, claimed_sender(theirs), _verdict(sentences))


def _sentences(message: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences; a signature 【…】 is none of them."""
    signatures = [match.span() for match in SIGNATURE.finditer(message)]
    edges = [0, *(edge for span in signatures for edge in span), len(message)]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        for match in _SENTENCE.finditer(message, low, high):
            start, end = match.span()
            if any(character.isalnum() for character in message[start:end]):
                yield start, end


def _marked(text: str, sentence: str, message: str, patterns: Patterns) -> Iterator[MarkedSentence]:
    hits = [_Hit(*place, pattern) for pattern in patterns.all for place in places(pattern, sentence, message)]
    for start, end in _parts(sentence, hits):
        own = [hit for hit in hits if start <= hit.start < end]
        yield _sentence(text, sentence, start, end, own)


def _parts(sentence: str, hits: Sequence[_Hit]) -> Iterator[tuple[int, int]]:
    """Spans of the sentence, each with something of its own said in it."""
    start, held = 0, set[str]()
    for low, high in _pieces(sentence, hits):
        said = {hit.pattern.id for hit in hits if low <= hit.start < high}
        if held and not said <= held:
            yield start, low
            start, held = low, set()
        held |= said
    yield start, len(sentence)


def _pieces(sentence: str, hits: Sequence[_Hit]) -> Iterator[tuple[int, int]]:
    """Spans between the breaks that no hit crosses."""
    start = 0
    for match in _BREAK.finditer(sentence):
        cut = match.end()
        if not any(hit.start < cut < hit.end for hit in hits):
            yield start, cut
            start = cut
    yield start, len(sentence)


def _sentence(text: str, sentence: str, start: int, end: int, hits: list[_Hit]) -> MarkedSentence:
    if not hits:
        return MarkedSentence(text[start:end], "unclear", ())
    # Patterns come in the order of KINDS, hits in the order of patterns: the first is the most serious.
    first = hits[0]
    own = tuple({hit.pattern.id: hit.pattern for hit in hits}.values())
    low = max(start, *(sentence.rfind(mark, start, first.start) + 1 for mark in CLAUSE_ENDS))
    return MarkedSentence(text[start:end], first.pattern.kind, own, text[low:end])


def _verdict(sentences: Sequence[MarkedSentence]) -> Kind:
    """The most serious kind that a pattern stands behind; ``unclear`` when none does."""
    kinds = {sentence.kind for sentence in sentences if sentence.patterns}
    return next((kind for kind in KINDS if kind in kinds), "unclear")
