"""Why something was said: rules, the facts that matched, norms and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from actions import wording
from actions.message import Reply
from actions.speech.parts import grounds, joined, listed, unique
from actions.speech.speech import Speech
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Assessment

_CHAIN = ("stage", "deadlines", "next_steps")


def why_assessment(speech: Speech, found: Assessment) -> Reply:
    """The chain behind an assessment: rule, the facts that matched, norm and what it says."""
    say = speech.phrases.say
    fired = [entry for entry in found.trace if entry.verdict == "fires" and entry.table in _CHAIN]
    rules = [_reason(speech, entry.rule, entry.matched, found.as_of) for entry in fired]
    stage_basis = found.stage.basis if found.stage else ()
    refs = unique([*stage_basis, *grounds(found.deadlines), *grounds(found.next_steps)])
    blocks = [
        listed(say("why_rules"), rules),
        listed(say("basis"), speech.explained(refs)),
        speech.version(found.rulebook_version, found.as_of),
    ]
    data = {"kind": "why", "rules": [entry.rule for entry in fired], "basis": refs}
    return Reply(joined(blocks), (), data)


def why_answer(speech: Speech, answer: Answer, found: Assessment) -> Reply:
    """The chain behind a topic: each norm its answer rests on and what it says."""
    refs = unique(ref for part in (answer.say, answer.do) for s in part for ref in s.basis)
    if not refs:
        return Reply(speech.phrases.say("more_none"), (), {"kind": "why", "basis": []})
    return why_norms(speech, refs, found)


def why_norms(speech: Speech, refs: list[str], found: Assessment) -> Reply:
    """Each norm and what it says."""
    text = joined(
        [
            listed(speech.phrases.say("basis"), speech.explained(refs)),
            speech.version(found.rulebook_version, found.as_of),
        ]
    )
    return Reply(text, (), {"kind": "why", "basis": refs})


def _reason(speech: Speech, rule: str, matched: Mapping[str, Any], as_of: date) -> str:
    name = speech.book.rule(rule)[1].name
    reasons = []
    for fact_id, value in matched.items():
        fact = speech.facts_known.get(fact_id)
        if fact is None or fact_id == "stage" or value in (None, "none"):
            continue
        reasons.append(wording.fact_value(fact, value, as_of))
    if not reasons:
        return speech.phrases.say("why_rule_plain", name=name)
    return speech.phrases.say("why_rule", name=name, matched="、".join(reasons))
