"""From an assessment and the texts to what a person reads: the only place that builds sentences.

The order is always the same: where they stand or the direct answer, what to do now (at most three steps, with
dates), the basis with its strength, one question. Nothing is said here that a rule, a norm or a text in
``data/`` does not say; nothing is firmer than its ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actions import wording
from actions.citations import basis_lines, title
from actions.message import Choice, Reply
from actions.phrases import Phrases
from rules_engine import Rulebook
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Action, Assessment, Branch, Finding, Missing, NextStep
from rules_engine.model.norms import FIRM_STRENGTHS, weakest

MOST_STEPS = 3
MOST_NEXT = 4
MOST_BASIS = 4
MOST_CHOICES = 6


class Speech:
    """Speaks from a rulebook, the answers and the phrases."""

    def __init__(self, book: Rulebook, answers: Mapping[str, Answer], phrases: Phrases) -> None:
        self.book = book
        self._facts = book.quantities.facts
        self.answers = answers
        self.phrases = phrases

    # ── whole replies ────────────────────────────────────────────────────────────────────────────────────

    def assessment(
        self,
        found: Assessment,
        branches: Sequence[Branch],
        heard: str,
        question: Missing | None,
    ) -> Reply:
        """Where the person stands, what usually comes next, what to do now, the basis, one question."""
        if found.stage is None:
            return self._by_branches(found, branches, heard, question)
        actions = found.actions[:MOST_STEPS]
        steps = _ahead(found.next_steps, found.as_of)
        basis = [*found.stage.basis, *_grounds(actions), *_grounds(steps)]
        blocks = [
            heard,
            self._stage(found),
            self._next_steps(steps, found.as_of),
            self._steps([(action.text, action.due) for action in actions], found.as_of),
            self._undated(found),
            self._caveats(found, question),
            self._basis(basis),
            self._question(question),
        ]
        return Reply(
            _joined(blocks),
            self._question_choices(question),
            {
                "kind": "assessment",
                "stage": found.stage.id,
                "strength": found.stage.strength,
                "actions": [_plain(action) for action in actions],
                "basis": _unique(basis),
                "asked": question.fact if question else None,
                "rulebook_version": found.rulebook_version,
            },
        )

    def answer(self, answer: Answer, found: Assessment, heard: str, question: Missing | None) -> Reply:
        """A topic's answer, with the dates of this case: deadlines of received papers come first."""
        steps = [(action.text, action.due) for action in _deadlines(found)]
        steps += [(step.text, _due(step.within_days, found.as_of)) for step in answer.do]
        steps = steps[:MOST_STEPS]
        basis = [
            *(ref for sentence in answer.say for ref in sentence.basis),
            *_grounds(_deadlines(found)),
            *(ref for step in answer.do for ref in step.basis),
        ]
        stage = self._stage_short(found) if "days_overdue" in answer.ask and found.stage else ""
        blocks = [
            heard,
            "".join(sentence.text for sentence in answer.say),
            stage,
            self._steps(steps, found.as_of),
            self._basis(basis),
            self._question(question),
        ]
        return self._about("answer", answer, found, blocks, basis, question)

    def overview(self, answer: Answer, found: Assessment, heard: str, question: Missing | None) -> Reply:
        """A topic told whole at once, for a question that asks for the whole course."""
        basis = [ref for part in (answer.say, answer.more) for sentence in part for ref in sentence.basis]
        blocks = [
            heard,
            "".join(sentence.text for sentence in answer.say),
            _listed("", [sentence.text for sentence in answer.more]),
            self._stage_short(found) if found.stage else "",
            self._basis(basis),
            self._question(question),
        ]
        return self._about("answer", answer, found, blocks, basis, question)

    def cost(self, answer: Answer, found: Assessment, heard: str, question: Missing | None) -> Reply:
        """What being late costs; the topic's answer where rate or amount are unknown."""
        cost = found.cost
        if cost is None or cost.accrued is None:
            return self.answer(answer, found, heard, question)
        say = self.phrases.say
        lines = [
            say(
                "cost_line",
                principal=wording.money(cost.principal),
                date=wording.day(found.as_of, found.as_of),
                accrued=wording.money(cost.accrued),
                total=wording.money(cost.principal + cost.accrued),
            )
        ]
        if cost.daily is not None:
            lines.append(say("cost_daily", daily=wording.money(cost.daily)))
        ahead = [point for point in cost.projection if point.date > found.as_of]
        if ahead:
            lines.append(
                say(
                    "cost_projection",
                    date=wording.day(ahead[0].date, found.as_of),
                    accrued=wording.money(ahead[0].accrued),
                    total=wording.money(ahead[0].total),
                )
            )
        blocks = [
            heard,
            "".join(lines),
            _listed(say("cost_assumptions"), cost.assumptions),
            self._basis(cost.basis),
            self._question(question),
        ]
        return self._about("cost", answer, found, blocks, cost.basis, question, accrued=str(cost.accrued))

    def expanded(self, answer: Answer) -> Reply:
        """The rest of a topic: ``more``, each sentence on its ground."""
        if not answer.more:
            return Reply(self.phrases.say("more_none"), self._neighbours(answer), {"kind": "more"})
        basis = [ref for sentence in answer.more for ref in sentence.basis]
        text = _joined([_listed("", [s.text for s in answer.more]), self._basis(basis, most=8)])
        return Reply(
            text, self._neighbours(answer), {"kind": "more", "topic": answer.topic, "basis": _unique(basis)}
        )

    def expanded_assessment(self, found: Assessment) -> Reply:
        """The rest of an assessment: each coming step, the options, the doors, what to keep."""
        say = self.phrases.say
        steps = [f"{step.name}：{step.why}" for step in _ahead(found.next_steps, found.as_of)]
        options = [f"{option.name}：{option.how}" for option in found.options]
        channels = [f"{channel.name}：{channel.scope}" for channel in found.channels]
        evidence = [f"{item.what}：{item.how}" for item in found.evidence]
        basis = [ref for part in (found.options, found.channels, found.evidence) for ref in _grounds(part)]
        blocks = [
            _listed(say("more_steps"), steps),
            _listed(say("more_options"), options),
            _listed(say("more_channels"), channels),
            _listed(say("more_evidence"), evidence),
            self._basis(basis, most=8),
        ]
        return Reply(_joined(blocks) or say("more_none"), (), {"kind": "more", "basis": _unique(basis)})

    def why_assessment(self, found: Assessment) -> Reply:
        """The chain behind an assessment: rule, the facts that matched, norm and what it says."""
        say = self.phrases.say
        fired = [entry for entry in found.trace if entry.verdict == "fires" and entry.table in _CHAIN]
        rules = [self._reason(entry.rule, entry.matched, found.as_of) for entry in fired]
        stage_basis = found.stage.basis if found.stage else ()
        refs = _unique([*stage_basis, *_grounds(found.deadlines), *_grounds(found.next_steps)])
        blocks = [
            _listed(say("why_rules"), rules),
            _listed(say("basis"), self._explained(refs)),
            say("why_version", version=found.rulebook_version, date=wording.day(found.as_of, found.as_of)),
        ]
        data = {"kind": "why", "rules": [entry.rule for entry in fired], "basis": refs}
        return Reply(_joined(blocks), (), data)

    def why_answer(self, answer: Answer, found: Assessment) -> Reply:
        """The chain behind a topic: each norm its answer rests on and what it says."""
        refs = _unique(ref for part in (answer.say, answer.do) for s in part for ref in s.basis)
        if not refs:
            return Reply(self.phrases.say("more_none"), (), {"kind": "why", "basis": []})
        version = self.phrases.say(
            "why_version", version=found.rulebook_version, date=wording.day(found.as_of, found.as_of)
        )
        text = _joined([_listed(self.phrases.say("basis"), self._explained(refs)), version])
        return Reply(text, self._neighbours(answer), {"kind": "why", "topic": answer.topic, "basis": refs})

    def unsure(self, topics: Sequence[str]) -> Reply:
        """Two or three plain choices instead of a guess."""
        titles = [self.answers[topic].title for topic in topics if topic in self.answers]
        choices = tuple(Choice(title, title) for title in titles)
        blocks = [_listed(self.phrases.say("unsure"), titles), self.phrases.say("unsure_door")]
        return Reply(_joined(blocks), choices, {"kind": "unsure", "topics": list(topics)})

    def case(self, facts: Mapping[str, Any], as_of: date) -> Reply:
        """Everything known of a case, a fact a line."""
        known = {name: value for name, value in facts.items() if name != "approx" and value not in ([], None)}
        lines = [self._fact(name, value, as_of) for name, value in known.items() if name in self._facts]
        return Reply(
            _listed(self.phrases.say("case_title"), lines), (), {"kind": "case", "facts": sorted(known)}
        )

    def export(self, kept: Mapping[str, Any], as_of: date) -> Reply:
        """Everything kept for a conversation, with the day each fact was told."""
        lines = [
            f"{row['as_of']} {self._fact(row['name'], row['value'], as_of)}"
            for row in kept["facts"]
            if row["name"] in self._facts and row["value"] != []
        ]
        return Reply(_listed(self.phrases.say("exported"), lines), (), {"kind": "export", "kept": dict(kept)})

    def logged(self, answer: Answer, contacts: Sequence[Mapping[str, Any]], found: Assessment) -> Reply:
        """The contact last noted, read back and judged; then what to do with it."""
        as_of, fact = found.as_of, self._facts["contacts"]
        said = wording.contact(contacts[-1], fact, as_of)
        head = self.phrases.say("contact_logged", contact=said, count=len(contacts))
        steps = [(step.text, _due(step.within_days, as_of)) for step in answer.do]
        judged = found.contacts[-1] if found.contacts else None
        broken = [finding for finding in found.findings if judged and finding.rule in judged.rules]
        grounds = [
            *(judged.basis if judged else ()),
            *(ref for each in broken for ref in self._own_basis(each)),
        ]
        blocks = [
            head,
            f"{judged.says}。" if judged else "",
            _listed("", [finding.says for finding in broken[:MOST_STEPS]]),
            self._steps(steps, as_of),
            self._basis(grounds) if grounds else "",
        ]
        data = {
            "kind": "contact_logged",
            "topic": answer.topic,
            "count": len(contacts),
            "verdict": judged.verdict if judged else None,
            "rules": list(judged.rules) if judged else [],
        }
        return Reply(_joined(blocks), self._neighbours(answer), data)

    def _own_basis(self, finding: Finding) -> list[str]:
        """The articles the rule itself rests on; those of cautions that are not said here are left out."""
        written = {ref for version in self.book.rule(finding.rule)[1].versions for ref in version.basis}
        return [ref for ref in finding.basis if ref in written]

    def plain(self, phrase: str, kind: str, **values: Any) -> Reply:
        """A phrase by itself."""
        return Reply(self.phrases.say(phrase, **values), (), {"kind": kind})

    # ── parts ────────────────────────────────────────────────────────────────────────────────────────────

    def facts(self, facts: Mapping[str, Any], as_of: date) -> str:
        """Known facts in a few words: ``逾期45天，欠款金额20,000元``."""
        rough = bool(facts.get("approx"))
        parts = []
        for name, value in facts.items():
            fact = self._facts.get(name)
            if fact is None or name == "approx" or value in ([], None):
                continue
            text = self._fact(name, value, as_of)
            vague = rough and fact.type in ("int", "money")
            parts.append(self.phrases.say("approx", value=text) if vague else text)
        return "，".join(parts)

    def heard(self, new: Mapping[str, Any], changed: Mapping[str, tuple[Any, Any]], as_of: date) -> str:
        """What was understood, said back."""
        parts = []
        if changed:
            parts.append(self.phrases.say("changed", changes="；".join(self._changes(changed, as_of))))
        # A product alone ("花呗怎么…") is no news about the case and not worth saying back.
        if (text := self.facts(new, as_of)) and set(new) - {"approx"} != {"product"}:
            parts.append(self.phrases.say("understood", facts=text))
        return "".join(parts)

    def _about(
        self,
        kind: str,
        answer: Answer,
        found: Assessment,
        blocks: Iterable[str],
        basis: Iterable[str],
        question: Missing | None,
        **more: str,
    ) -> Reply:
        """The reply to a topic: its blocks, the question's buttons or the neighbouring topics, the same as data."""
        data = {
            "kind": kind,
            "topic": answer.topic,
            "stage": found.stage.id if found.stage else None,
            "basis": _unique(basis),
            "asked": question.fact if question else None,
            **more,
        }
        choices = self._question_choices(question) if question else self._neighbours(answer)
        return Reply(_joined(blocks), choices, data)

    def _fact(self, name: str, value: Any, as_of: date) -> str:
        fact = self._facts[name]
        if name == "documents":
            return "、".join(wording.document(item, fact, as_of) for item in value)
        if name == "contacts":
            return "；".join(f"{fact.name}（{wording.contact(item, fact, as_of)}）" for item in value)
        words = wording.fact_value(fact, value, as_of)
        return words if name in _SPEAKING else f"{fact.name}{words}"

    def _changes(self, changed: Mapping[str, tuple[Any, Any]], as_of: date) -> list[str]:
        lines = []
        for name, (old, new) in changed.items():
            if isinstance(new, list):
                lines.append(self._fact(name, new, as_of))
                continue
            fact = self._facts[name]
            words = [wording.fact_value(fact, value, as_of) for value in (old, new)]
            called = "" if name in _SPEAKING else fact.name
            lines.append(self.phrases.say("change", name=called, old=words[0], new=words[1]))
        return lines

    def _stage(self, found: Assessment) -> str:
        assert found.stage is not None
        strength = self.phrases.strength(found.stage.strength)
        phrase = "stage" if _by_days(found) else "stage_by_paper"
        return self.phrases.say(phrase, name=found.stage.name, strength=strength, says=found.stage.says)

    def _stage_short(self, found: Assessment) -> str:
        assert found.stage is not None
        strength = self.phrases.strength(found.stage.strength)
        return self.phrases.say("stage_short", name=found.stage.name, strength=strength)

    def _by_branches(
        self, found: Assessment, branches: Sequence[Branch], heard: str, question: Missing | None
    ) -> Reply:
        stages = [branch.assessment.stage for branch in branches if branch.assessment.stage]
        lines = [self.phrases.say("branch", name=stage.name, says=stage.says) for stage in stages]
        strength = weakest(stage.strength for stage in stages)
        basis = [ref for stage in stages for ref in stage.basis]
        lead = self.phrases.say("branches")
        blocks = [heard, lead, _listed("", lines), self._basis(basis), self._question(question)]
        return Reply(
            _joined(blocks),
            self._question_choices(question),
            {
                "kind": "branches",
                "stages": [stage.id for stage in stages],
                "strength": strength,
                "basis": _unique(basis),
                "asked": question.fact if question else None,
                "rulebook_version": found.rulebook_version,
            },
        )

    def _next_steps(self, steps: Sequence[NextStep], as_of: date) -> str:
        if not steps:
            return ""
        say = self.phrases.say
        lines = [
            say("next_step", name=step.name, window=self._window(step, as_of), likelihood=step.likelihood)
            for step in steps
        ]
        guessed = any(step.strength not in FIRM_STRENGTHS for step in steps)
        return _joined([_listed(say("next_steps"), lines), say("likelihood_note") if guessed else ""], "\n")

    def _window(self, step: NextStep, as_of: date) -> str:
        say = self.phrases.say
        if step.earliest is None:
            return say("window_unknown")
        earliest, latest = (wording.day(when, as_of) if when else "" for when in (step.earliest, step.latest))
        if step.earliest <= as_of:
            return say("window_now_until", latest=latest) if latest else say("window_now")
        if latest:
            return say("window_between", earliest=earliest, latest=latest)
        return say("window_from", earliest=earliest)

    def _steps(self, steps: Sequence[tuple[str, date | None]], as_of: date) -> str:
        numbered = [
            f"{number}. {self._step(text.rstrip('。'), due, as_of)}"
            for number, (text, due) in enumerate(steps, 1)
        ]
        return "\n".join([self.phrases.say("do"), *numbered]) if numbered else ""

    def _step(self, text: str, due: date | None, as_of: date) -> str:
        return self.phrases.say("do_by", text=text, due=wording.day(due, as_of)) if due else text

    def _undated(self, found: Assessment) -> str:
        undated = [deadline.name for deadline in found.deadlines if deadline.due is None]
        return self.phrases.say("deadline_unknown", name="、".join(undated)) + "。" if undated else ""

    def _caveats(self, found: Assessment, question: Missing | None) -> str:
        """How the facts were read; what the question at the end asks anyway is not said twice."""
        asked = question.fact if question else ""
        # Where a paper decides, how the days were read changes nothing.
        idle = (f"{asked}_", *(() if _by_days(found) else ("due_date_", "days_", "dates_")))
        return "\n".join(f"{caveat.text}。" for caveat in found.caveats if not caveat.id.startswith(idle))

    def _basis(self, refs: Iterable[str], most: int = MOST_BASIS) -> str:
        return _listed(self.phrases.say("basis"), basis_lines(refs, self.book.norms, self.phrases, most))

    def _question(self, question: Missing | None) -> str:
        if question is None:
            return ""
        return self.phrases.say("question", question=question.question, why=question.why)

    def _question_choices(self, question: Missing | None) -> tuple[Choice, ...]:
        if question is None:
            return ()
        return tuple(Choice(choice.title, choice.title) for choice in question.choices[:MOST_CHOICES])

    def _neighbours(self, answer: Answer) -> tuple[Choice, ...]:
        titles = [self.answers[topic].title for topic in answer.next if topic in self.answers]
        return tuple(Choice(text, text) for text in titles)

    def _reason(self, rule: str, matched: Mapping[str, Any], as_of: date) -> str:
        name = self.book.rule(rule)[1].name
        reasons = []
        for fact_id, value in matched.items():
            fact = self._facts.get(fact_id)
            if fact is None or fact_id == "stage" or value is None:
                continue
            reasons.append(wording.fact_value(fact, value, as_of))
        if not reasons:
            return self.phrases.say("why_rule_plain", name=name)
        return self.phrases.say("why_rule", name=name, matched="、".join(reasons))

    def _explained(self, refs: Iterable[str]) -> list[str]:
        citations = (self.book.norms.cite(ref) for ref in refs)
        return [
            self.phrases.say("why_norm", citation=title(c, self.phrases), says=c.article.says)
            for c in citations
        ]


