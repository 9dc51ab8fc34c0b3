"""Where a person stands, what usually comes next, what to do now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from actions import wording
from actions.cards.card import Block, Card, carded
from actions.cards.deadlines import deadlines_card
from actions.cards.timeline import is_guessed, timeline_card
from actions.message import Reply
from actions.speech.parts import (
    MOST_STEPS,
    ahead,
    by_days,
    deadline_actions,
    grounds,
    joined,
    listed,
    plain,
    unique,
)
from actions.speech.speech import Speech
from rules_engine.model.assessment import Assessment, Branch, Missing, NextStep
from rules_engine.model.norms import weakest

_SAME = 8  # characters that two texts share when one repeats the other


def assessment_reply(
    speech: Speech,
    found: Assessment,
    branches: Sequence[Branch],
    heard: str,
    question: Missing | None,
    facts: Mapping[str, Any],
) -> Reply:
    """Where the person stands, what usually comes next, what to do now, the basis, one question."""
    if found.stage is None:
        return _by_branches(speech, found, branches, heard, question)
    actions = found.actions[:MOST_STEPS]
    steps = ahead(found.next_steps, found.as_of)
    basis = [*found.stage.basis, *grounds(actions), *grounds(steps)]
    running = [action.text for action in deadline_actions(found)]
    blocks = [
        carded("understood", heard),
        _stage(speech, found),
        speech.passed(found),
        deadlines_card(found, speech.phrases),
        _next_steps(speech, steps, found, facts),
        speech.steps([(action.text, action.due) for action in actions], found.as_of, running),
        _undated(speech, found),
        _cautions(speech, found),
        _caveats(found, question),
        speech.basis(basis),
        speech.question(question),
    ]
    return Reply.of(
        blocks,
        speech.question_choices(question),
        {
            "kind": "assessment",
            "stage": found.stage.id,
            "strength": found.stage.strength,
            "actions": [plain(action) for action in actions],
            "deadlines": [
                {"id": each.id, "name": each.name, "due": each.due.isoformat() if each.due else None}
                for each in found.deadlines
            ],
            "basis": unique(basis),
            "asked": question.fact if question else None,
            "rulebook_version": found.rulebook_version,
        },
    )


def brief(speech: Speech, found: Assessment, heard: str, question: Missing | None) -> list[Block]:
    """What was heard, that nothing else is new, and the next question."""
    same = speech.phrases.say("same_as_before", name=found.stage.name) if found.stage else ""
    return [carded("understood", heard), same, speech.question(question)]


def conclusions(found: Assessment) -> str:
    """What an assessment comes to, to see whether two say the same: 16 hexadecimal digits."""
    parts = [
        found.stage.id if found.stage else None,
        [(action.text, action.due) for action in found.actions[:MOST_STEPS]],
        [
            (step.id, step.likelihood, step.earliest, step.latest)
            for step in ahead(found.next_steps, found.as_of)
        ],
        [(deadline.id, deadline.due) for deadline in found.deadlines],
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def expanded_assessment(speech: Speech, found: Assessment) -> Reply:
    """The rest of an assessment: each coming step, the points of law, the options, the doors, what to keep."""
    say = speech.phrases.say
    steps = [f"{step.name}：{step.why}" for step in ahead(found.next_steps, found.as_of)]
    points = [f"{point.name}：{point.says}" for point in found.points]
    options = [f"{option.name}：{option.how}" for option in found.options]
    channels = [f"{channel.name}：{channel.scope}" for channel in found.channels]
    evidence = [f"{item.what}：{item.how}" for item in found.evidence]
    basis = [
        ref for part in (found.points, found.options, found.channels, found.evidence) for ref in grounds(part)
    ]
    blocks = [
        listed(say("more_steps"), steps),
        listed(say("more_points"), points),
        listed(say("more_options"), options),
        listed(say("more_channels"), channels),
        listed(say("more_evidence"), evidence),
        speech.basis(basis, most=8),
    ]
    reply = Reply.of(blocks, (), {"kind": "more", "basis": unique(basis)})
    return reply if reply.text else speech.plain("more_none", "more")


def stage_short(speech: Speech, found: Assessment) -> str:
    """The stage in one sentence; nothing where it is open."""
    if found.stage is None:
        return ""
    strength = speech.phrases.strength(found.stage.strength)
    return speech.phrases.say("stage_short", name=found.stage.name, strength=strength)


def _by_branches(
    speech: Speech, found: Assessment, branches: Sequence[Branch], heard: str, question: Missing | None
) -> Reply:
    stages = [branch.assessment.stage for branch in branches if branch.assessment.stage]
    lines = [speech.phrases.say("branch", name=stage.name, says=stage.says) for stage in stages]
    basis = [ref for stage in stages for ref in stage.basis]
    lead = speech.phrases.say("branches")
    blocks = [
        carded("understood", heard),
        lead,
        listed("", lines),
        speech.basis(basis),
        speech.question(question),
    ]
    return Reply.of(
        blocks,
        speech.question_choices(question),
        {
            "kind": "branches",
            "stages": [stage.id for stage in stages],
            "strength": weakest(stage.strength for stage in stages),
            "basis": unique(basis),
            "asked": question.fact if question else None,
            "rulebook_version": found.rulebook_version,
        },
    )


def _stage(speech: Speech, found: Assessment) -> str:
    assert found.stage is not None
    strength = speech.phrases.strength(found.stage.strength)
    phrase = "stage" if by_days(found) else "stage_by_paper"
    return speech.phrases.say(phrase, name=found.stage.name, strength=strength, says=found.stage.says)


def _next_steps(
    speech: Speech, steps: Sequence[NextStep], found: Assessment, facts: Mapping[str, Any]
) -> Card | None:
    say = speech.phrases.say
    windows = [(step, window(speech, step, found.as_of)) for step in steps]
    lines = [
        say("next_step", name=step.name, window=window, likelihood=step.likelihood)
        for step, window in windows
    ]
    note = say("likelihood_note") if is_guessed(steps) else ""
    text = joined([listed(say("next_steps"), lines), note], "\n")
    return timeline_card(found, windows, facts, speech.facts_known, speech.phrases, text)


def window(speech: Speech, step: NextStep, as_of: date) -> str:
    """When a step may come, in words."""
    say = speech.phrases.say
    if step.earliest is None:
        return say("window_unknown")
    earliest, latest = (wording.day(when, as_of) if when else "" for when in (step.earliest, step.latest))
    if step.earliest <= as_of:
        return say("window_now_until", latest=latest) if latest else say("window_now")
    if latest:
        return say("window_between", earliest=earliest, latest=latest)
    return say("window_from", earliest=earliest)


def _undated(speech: Speech, found: Assessment) -> str:
    undated = [deadline for deadline in found.deadlines if deadline.due is None]
    if not undated:
        return ""
    names = "、".join(deadline.name for deadline in undated)
    consequence = undated[0].consequence.rstrip("。")
    return speech.phrases.say("deadline_unknown", name=names, consequence=consequence)


def _cautions(speech: Speech, found: Assessment) -> str:
    """What must be known about a running deadline; of several the first, the rest is told on request."""
    shown = "".join(action.text for action in found.actions[:MOST_STEPS])
    texts = (text for each in found.deadlines if each.due for text in each.cautions)
    first = next((text for text in texts if not _overlaps(text, shown)), "")
    return speech.phrases.say("caution", text=first.rstrip("。")) if first else ""


def _overlaps(text: str, shown: str) -> bool:
    """Whether a good part of a text has just been said in the same words."""
    return any(text[start : start + _SAME] in shown for start in range(max(1, len(text) - _SAME)))


def _caveats(found: Assessment, question: Missing | None) -> str:
    """How the facts were read; what the question at the end asks anyway is not said twice."""
    asked = question.fact if question else ""
    # Where a paper decides, how the days were read changes nothing.
    idle = (f"{asked}_", *(() if by_days(found) else ("due_date_", "days_", "dates_")))
    return "\n".join(f"{caveat.text}。" for caveat in found.caveats if not caveat.id.startswith(idle))
