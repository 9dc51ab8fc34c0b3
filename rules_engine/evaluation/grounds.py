"""The ground of a conclusion: which articles carry it on the judged day, and how firmly it may speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from rules_engine.evaluation.judging import Judgement
from rules_engine.model.norms import Norms, weakest
from rules_engine.model.rulebook import Rulebook
from rules_engine.model.sentences import Step, Text, basis_of, text_of


class Ground(Struct, frozen=True):
    """Articles in force on the judged day, and the strength they give."""

    norms: Norms
    day: date
    basis: tuple[str, ...]
    strength: str

    def holds(self, text: Text | Step) -> bool:
        """Whether the text's own ground, if it has one, was in force on that day."""
        own = text.basis if isinstance(text, Step) else basis_of(text)
        return not own or bool(self.norms.in_force(own, self.day))

    def texts(self, texts: Iterable[Text]) -> tuple[str, ...]:
        """The words of those texts whose ground was in force."""
        return tuple(text_of(text) for text in texts if self.holds(text))

    def with_texts(self, *texts: Text) -> tuple[str, ...]:
        """The whole basis: the rule's, then what the texts rest on besides."""
        own = (ref for text in texts for ref in self.norms.in_force(basis_of(text), self.day))
        return tuple(dict.fromkeys((*self.basis, *own)))

    def of_step(self, step: Step) -> tuple[tuple[str, ...], str]:
        """The basis and strength of a step: its own ground, else the rule's."""
        own = self.norms.in_force(step.basis, self.day)
        return (own, self.norms.strength(own) or self.strength) if own else (self.basis, self.strength)


def ground_of(book: Rulebook, judgement: Judgement, as_of: date, resting_on: Iterable[str] = ()) -> Ground:
    """The ground of a fired rule; ``resting_on`` are the strengths of conclusions it needs."""
    day = judgement.day or as_of
    written = judgement.version.basis if judgement.version else ()
    basis = book.norms.in_force(written, day)
    own = book.norms.strength(basis or written)
    links = [own, judgement.row.rule.speak_as, *_params(book, judgement, day), *resting_on]
    return Ground(book.norms, day, basis, weakest(link for link in links if link) or "")


def _params(book: Rulebook, judgement: Judgement, day: date) -> Iterator[str | None]:
    for param_id in judgement.row.params:
        value = book.params[param_id].on(day)
        if value is not None:
            yield book.norms.strength([value.source])