#: Facts whose value says by itself what it is: 逾期45天, 蚂蚁借呗.
_SPEAKING = ("days_overdue", "product")
_CHAIN = ("stage", "deadlines", "next_steps")


def _ahead(steps: Sequence[NextStep], as_of: date) -> list[NextStep]:
    """Steps whose window is not over, in order of time; of too many, those already usual longest go first."""
    open_steps = [step for step in steps if step.latest is None or step.latest >= as_of]
    ordered = sorted(open_steps, key=lambda step: step.earliest or as_of)
    return ordered[-MOST_NEXT:]


def _by_days(found: Assessment) -> bool:
    """Whether the stage rests on the day count, not on a paper."""
    return found.stage is None or (found.stage.days_from, found.stage.days_to) != (None, None)


def _deadlines(found: Assessment) -> list[Action]:
    ids = {deadline.id for deadline in found.deadlines}
    return [action for action in found.actions if action.id in ids]


def _due(within_days: int | None, as_of: date) -> date | None:
    return None if within_days is None else as_of + timedelta(days=within_days)


def _grounds(parts: Iterable[Any]) -> list[str]:
    return [ref for part in parts for ref in part.basis]


def _plain(action: Action) -> dict[str, Any]:
    return {"id": action.id, "text": action.text, "due": action.due.isoformat() if action.due else None}


def _unique(refs: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(refs))


def _listed(head: str, lines: Iterable[str]) -> str:
    items = [f"· {line}" for line in lines]
    return "\n".join([head, *items] if head else items) if items else ""


def _joined(blocks: Iterable[str], gap: str = "\n\n") -> str:
    return gap.join(block for block in blocks if block)
