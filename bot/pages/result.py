"""An assessment as a page shows it: every part in words, each with how firm its ground is.

Nothing is concluded here: the rules engine did that, and the phrases of the chat say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions import wording
from actions.cards.deadlines import counting
from actions.cards.timeline import is_guessed
from actions.citations import basis_lines
from actions.speech import Speech
from actions.speech.assessment import window
from actions.speech.parts import MOST_STEPS, ahead, by_days, unique
from bot.pages.texts import Texts
from rules_engine import Assessment, Branch
from rules_engine.model.assessment import Channel, Deadline, Finding, Missing, NextStep
from rules_engine.model.norms import FIRM_STRENGTHS

_MOST_MISSING = 3
#: Questions about one reported thing cannot be answered in the form.
_ASKED_IN_CHAT = "."


@dataclass(frozen=True)
class Ground:
    """How firm the ground of a part is: ``note`` says it, ``firm`` shows it."""

    strength: str
    note: str
    firm: bool


@dataclass(frozen=True)
class Told:
    """A part with a name, what it says, further lines, and its ground."""

    name: str
    says: str
    ground: Ground
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Running:
    """A time limit."""

    name: str
    iso: str
    when: str
    left: str
    over: bool
    counting: str
    consequence: str
    do: str
    cautions: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True)
class Row:
    """A coming step: what, when, how likely; ``why`` and what to prepare."""

    name: str
    window: str
    likelihood: str
    why: str
    prepare: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True)
class Norm:
    """A norm as it is cited, what each article of it says, and when it was checked."""

    title: str
    says: tuple[str, ...]
    checked: str


@dataclass(frozen=True)
class Judged:
    """A reported contact and what the rules make of it."""

    contact: str
    says: str


class Result:
    """What the template of the result reads."""

    def __init__(
        self,
        speech: Speech,
        texts: Texts,
        facts: Mapping[str, Any],
        found: Assessment,
        branches: Sequence[Branch],
    ) -> None:
        self._speech = speech
        self._texts = texts
        self._facts = facts
        self._found = found
        self._branches = branches
        self.disclaimer = found.disclaimer
        self.heard = speech.facts(facts, found.as_of)
        self.version = speech.version(found.rulebook_version, found.as_of)
        self.caveats = [caveat.text for caveat in found.caveats if self._matters(caveat.id)]

    @property
    def stage(self) -> Told | None:
        """Where the person stands."""
        stage = self._found.stage
        return Told(stage.name, stage.says, self._ground(stage.strength)) if stage else None

    @property
    def branches(self) -> list[Told]:
        """What it depends on, where the facts do not decide."""
        stages = [branch.assessment.stage for branch in self._branches]
        return [Told(stage.name, stage.says, self._ground(stage.strength)) for stage in stages if stage]

    @property
    def deadlines(self) -> list[Running]:
        """Time limits whose last day is known, the nearest first."""
        dated = [(each.due, each) for each in self._found.deadlines if each.due is not None]
        return [self._running(each, due) for due, each in sorted(dated, key=lambda pair: pair[0])]

    @property
    def undated(self) -> list[Told]:
        """Time limits that wait for the day they count from."""
        return [
            Told(each.name, each.consequence, self._ground(each.strength))
            for each in self._found.deadlines
            if each.due is None
        ]

    @property
    def steps(self) -> list[tuple[str, str]]:
        """At most three things to do, each with its last day or nothing."""
        as_of = self._found.as_of
        return [
            (action.text.rstrip("。"), wording.day(action.due, as_of) if action.due else "")
            for action in self._found.actions[:MOST_STEPS]
        ]

    @property
    def coming(self) -> list[Row]:
        """What usually comes next."""
        return [
            Row(
                step.name,
                window(self._speech, step, self._found.as_of),
                step.likelihood,
                step.why,
                step.prepare,
                self._ground(step.strength),
            )
            for step in self._ahead
        ]

    @property
    def likelihood_note(self) -> str:
        """Who says how likely it is; nothing where the law alone decides."""
        return self._speech.phrases.say("likelihood_note") if is_guessed(self._ahead) else ""

    @property
    def cost(self) -> dict[str, Any] | None:
        """What being late costs; None where nothing can be worked out."""
        cost, as_of = self._found.cost, self._found.as_of
        if cost is None or cost.accrued is None:
            return None
        now = (as_of, cost.accrued, cost.principal + cost.accrued)
        later = [(each.date, each.accrued, each.total) for each in cost.projection if each.date > as_of]
        say = self._speech.phrases.say
        return {
            "lead": say(
                "cost_line",
                principal=wording.money(cost.principal),
                date=wording.day(as_of, as_of),
                accrued=wording.money(now[1]),
                total=wording.money(now[2]),
            ),
            "daily": "" if cost.daily is None else say("cost_daily", daily=wording.money(cost.daily)),
            "points": [
                (wording.day(day, as_of), wording.money(accrued), wording.money(total))
                for day, accrued, total in (now, *later)
            ],
            "assumptions": cost.assumptions,
        }

    @property
    def court_fee(self) -> str:
        """What a court would charge; nothing where there is no claim."""
        fee = self._found.court_fee
        if fee is None:
            return ""
        claim, full, halved = (wording.money(each) for each in (fee.claim, fee.full, fee.halved))
        return self._speech.phrases.say("court_fee_line", claim=claim, full=full, halved=halved)

    @property
    def contacts(self) -> list[Judged]:
        """What was reported, judged."""
        told = self._facts.get("contacts") or ()
        fact = self._speech.facts_known["contacts"]
        return [
            Judged(
                wording.contact(told[each.number - 1], fact, self._found.as_of),
                each.says.rstrip("。"),
            )
            for each in self._found.contacts
        ]

    @property
    def findings(self) -> list[Told]:
        """What was improper, the firmest ground first; what to do is said once."""
        ordered = sorted(self._found.findings, key=lambda each: each.strength not in FIRM_STRENGTHS)
        said: set[str] = set()
        told = []
        for each in ordered:
            lines = tuple(line for line in self._remedies(each) if line not in said)
            said.update(lines)
            told.append(Told(each.name, each.says, self._ground(each.strength), lines))
        return told

    @property
    def points(self) -> list[Told]:
        """Points of law that concern the case."""
        return [
            Told(each.name, each.says, self._ground(each.strength), (*each.do, *each.cautions))
            for each in self._found.points
        ]

    @property
    def options(self) -> list[Told]:
        """What may be negotiated."""
        return [
            Told(each.name, each.how, self._ground(each.strength), each.cautions)
            for each in self._found.options
        ]

    @property
    def channels(self) -> list[dict[str, Any]]:
        """Where to complain or find help, in order."""
        return [
            {"channel": each, "ground": self._ground(each.strength), "answer": self._answer(each)}
            for each in sorted(self._found.channels, key=lambda each: each.order)
        ]

    @property
    def evidence(self) -> list[Told]:
        """What to keep."""
        return [
            Told(each.what, each.how, self._ground(each.strength), (each.why,))
            for each in self._found.evidence
        ]

    @property
    def missing(self) -> list[Missing]:
        """What would sharpen the answer most, of what the form can ask."""
        asked = [each for each in self._found.missing if _ASKED_IN_CHAT not in each.fact]
        return asked[:_MOST_MISSING]

    @property
    def basis(self) -> list[Norm]:
        """Every norm the page rests on, with what it says."""
        norms = self._speech.book.norms
        by_norm: dict[str, list[str]] = {}
        for ref in unique(self._refs()):
            by_norm.setdefault(norms.cite(ref).norm.id, []).append(ref)
        return [self._norm(refs) for refs in by_norm.values()]

    @property
    def _ahead(self) -> list[NextStep]:
        return ahead(self._found.next_steps, self._found.as_of)

    def _refs(self) -> Iterator[str]:
        found = self._found
        stages = [found.stage, *(branch.assessment.stage for branch in self._branches)]
        parts: Iterable[Any] = (
            *(stage for stage in stages if stage),
            *found.deadlines,
            *found.actions[:MOST_STEPS],
            *self._ahead,
            *found.findings,
            *found.points,
            *found.options,
            *found.channels,
            *found.evidence,
            *(each for each in (found.court_fee,) if each),
        )
        for part in parts:
            yield from part.basis
        if found.cost is not None and found.cost.accrued is not None:
            yield from found.cost.basis

    def _running(self, deadline: Deadline, due: date) -> Running:
        as_of = self._found.as_of
        left = (due - as_of).days
        kind = "over" if left < 0 else "days" if left else "today"
        return Running(
            name=deadline.name,
            iso=due.isoformat(),
            when=wording.day(due, as_of),
            left=self._texts.left[kind].format(days=left),
            over=left < 0,
            counting=counting(deadline, as_of, self._speech.phrases),
            consequence=deadline.consequence,
            do=deadline.do,
            cautions=deadline.cautions,
            ground=self._ground(deadline.strength),
        )

    def _remedies(self, finding: Finding) -> tuple[str, ...]:
        return (*((finding.do,) if finding.do else ()), *finding.caveats)

    def _answer(self, channel: Channel) -> str:
        if channel.answer_within_days is None:
            return ""
        kind = "longest" if channel.longest_days else "within"
        return self._texts.answer[kind].format(days=channel.answer_within_days, longest=channel.longest_days)

    def _matters(self, caveat: str) -> bool:
        """Where a paper decides, how the days were read changes nothing."""
        return by_days(self._found) or not caveat.startswith(("due_date_", "days_", "dates_"))

    def _ground(self, strength: str) -> Ground:
        return Ground(strength, self._speech.phrases.strength(strength), strength in FIRM_STRENGTHS)

    def _norm(self, refs: list[str]) -> Norm:
        norms = self._speech.book.norms
        (line,) = basis_lines(refs, norms, self._speech.phrases, most=1)
        citations = [norms.cite(ref) for ref in refs]
        checked = wording.day(citations[0].norm.verified_on, self._found.as_of)
        return Norm(line, tuple(each.article.says for each in citations), checked)
