"""An answer once more in simple words, for someone who is tired, frightened or reads poorly.

Three things and no more: the simple sentences as they stand in the data, one thing to do today with its last
day, and at most three hard words of the original answer with their meaning. Nothing is rephrased here: a step
is only cut short where its first words are whole by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from actions import wording
from actions.glossary import Glossary, Term
from actions.message import Choice, Reply
from actions.phrases import Phrases
from actions.speech.parts import (
    MOST_CHOICES,
    MOST_STEPS,
    ahead,
    deadline_actions,
    due,
    joined,
    listed,
    unique,
)
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Action, Assessment

MOST_TERMS = 3
#: A step is cut only after so many characters; less is seldom a whole thing to do.
ENOUGH = 17

_BRACKETS = re.compile(r"（[^（）]*）")
_SENTENCE_ENDS = re.compile(r"[；。]")
# What ends a condition or begins its consequence: never cut there.
_UNFINISHED = re.compile(r"(?:[的时后前内]|越.{1,3})$")
_CONTINUES = ("就", "或", "也", "才", "但", "而", "不", "由", "在", "并", "和")
_SAYS_TODAY = "今天"


@dataclass(frozen=True)
class Step:
    """Something to do by ``due``; ``undated`` where it has a last day that cannot be worked out yet."""

    text: str
    due: date | None
    basis: tuple[str, ...]
    undated: bool = False


@dataclass(frozen=True)
class _Told:
    """What is told again: the simple ``sentences``, the ``original`` texts, and what both rest on."""

    sentences: Sequence[str]
    original: Sequence[str]
    steps: Sequence[Step]
    basis: Iterable[str]
    data: Mapping[str, Any]


def simpler_answer(answer: Answer, found: Assessment, glossary: Glossary, phrases: Phrases) -> Reply:
    """A topic's answer in simple words; what was said at first where it has none. Deadlines come first."""
    running = deadline_actions(found)
    own = (Step(step.text, due(step.within_days, found.as_of), step.basis) for step in answer.do)
    steps = [*_steps(running, running), *own][:MOST_STEPS]
    said = answer.simple or answer.say
    told = _Told(
        sentences=[sentence.text for sentence in said],
        original=[sentence.text for sentence in answer.say],
        steps=steps,
        basis=[ref for sentence in said for ref in sentence.basis],
        data={"topic": answer.topic, "stage": found.stage.id if found.stage else None},
    )
    return _reply(told, found.as_of, glossary, phrases)


def simpler_assessment(found: Assessment, glossary: Glossary, phrases: Phrases) -> Reply:
    """An assessment in simple words; asks for the days where nothing is known that decides."""
    stage, steps = found.stage, _steps(found.actions, deadline_actions(found))[:MOST_STEPS]
    if stage is None:
        return _unknown(found, steps, glossary, phrases)
    told = _Told(
        sentences=[f"{sentence}。" for sentence in stage.simple.split("。") if sentence],
        original=[stage.says, *(step.name for step in ahead(found.next_steps, found.as_of))],
        steps=steps,
        basis=stage.basis,
        data={"stage": stage.id, "strength": stage.strength, "rulebook_version": found.rulebook_version},
    )
    return _reply(told, found.as_of, glossary, phrases)


def shortest(text: str) -> str:
    """The first whole thing a step says, without brackets: never half a condition, never half a quotation."""
    first = _SENTENCE_ENDS.split(_BRACKETS.sub("", text))[0]
    kept, *rest = first.split("，")
    for part in rest:
        whole = not _UNFINISHED.search(kept) and kept.count("“") == kept.count("”")
        if len(kept) >= ENOUGH and whole and not part.startswith(_CONTINUES):
            break
        kept = f"{kept}，{part}"
    return kept


def _steps(actions: Iterable[Action], running: Sequence[Action]) -> list[Step]:
    return [
        Step(action.text, action.due, action.basis, action.due is None and action in running)
        for action in actions
    ]


def _unknown(found: Assessment, steps: Sequence[Step], glossary: Glossary, phrases: Phrases) -> Reply:
    question = next((each for each in found.missing if each.fact == "days_overdue"), None)
    data = {"stage": None, "asked": question.fact if question else None}
    told = _Told([phrases.say("simple_unknown")], [], steps, [], data)
    titles = [choice.title for choice in question.choices[:MOST_CHOICES]] if question else []
    choices = tuple(Choice(title, title) for title in titles)
    return replace(_reply(told, found.as_of, glossary, phrases), choices=choices)


def _reply(told: _Told, as_of: date, glossary: Glossary, phrases: Phrases) -> Reply:
    step = next(iter(told.steps), None)
    terms = _terms(told, glossary)
    meanings = [phrases.say("simple_meaning", term=term.term, means=term.means.text) for term in terms]
    blocks = [
        "\n".join(told.sentences),
        _today(step, as_of, phrases) if step else "",
        listed(phrases.say("simple_terms"), meanings),
    ]
    basis = [*told.basis, *(step.basis if step else ()), *(ref for term in terms for ref in term.means.basis)]
    data = {
        "kind": "simple",
        **told.data,
        "step": _plain(step),
        "terms": [term.term for term in terms],
        "basis": unique(basis),
    }
    return Reply(joined(blocks), (), data)


def _today(step: Step, as_of: date, phrases: Phrases) -> str:
    text = shortest(step.text)
    said = phrases.say("simple_step" if text.startswith(_SAYS_TODAY) else "simple_today", step=text)
    if step.undated:
        return "\n".join([said, phrases.say("simple_undated")])
    return said + (phrases.say("simple_due", due=wording.day(step.due, as_of)) if step.due else "")


def _terms(told: _Told, glossary: Glossary) -> list[Term]:
    """Words of the original answer, those of today's step first; what the sentences explain is not told twice."""
    simple = [sentence for sentence in told.sentences if sentence not in told.original]
    explained = glossary.found("\n".join(simple))
    today = [shortest(step.text) for step in told.steps[:1]]
    found = glossary.found("\n".join([*today, *told.original, *(step.text for step in told.steps)]))
    return [term for term in found if term not in explained][:MOST_TERMS]


def _plain(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {"text": shortest(step.text), "due": step.due.isoformat() if step.due else None}
