"""A turn taken up: its facts learnt, the case assessed, the next question chosen.

If the case cannot be read or kept, the person is still answered from this message alone.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.case.answering import answerable, answered
from actions.case.store import CaseStoreError, Learnt
from actions.context import Context, context
from actions.turn import Turn
from rules_engine import Assessment, FactsError, assess, branches, read_facts
from rules_engine.model.assessment import Branch, Missing

log = logging.getLogger(__name__)

#: Facts never asked for in a conversation: they are read when a person tells them.
_NEVER_ASKED = frozenset(
    {"contacts", "lender", "jurisdiction", "agreed_contact_hours", "third_party_consent"}
)


@dataclass(frozen=True)
class Consultation:
    """A turn with everything an action needs to answer it."""

    turn: Turn
    context: Context
    facts: Mapping[str, Any]
    learnt: Learnt
    found: Assessment
    problems: tuple[str, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    answered: bool = False
    """Whether the message was a bare answer to the question that was open."""

    @property
    def heard(self) -> str:
        """What was understood, said back, and what could not be taken as it was."""
        speech = self.context.speech
        new = {**self.learnt.new, **({"approx": True} if self.turn.told.get("approx") else {})}
        said = speech.heard(new, self.learnt.changed, self.turn.as_of)
        if not self.problems:
            return said
        return said + speech.phrases.say("impossible", problems="".join(self.problems))

    @property
    def branches(self) -> list[Branch]:
        """What would follow for each range of days, when the days decide and are unknown."""
        facts = read_facts(self.context.book, self.facts)
        return branches(self.context.book, facts, self.turn.as_of, "days_overdue")

    def next_question(self, wanted: Iterable[str] | None = None) -> Missing | None:
        """The question to ask: the first unknown of ``wanted``, or what the engine misses most."""
        closed = {*self.state.get("skipped", ()), *_NEVER_ASKED}
        missing = [
            each
            for each in self.found.missing
            if each.fact not in closed and (each.choices or answerable(each.fact))
        ]
        if wanted is None:
            return missing[0] if missing else None
        urgent = next((each for each in missing if each.fact == "document.received"), None)
        if urgent or (urgent := self._interrupted(missing)):
            return urgent
        known = {*self.facts, *(("days_overdue",) if "due_date" in self.facts else ())}
        return next(
            (self._question(fact) for fact in wanted if fact not in known and fact not in closed), None
        )

    def _interrupted(self, missing: Iterable[Missing]) -> Missing | None:
        """The question an interview was at when this message asked something else; it is put again once."""
        asked = self.state.get("asked")
        if asked is None or asked == self.state.get("put_again"):
            return None
        return next((each for each in missing if each.fact == asked), None)

    def _question(self, fact: str) -> Missing | None:
        question = self.context.book.quantities.question(fact)
        return Missing(fact, question.ask, question.why, question.choices) if question else None


def consult(turn: Turn) -> Consultation:
    """Take a turn up."""
    here = context()
    try:
        state = here.cases.state(turn.sender)
        known = here.cases.facts(turn.sender, turn.as_of)
    except CaseStoreError as error:
        log.error("the case store failed while reading: %s", type(error.__cause__).__name__)
        return _without_memory(turn, here)
    answer = answered(state.get("asked"), turn.loose, known)
    told, problems = _possible(here, {**answer, **turn.told})
    if turn.skipped:
        state["skipped"] = [*state.get("skipped", ()), turn.skipped]
    try:
        learnt = here.cases.learn(turn.sender, told, turn.as_of)
        known = here.cases.facts(turn.sender, turn.as_of)
    except CaseStoreError as error:
        log.error("the case store failed while writing: %s", type(error.__cause__).__name__)
        return _without_memory(turn, here)
    found = assess(here.book, read_facts(here.book, known), turn.as_of)
    return Consultation(turn, here, known, learnt, found, problems, state, answered=bool(answer))


def _without_memory(turn: Turn, here: Context) -> Consultation:
    told, problems = _possible(here, dict(turn.told))
    found = assess(here.book, read_facts(here.book, told), turn.as_of)
    return Consultation(turn, here, told, Learnt(new=told), found, problems)


def _possible(here: Context, told: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The facts that can be true, and a sentence for each that cannot."""
    facts = dict(told)
    try:
        read_facts(here.book, facts)
    except FactsError as error:
        for problem in error.problems:
            facts.pop(problem.fact.split(".")[0].split("[")[0], None)
        return facts, tuple(f"{problem.wrong}；应为{problem.right}。" for problem in error.problems)
    return facts, ()
