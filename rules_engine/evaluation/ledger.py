"""The record of contacts: each with what all rules together make of it, lawful ones called lawful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rules_engine.evaluation.conclusions import Setting, reported
from rules_engine.evaluation.judging import Judgement
from rules_engine.model.assessment import JudgedContact, Verdict
from rules_engine.model.facts import Item
from rules_engine.model.sentences import Sentence


def contacts(setting: Setting, judged: Sequence[Judgement]) -> Iterator[JudgedContact]:
    """One entry for each reported contact, in the order they were reported."""
    of_contacts = [judgement for judgement in judged if judgement.row.table.each == "contact"]
    of_days = [judgement for judgement in judged if judgement.row.table.each == "contact_day"]
    for number, contact in enumerate(setting.case.items.get("contacts", ())):
        own = [judgement for judgement in of_contacts if judgement.item == number]
        if own:
            yield _entry(setting, number, contact, [*own, *_same_day(contact, of_days)])


def _same_day(contact: Item, of_days: Iterable[Judgement]) -> Iterator[Judgement]:
    """The judgements on the calls of the contact's day, where it is one of these calls."""
    day = contact.values.get("date")
    channel, recipient = contact.values.get("channel"), contact.values.get("recipient")
    is_call = channel is not None and channel.said == "phone" and (not recipient or recipient.said == "self")
    if not is_call:
        return
    for judgement in of_days:
        own = judgement.reading.value("contact_day.date")
        if own == day or (own and day and own.low == day.low):
            yield judgement


def _entry(setting: Setting, number: int, contact: Item, judged: Sequence[Judgement]) -> JudgedContact:
    verdict = _verdict(setting, contact, judged)
    text = setting.book.verdicts[verdict]
    basis = setting.book.norms.in_force(text.basis, _day(setting, contact))
    return JudgedContact(
        number=number + 1,
        said=reported(judged[0]),
        verdict=verdict,
        says=text.text,
        rules=tuple(dict.fromkeys(j.rule_id for j in judged if j.outcome == "fires")),
        asks=tuple(dict.fromkeys(key for j in judged if j.outcome == "undecided" for key in j.asks)),
        basis=basis,
        strength=setting.book.norms.strength(basis),
    )


def _verdict(setting: Setting, contact: Item, judged: Sequence[Judgement]) -> Verdict:
    outcomes = {judgement.outcome for judgement in judged}
    if "fires" in outcomes:
        return "improper"
    if "undecided" in outcomes:
        return "undecided"
    ordinary: Sentence = setting.book.verdicts["ordinary"]
    covered = setting.book.norms.in_force(ordinary.basis, _day(setting, contact))
    return "ordinary" if covered and "not_covered" not in outcomes else "not_covered"


def _day(setting: Setting, contact: Item) -> date:
    day = contact.values.get("date")
    return setting.as_of if day is None else date.fromordinal(day.low)
