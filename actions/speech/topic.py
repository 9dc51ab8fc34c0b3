"""The answer to a topic: whole, with its sums, and the rest of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from actions import wording
from actions.cards.card import Block, Card, carded
from actions.cards.cost import cost_card
from actions.cards.deadlines import deadlines_card
from actions.cards.doors import channels_card
from actions.cards.evidence import evidence_card
from actions.message import Choice, Reply
from actions.speech.assessment import stage_short
from actions.speech.parts import (
    MOST_CHOICES,
    MOST_STEPS,
    deadline_actions,
    due,
    grounds,
    listed,
    unique,
)
from actions.speech.speech import Speech
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Assessment, Cost, Missing

#: Topics that are about whom to turn to, and about what to keep.
_ABOUT_CHANNELS = ("complain_how", "human_handoff", "complaint_letter")
_ABOUT_EVIDENCE = ("evidence",)


def answer_reply(
    speech: Speech, answer: Answer, found: Assessment, heard: str, question: Missing | None
) -> Reply:
    """A topic's answer, with the dates of this case: deadlines of received papers come first."""
    running = deadline_actions(found)
    steps = [(action.text, action.due) for action in running]
    steps += [(step.text, due(step.within_days, found.as_of)) for step in answer.do]
    basis = [
        *(ref for sentence in answer.say for ref in sentence.basis),
        *grounds(running),
        *(ref for step in answer.do for ref in step.basis),
    ]
    blocks = [
        carded("understood", heard),
        "".join(sentence.text for sentence in answer.say),
        stage_short(speech, found) if "days_overdue" in answer.ask else "",
        speech.passed(found),
        deadlines_card(found, speech.phrases) if running else None,
        speech.steps(steps[:MOST_STEPS], found.as_of, [action.text for action in running]),
        _drawn(speech, answer, found),
        speech.basis(basis),
        speech.question(question),
    ]
    return _about(speech, "answer", answer, found, blocks, basis, question)


def overview_reply(
    speech: Speech, answer: Answer, found: Assessment, heard: str, question: Missing | None
) -> Reply:
    """A topic told whole at once, for a question that asks for the whole course."""
    running = deadline_actions(found)[:MOST_STEPS]
    basis = [ref for part in (answer.say, answer.more) for sentence in part for ref in sentence.basis]
    basis += grounds(running)
    blocks = [
        carded("understood", heard),
        "".join(sentence.text for sentence in answer.say),
        listed("", [sentence.text for sentence in answer.more]),
        stage_short(speech, found),
        deadlines_card(found, speech.phrases) if running else None,
        speech.steps(
            [(action.text, action.due) for action in running],
            found.as_of,
            [action.text for action in running],
        ),
        speech.basis(basis),
        speech.question(question),
    ]
    return _about(speech, "answer", answer, found, blocks, basis, question)


def cost_reply(
    speech: Speech, answer: Answer, found: Assessment, heard: str, question: Missing | None
) -> Reply:
    """What being late costs; the topic's answer where rate or amount are unknown."""
    cost = found.cost
    if cost is None or cost.accrued is None:
        return answer_reply(speech, answer, found, heard, question)
    blocks = [
        carded("understood", heard),
        cost_card(cost, found, speech.phrases, "".join(_cost_lines(speech, cost, found))),
        listed(speech.phrases.say("cost_assumptions"), cost.assumptions),
        speech.basis(cost.basis),
        speech.question(question),
    ]
    return _about(speech, "cost", answer, found, blocks, cost.basis, question, accrued=str(cost.accrued))


def expanded_answer(speech: Speech, answer: Answer) -> Reply:
    """The rest of a topic: ``more``, each sentence on its ground."""
    if not answer.more:
        return Reply(speech.phrases.say("more_none"), speech.neighbours(answer), {"kind": "more"})
    basis = [ref for sentence in answer.more for ref in sentence.basis]
    blocks = [listed("", [s.text for s in answer.more]), speech.basis(basis, most=8)]
    data = {"kind": "more", "topic": answer.topic, "basis": unique(basis)}
    return Reply.of(blocks, speech.neighbours(answer), data)


def unsure_reply(speech: Speech, topics: Sequence[str]) -> Reply:
    """Two or three plain choices instead of a guess."""
    titles = [speech.answers[topic].title for topic in topics if topic in speech.answers]
    choices = tuple(Choice(title, title) for title in titles)
    blocks = [listed(speech.phrases.say("unsure"), titles), speech.phrases.say("unsure_door")]
    return Reply.of(blocks, choices, {"kind": "unsure", "topics": list(topics)})


def _drawn(speech: Speech, answer: Answer, found: Assessment) -> Card | None:
    """The list a topic is about, to be looked at beside its answer."""
    if answer.topic in _ABOUT_CHANNELS:
        return channels_card(found, speech.phrases)
    return evidence_card(found, speech.phrases) if answer.topic in _ABOUT_EVIDENCE else None


def _cost_lines(speech: Speech, cost: Cost, found: Assessment) -> Iterable[str]:
    say, money = speech.phrases.say, wording.money
    assert cost.accrued is not None
    yield say(
        "cost_line",
        principal=money(cost.principal),
        date=wording.day(found.as_of, found.as_of),
        accrued=money(cost.accrued),
        total=money(cost.principal + cost.accrued),
    )
    if cost.daily is not None:
        yield say("cost_daily", daily=money(cost.daily))
    later = next((point for point in cost.projection if point.date > found.as_of), None)
    if later is not None:
        yield say(
            "cost_projection",
            date=wording.day(later.date, found.as_of),
            accrued=money(later.accrued),
            total=money(later.total),
        )


def _about(
    speech: Speech,
    kind: str,
    answer: Answer,
    found: Assessment,
    blocks: Iterable[Block],
    basis: Iterable[str],
    question: Missing | None,
    **more: str,
) -> Reply:
    """The reply to a topic: its blocks, the question's buttons or the neighbouring topics, the same as data."""
    data = {
        "kind": kind,
        "topic": answer.topic,
        "stage": found.stage.id if found.stage else None,
        "basis": unique(basis),
        "asked": question.fact if question else None,
        **more,
    }
    choices = speech.question_choices(question) if question else speech.neighbours(answer)
    return Reply.of(blocks, (*choices, *speech.offers(answer))[:MOST_CHOICES], data)
