"""Sentences and steps of ``data/rules/planning.yml`` as they are said on a day: only what rests on norms in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from rules_engine.evaluation.conclusions import Setting
from rules_engine.evaluation.grounds import Ground
from rules_engine.model.action import Action
from rules_engine.model.sentences import Step

_Named = tuple[str, Mapping[str, str]]


def stands_aside(setting: Setting) -> bool:
    """Whether the case is one in which nobody is told to pay or to negotiate."""
    return not setting.case.tags.get("concerns", frozenset()).isdisjoint(setting.book.planning.stand_aside)


def sentences(
    setting: Setting, basis: Iterable[str], named: Iterable[_Named]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The assumptions of those names, filled in, and the whole basis: ``basis``, then what they rest on."""
    ground, assumptions = _ground(setting, basis), setting.book.planning.assumptions
    said = [(assumptions[name], fillers) for name, fillers in named]
    shown = [(text, fillers) for text, fillers in said if ground.holds(text)]
    texts = tuple(text.text.format(**fillers) for text, fillers in shown)
    return texts, ground.with_texts(*(text for text, _ in shown))


def actions(setting: Setting, prefix: str, basis: Iterable[str], steps: Iterable[Step]) -> tuple[Action, ...]:
    """Steps with their last days; a step without a ground of its own rests on ``basis``."""
    ground = _ground(setting, basis)
    found = []
    for number, step in enumerate(steps, start=1):
        if ground.holds(step):
            due = None if step.within_days is None else setting.as_of + timedelta(days=step.within_days)
            found.append(Action(f"{prefix}.{number}", step.text, due, *ground.of_step(step)))
    return tuple(found)


def _ground(setting: Setting, basis: Iterable[str]) -> Ground:
    norms = setting.book.norms
    in_force = norms.in_force(basis, setting.as_of)
    return Ground(norms, setting.as_of, in_force, norms.strength(in_force) or "")
