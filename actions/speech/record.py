"""The record of a case in words: what is known, what is kept, the ledger of contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from actions import wording
from actions.cards.card import Block
from actions.cards.ledger import ledger_card
from actions.message import Choice, Reply
from actions.speech.parts import MOST_STEPS, due, joined, listed, unique
from actions.speech.speech import Speech
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Assessment, Finding, JudgedContact, Missing

_MOST_BUTTONS = 5


def case_reply(speech: Speech, facts: Mapping[str, Any], found: Assessment) -> Reply:
    """Everything known of a case, a fact a line, with the running deadlines."""
    say, as_of = speech.phrases.say, found.as_of
    known = {name: value for name, value in facts.items() if name != "approx" and value not in ([], None)}
    lines = [speech.fact(name, value, as_of) for name, value in known.items() if name in speech.facts_known]
    days = [
        say("case_deadline", name=each.name, due=wording.day(each.due, as_of))
        for each in (*found.deadlines, *found.replies)
        if each.due
    ]
    text = joined([listed(say("case_title"), lines), listed(say("case_deadlines"), days), say("case_change")])
    return Reply(text, (), {"kind": "case", "facts": sorted(known)})


def export_reply(speech: Speech, kept: Mapping[str, Any], as_of: date, heading: str) -> Reply:
    """Everything kept for a conversation, with the day each fact was told."""
    rows = [(row, row["name"], row["value"]) for row in kept["facts"]]
    rows += [(row, "contacts", [row["value"]]) for row in kept["contacts"]]
    told = [
        _told_line(speech, row, speech.fact(name, value, as_of))
        for row, name, value in rows
        if name in speech.facts_known and value != []
    ]
    reminders = [f"{row['day']} {row['what']}" for row in kept["reminders"]]
    text = joined(
        [
            listed(heading, told),
            listed(speech.phrases.say("exported_reminders"), reminders),
        ]
    )
    return Reply(text, (), {"kind": "export", "kept": dict(kept)})


def _told_line(speech: Speech, row: Mapping[str, Any], said: str) -> str:
    superseded = speech.phrases.say("exported_superseded") if row["superseded"] else ""
    return f"{row['as_of']} {said}{superseded}"


def logged_reply(
    speech: Speech, answer: Answer, contacts: Sequence[Mapping[str, Any]], found: Assessment, phrase: str
) -> Reply:
    """The contact last noted, read back and judged; then what to do with it."""
    as_of, fact = found.as_of, speech.facts_known["contacts"]
    said = wording.contact(contacts[-1], fact, as_of)
    judged = found.contacts[-1] if found.contacts else None
    broken = [finding for finding in found.findings if judged and finding.rule in judged.rules]
    grounds = [
        *(judged.basis if judged else ()),
        *(ref for each in broken for ref in _own_basis(speech, each)),
    ]
    steps = [(step.text, due(step.within_days, as_of)) for step in answer.do]
    question = _wanted(speech, judged) if judged else None
    blocks = [
        speech.phrases.say(phrase, contact=said, count=len(contacts)),
        f"{judged.says}。" if judged else "",
        listed("", [finding.says for finding in broken[:MOST_STEPS]]),
        speech.steps(steps[:MOST_STEPS], as_of),
        speech.basis(grounds),
        speech.question(question),
    ]
    data = {
        "kind": "contact_logged",
        "topic": answer.topic,
        "count": len(contacts),
        "verdict": judged.verdict if judged else None,
        "rules": list(judged.rules) if judged else [],
        "basis": unique(grounds),
        "asked": question.fact if question else None,
    }
    choices = speech.question_choices(question) or (*speech.offers(answer), *speech.neighbours(answer))
    return Reply.of(blocks, choices, data)


def ledger_reply(speech: Speech, contacts: Sequence[Mapping[str, Any]], found: Assessment) -> Reply:
    """All noted contacts by day, numbered as they were told, each with its verdict; then what was improper."""
    say, fact = speech.phrases.say, speech.facts_known["contacts"]
    numbered = sorted(enumerate(contacts, 1), key=lambda one: (str(one[1].get("date", "")), one[0]))
    days = [
        _day_block(speech, day, list(entries), found)
        for day, entries in groupby(numbered, key=lambda one: one[1].get("date"))
    ]
    findings = [finding.says for finding in found.findings]
    grounds = [ref for each in found.findings for ref in _own_basis(speech, each)]
    blocks: list[Block] = [
        say("ledger_title", count=len(contacts), days=len(days)),
        ledger_card(contacts, found, fact, speech.phrases, "\n\n".join(days)),
        listed(say("findings_title"), list(dict.fromkeys(findings))),
        say("ledger_change", count=len(contacts)),
        speech.basis(grounds),
    ]
    titles = [say("ledger_complaint"), say("ledger_evidence")]
    data = {
        "kind": "ledger",
        "topic": "log_contact",
        "contacts": [
            {**dict(contact), "verdict": _verdict(found, number)}
            for number, contact in enumerate(contacts, 1)
        ],
        "rules": unique(finding.rule for finding in found.findings),
        "basis": unique(grounds),
    }
    return Reply.of(blocks, tuple(Choice(title, title) for title in titles), data)


def which_fact_reply(speech: Speech, known: Iterable[str], phrase: str, extra: Iterable[str] = ()) -> Reply:
    """Which known fact is to be corrected, by buttons."""
    facts = [speech.facts_known[name] for name in known if name in speech.facts_known]
    titles = [*(speech.phrases.say("change_button", name=fact.name) for fact in facts if fact.ask)][
        :_MOST_BUTTONS
    ]
    titles += list(extra)
    return Reply(
        speech.phrases.say(phrase), tuple(Choice(title, title) for title in titles), {"kind": "which_fact"}
    )


def _day_block(
    speech: Speech, day: str | None, entries: Sequence[tuple[int, Mapping[str, Any]]], found: Assessment
) -> str:
    say, fact = speech.phrases.say, speech.facts_known["contacts"]
    calls = sum(int(entry.get("count") or 1) for _, entry in entries)
    head = wording.day(date.fromisoformat(day), found.as_of) if day else say("day_unknown")
    lines = [
        say(
            "ledger_entry",
            number=number,
            contact=wording.contact({**entry, "date": None}, fact, found.as_of),
            verdict=say(f"verdict_{_verdict(found, number) or 'undecided'}"),
        )
        for number, entry in entries
    ]
    return "\n".join([say("ledger_day", day=head, count=calls), *lines])


def _verdict(found: Assessment, number: int) -> str | None:
    return next((judged.verdict for judged in found.contacts if judged.number == number), None)


def _wanted(speech: Speech, judged: JudgedContact) -> Missing | None:
    """What is still to be known of a contact before it can be judged: the first question only."""
    if judged.verdict != "undecided":
        return None
    keys = ("contact." + key.split(".", 1)[1] for key in judged.asks if "." in key)
    found = ((key, speech.book.quantities.question(key)) for key in keys)
    return next((Missing(key, each.ask, each.why, each.choices) for key, each in found if each), None)


def _own_basis(speech: Speech, finding: Finding) -> list[str]:
    """The articles the rule itself rests on; those of cautions that are not said here are left out."""
    written = {ref for version in speech.book.rule(finding.rule)[1].versions for ref in version.basis}
    return [ref for ref in finding.basis if ref in written]
