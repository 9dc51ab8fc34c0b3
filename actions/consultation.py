"""A turn taken up, as actions see it: what is known, what the message changed, what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.case.answering import answerable
from actions.case.cases import Case
from actions.case.correcting import Correction
from actions.case.merging import added
from actions.case.store import Learnt
from actions.changes import differences, unchanged
from actions.context import Context
from actions.turn import Turn
from rules_engine import Assessment, branches, read_facts
from rules_engine.model.assessment import Branch, Missing

#: Facts never asked for in a conversation: they are read when a person tells them.
_NEVER_ASKED = frozenset(
    {"contacts", "lender", "jurisdiction", "agreed_contact_hours", "third_party_consent"}
)
#: Facts that are kept and shown, but not said back when they are learnt.
UNSAID = ("concerns", "approx")
#: The stage of a debt that is paid.
SETTLED = "settled"
#: Whose debt it is when it is not the writer's.
OTHERS = ("other", "surety")
#: What a plan needs, in the order in which it is asked.
PLAN_NEEDS = ("amount", "income", "necessary_spending", "other_debts_monthly")
#: What is read of a person's means; kept like any other fact.
BUDGET = ("income", "necessary_spending", "other_debts_monthly")


@dataclass(frozen=True)
class Consultation:
    """A turn with everything an action needs to answer it.

    ``before`` is the assessment as it was, where something known was corrected; ``answered`` says that the message
    was a bare answer to the question that was open; ``entry`` is the entry of the ledger that was corrected.
    """

    turn: Turn
    context: Context
    case: Case
    facts: Mapping[str, Any]
    learnt: Learnt
    found: Assessment
    problems: tuple[str, ...] = ()
    state: dict[str, Any] = field(default_factory=dict)
    answered: bool = False
    correction: Correction = field(default_factory=Correction)
    before: Assessment | None = None
    entry: int = 0

    @property
    def heard(self) -> str:
        """What was understood, said back; what a correction changes; what could not be taken as it was."""
        say, speech = self.context.speech.phrases.say, self.context.speech
        parts = []
        changed = {
            name: each
            for name, each in self.learnt.changed.items()
            if name not in UNSAID and not added(*each)
        }
        if changed:
            parts.append(say("changed", changes="；".join(speech.changes(changed, self.turn.as_of))))
        if text := self._news():
            kept = self.case.remembered and not self.case.unsaved
            parts.append(say("understood" if kept else "understood_passing", facts=text))
        if self.problems:
            parts.append(say("impossible" if parts else "impossible_only", problems="".join(self.problems)))
        lines = ["".join(parts), *self._consequences()]
        return "\n".join(line for line in lines if line)

    @property
    def has_news(self) -> bool:
        """Whether the message told, answered, skipped or corrected anything."""
        learnt = {*self.learnt.new, *self.learnt.changed} - set(UNSAID)
        told = learnt or self.answered or self.turn.skipped or self.problems
        return bool(told or self.correction)

    @property
    def branches(self) -> list[Branch]:
        """What would follow for each range of days, when the days decide and are unknown."""
        facts = read_facts(self.context.book, self.facts)
        return branches(self.context.book, facts, self.turn.as_of, "days_overdue")

    def next_question(self, wanted: Iterable[str] | None = None) -> Missing | None:
        """The question to ask: the first unknown of ``wanted``, or what the engine misses most."""
        if self.state.get("paused") or self.of_another or self._is_settled:
            return None
        if self.state.get("planning"):
            question = self._undated_paper or self.plan_question()
            again = question and question.fact == self.state.get("put_again")
            return None if again else question
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
        if any(each.fact == open_question(self.state) for each in missing):
            return None  # one open question is enough, even unanswered
        known = {*self.facts, *(("days_overdue",) if "due_date" in self.facts else ())}
        return next(
            (self.question(fact) for fact in wanted if fact not in known and fact not in closed), None
        )

    @property
    def told_of_a_paper(self) -> bool:
        """Whether this message told of a paper, or of its day."""
        learnt = {*self.learnt.new, *self.learnt.changed}
        return bool(self.turn.told.get("documents")) or (
            "documents" in learnt and bool(self.facts.get("documents"))
        )

    @property
    def _undated_paper(self) -> Missing | None:
        """The day a paper came that this message told of: its time limit runs whatever else is being asked."""
        if not self.told_of_a_paper:
            return None
        return next((each for each in self.found.missing if each.fact == "document.received"), None)

    @property
    def _is_settled(self) -> bool:
        """Whether all is paid: then nothing more is to be asked."""
        return self.found.stage is not None and self.found.stage.id == SETTLED

    @property
    def of_another(self) -> bool:
        """Whether the person writes about a debt that is not their own."""
        return self.state.get("debtor") in OTHERS

    def plan_question(self) -> Missing | None:
        """The first thing a plan still needs that the person has not declined to say."""
        closed = {
            *self.facts,
            *self.state.get("skipped", ()),
            *(("amount",) if "principal" in self.facts else ()),
        }
        fact = next((fact for fact in PLAN_NEEDS if fact not in closed), None)
        return self.question(fact) if fact else None

    def question(self, fact: str) -> Missing | None:
        """The question for a fact, when it has one."""
        question = self.context.book.quantities.question(fact)
        return Missing(fact, question.ask, question.why, question.choices) if question else None

    def _news(self) -> str:
        # A product alone ("花呗怎么…") is no news about the case and not worth saying back.
        joined = {name: added(*each) for name, each in self.learnt.changed.items() if added(*each)}
        told = {name: value for name, value in {**self.learnt.new, **joined}.items() if name not in UNSAID}
        if told.keys() <= {"product"}:
            return ""
        approx = {"approx": True} if self.turn.told.get("approx") else {}
        return self.context.speech.facts({**told, **approx}, self.turn.as_of)

    def _consequences(self) -> list[str]:
        if self.before is None:
            return []
        phrases = self.context.speech.phrases
        lines = differences(self.before, self.found, phrases)
        if not lines:
            return [unchanged(self.found, self.learnt.changed, phrases)]
        return [phrases.say("advice_changed"), *(f"· {line}" for line in lines)]

    def _interrupted(self, missing: Iterable[Missing]) -> Missing | None:
        """The question an interview was at when this message asked something else; it is put again once."""
        asked = open_question(self.state)
        if asked is None or asked == self.state.get("put_again"):
            return None
        return next((each for each in missing if each.fact == asked), None)


def open_question(state: Mapping[str, Any]) -> str | None:
    """The question that was put last and is neither answered, skipped nor closed, even if other things were said."""
    question: str | None = state.get("asked") or state.get("open")
    return question
