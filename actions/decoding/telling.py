"""What is said about a decoded message: the verdict, its sentences, what to do today, how to check, the ground.

A message is never called a fraud for certain, and a possible court paper is never waved aside: where a legal step
is named, checking it is among the steps, whatever else was found. What is repeated of the message is masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from actions.cards.basis import basis_card
from actions.cards.card import Card
from actions.cards.steps import steps_card
from actions.decoding.folding import punctuated
from actions.decoding.masking import masked
from actions.decoding.model import KINDS, Advice, Decoded, Kind, MarkedSentence
from actions.message import Reply
from actions.phrases import Phrases
from rules_engine.model.rulebook import Rulebook

MOST_SENTENCES = 8
MOST_STEPS = 3
MOST_CHECKS = 2
MOST_BASIS = 6
#: Characters of a quotation.
QUOTE = 20

#: What is said first, by verdict, and the mark before a sentence, by kind: ids of phrases.
_VERDICTS: dict[Kind, str] = {
    "scam": "decoded_scam",
    "improper": "decoded_improper",
    "real_step": "decoded_real_step",
    "empty_threat": "decoded_empty_threat",
    "unclear": "decoded_unclear",
    "lawful_notice": "decoded_lawful_notice",
}
_MARKS: dict[Kind, str] = {
    "scam": "decoded_mark_scam",
    "improper": "decoded_mark_improper",
    "real_step": "decoded_mark_real_step",
    "empty_threat": "decoded_mark_empty_threat",
    "unclear": "decoded_mark_unclear",
    "lawful_notice": "decoded_mark_lawful_notice",
}


def tell(decoded: Decoded, book: Rulebook, phrases: Phrases, as_of: date) -> Reply:
    """The reply to a pasted message; dates count from ``as_of``, grounds are those in force on that day."""
    known = [sentence for sentence in decoded.sentences if sentence.patterns]
    shown = _shown(known)
    steps = _steps(known)
    checks = _advice(known, "verify")[:MOST_CHECKS]
    basis = _basis(shown, [*steps, *checks], book, as_of)
    blocks = [
        _verdict(decoded, known, phrases),
        _sentences(shown, decoded, phrases),
        steps_card([(step.text, _due(step, as_of)) for step in steps], as_of, phrases),
        _checks(decoded, checks, phrases),
        basis_card(basis, book.norms, phrases, MOST_BASIS),
    ]
    return Reply.of(
        blocks,
        data={
            "kind": "decoded",
            "verdict": decoded.verdict,
            "sentences": [_plain(sentence, phrases) for sentence in decoded.sentences],
            "basis": basis,
            "actions": [_action(step, as_of) for step in steps],
        },
    )


def _shown(known: Sequence[MarkedSentence]) -> list[MarkedSentence]:
    """The sentences there is room for, the most serious before all others, in their own order."""
    serious = sorted(known, key=lambda sentence: KINDS.index(sentence.kind))[:MOST_SENTENCES]
    return [sentence for sentence in known if any(sentence is one for one in serious)]


def _advice(known: Iterable[MarkedSentence], key: str) -> list[Advice]:
    found = {
        advice.id: advice
        for sentence in known
        for pattern in sentence.patterns
        for advice in getattr(pattern, key)
    }
    return sorted(found.values(), key=lambda advice: advice.rank)


def _steps(known: Sequence[MarkedSentence]) -> list[Advice]:
    """The most urgent steps; of those for a legal step, one keeps its place."""
    steps = _advice(known, "do")[:MOST_STEPS]
    legal = _advice([sentence for sentence in known if _names_a_step(sentence)], "do")
    if legal and not any(step in legal for step in steps):
        steps = [*steps[: MOST_STEPS - 1], legal[0]]
    return steps


def _names_a_step(sentence: MarkedSentence) -> bool:
    return any(pattern.kind == "real_step" for pattern in sentence.patterns)


def _basis(
    shown: Iterable[MarkedSentence], advice: Iterable[Advice], book: Rulebook, as_of: date
) -> list[str]:
    """Grounds of what was said, those of the most serious sentence first."""
    ranked = sorted(shown, key=lambda sentence: KINDS.index(sentence.kind))
    said = [sentence.patterns[0].basis for sentence in ranked] + [each.basis for each in advice]
    return list(dict.fromkeys(book.norms.in_force((ref for refs in said for ref in refs), as_of)))


def _verdict(decoded: Decoded, known: Sequence[MarkedSentence], phrases: Phrases) -> str:
    if not known:
        return phrases.say("decoded_nothing")
    lines = [phrases.say(_VERDICTS[decoded.verdict])]
    if decoded.verdict != "real_step" and any(map(_names_a_step, known)):
        lines.append(phrases.say("decoded_also_step"))
    if decoded.verdict == "lawful_notice" and _mostly_unknown(decoded):
        lines.append(phrases.say("decoded_partly"))
    return "".join(lines)


def _mostly_unknown(decoded: Decoded) -> bool:
    """Whether more of the message was left without a pattern than was recognised."""
    lengths = [(len(sentence.text), bool(sentence.patterns)) for sentence in decoded.sentences]
    return sum(length for length, known in lengths if not known) > sum(
        length for length, known in lengths if known
    )


def _sentences(shown: Sequence[MarkedSentence], decoded: Decoded, phrases: Phrases) -> Card | None:
    if not shown:
        return None
    heading, lines = phrases.say("decoded_sentences"), [_line(sentence, phrases) for sentence in shown]
    if left := len(decoded.sentences) - len(shown):
        lines.append(phrases.say("decoded_left", count=left))
    sentences = [_read(sentence, phrases) for sentence in decoded.sentences]
    content = {"title": heading.rstrip("："), "sentences": sentences}
    return Card("decoded", "\n".join([heading, *lines]), content)


def _read(sentence: MarkedSentence, phrases: Phrases) -> dict[str, Any]:
    return {
        "text": masked(punctuated(sentence.text), phrases),
        "kind": sentence.kind,
        "mark": phrases.say(_MARKS[sentence.kind]),
        "says": sentence.patterns[0].says if sentence.patterns else "",
    }


def _line(sentence: MarkedSentence, phrases: Phrases) -> str:
    return phrases.say(
        "decoded_line",
        mark=phrases.say(_MARKS[sentence.kind]),
        quote=_quote(masked(punctuated(sentence.quote), phrases)),
        says=sentence.patterns[0].says,
    )


def _quote(text: str) -> str:
    text = text.strip("，。！？；： \n、")
    return text if len(text) <= QUOTE else text[:QUOTE] + "…"


def _checks(decoded: Decoded, checks: Sequence[Advice], phrases: Phrases) -> str:
    lines = [check.text for check in checks]
    if decoded.sender is not None:
        lines.append(phrases.say("decoded_sender", sender=masked(decoded.sender, phrases)))
    return _listed(phrases.say("decoded_checks"), lines)


def _listed(head: str, lines: Iterable[str]) -> str:
    items = [f"· {line}" for line in lines]
    return "\n".join([head, *items]) if items else ""


def _due(step: Advice, as_of: date) -> date | None:
    return None if step.within_days is None else as_of + timedelta(days=step.within_days)


def _plain(sentence: MarkedSentence, phrases: Phrases) -> dict[str, Any]:
    return {
        "text": masked(sentence.text, phrases),
        "kind": sentence.kind,
        "patterns": [pattern.id for pattern in sentence.patterns],
    }


def _action(step: Advice, as_of: date) -> dict[str, Any]:
    due = _due(step, as_of)
    return {"id": step.id, "text": step.text, "due": due.isoformat() if due else None}
