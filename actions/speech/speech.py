"""The voice: a rulebook, the answers and the phrases, and the parts all kinds of replies are built of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from actions import wording
from actions.cards.basis import basis_card
from actions.cards.card import Card, carded
from actions.cards.steps import steps_card
from actions.case.answering import CHOSEN
from actions.citations import title
from actions.message import Choice, Reply
from actions.phrases import Phrases
from actions.speech.parts import MOST_BASIS, MOST_CHOICES
from rules_engine import Rulebook
from rules_engine.model.answers import Answer
from rules_engine.model.assessment import Assessment, Missing

#: Kinds of facts that are told as 困难情况：失业; sums and days stand beside their name: 欠款金额20,000元.
_WORDY = ("enum", "enum_list", "text", "bool")
#: Facts whose value says by itself what it is: 逾期45天, 蚂蚁借呗.
_SPEAKING = ("days_overdue", "product")


class Speech:
    """Speaks from a rulebook, the answers and the phrases."""

    def __init__(self, book: Rulebook, answers: Mapping[str, Answer], phrases: Phrases) -> None:
        self.book = book
        self.answers = answers
        self.phrases = phrases
        self.facts_known = book.quantities.facts

    def plain(self, phrase: str, kind: str, **values: Any) -> Reply:
        """A phrase by itself."""
        return Reply(self.phrases.say(phrase, **values), (), {"kind": kind})

    def facts(self, facts: Mapping[str, Any], as_of: date) -> str:
        """Known facts in a few words: ``逾期45天，欠款金额20,000元``."""
        rough = bool(facts.get("approx"))
        parts = []
        for name, value in facts.items():
            fact = self.facts_known.get(name)
            if fact is None or name == "approx" or value in ([], None):
                continue
            text = self.fact(name, value, as_of)
            vague = rough and fact.type in ("int", "money")
            parts.append(self.phrases.say("approx", value=text) if vague else text)
        return "，".join(parts)

    def fact(self, name: str, value: Any, as_of: date) -> str:
        """One known fact in words."""
        fact = self.facts_known[name]
        if name == "documents":
            return "、".join(wording.document(item, fact, as_of) for item in value)
        if name == "contacts":
            return "；".join(f"{fact.name}（{wording.contact(item, fact, as_of)}）" for item in value)
        if fact.type == "list":
            return "；".join(f"{fact.name}（{wording.item(each, fact, as_of)}）" for each in value)
        words = wording.fact_value(fact, value, as_of)
        if name in _SPEAKING:
            return words
        return f"{fact.name}：{words}" if fact.type in _WORDY else f"{fact.name}{words}"

    def changes(self, changed: Mapping[str, tuple[Any, Any]], as_of: date) -> list[str]:
        """Corrected facts: ``欠款金额从20,000元改为30,000元``."""
        lines = []
        for name, (old, new) in changed.items():
            if isinstance(new, list):
                lines.append(
                    self.fact(name, new, as_of)
                    or self.phrases.say("change_none", name=self.facts_known[name].name)
                )
                continue
            fact = self.facts_known[name]
            words = [wording.fact_value(fact, value, as_of) for value in (old, new)]
            called = "" if name in _SPEAKING else fact.name
            lines.append(self.phrases.say("change", name=called, old=words[0], new=words[1]))
        return lines

    def steps(
        self, steps: Sequence[tuple[str, date | None]], as_of: date, running: Collection[str] = ()
    ) -> Card | None:
        """What to do now, numbered, with the last day of each; ``running`` are texts with a legal time limit."""
        return steps_card(steps, as_of, self.phrases, running)

    def basis(self, refs: Iterable[str], most: int = MOST_BASIS) -> Card | None:
        """The grounds, one line a norm."""
        return basis_card(refs, self.book.norms, self.phrases, most)

    def explained(self, refs: Iterable[str]) -> list[str]:
        """Each article with what it says."""
        citations = (self.book.norms.cite(ref) for ref in refs)
        return [
            self.phrases.say("why_norm", citation=title(c, self.phrases), says=c.article.says)
            for c in citations
        ]

    def passed(self, found: Assessment) -> str:
        """Last days that are over, with what follows; nothing where none is."""
        over = [each for each in found.deadlines if each.due is not None and each.due < found.as_of]
        return "\n".join(
            self.phrases.say(
                "day_passed",
                name=each.name,
                due=wording.day(each.due, found.as_of),
                consequence=each.consequence.rstrip("。"),
            )
            for each in over
            if each.due is not None
        )

    def question(self, question: Missing | None) -> Card | None:
        """The question at the end, with why it is asked."""
        if question is None:
            return None
        return carded("question", self.phrases.say("question", question=question.question, why=question.why))

    def question_choices(self, question: Missing | None) -> tuple[Choice, ...]:
        """The buttons of a question."""
        if question is None:
            return ()
        titles = [choice.title for choice in question.choices] or list(self.field_choices(question.fact))
        return tuple(Choice(title, title) for title in titles[:MOST_CHOICES])

    def field_choices(self, key: str) -> dict[str, str | bool]:
        """The words that answer a question about a field of something reported, with the value of each."""
        if key not in CHOSEN:
            return {}
        prefix, name = key.split(".")
        field = next(each for each in self.facts_known[f"{prefix}s"].fields if each.id == name)
        if field.type == "bool":
            return {self.phrases.say("yes"): True, self.phrases.say("no"): False}
        return {label: value for value, label in (field.values or {}).items()}

    def neighbours(self, answer: Answer) -> tuple[Choice, ...]:
        """The neighbouring topics as buttons."""
        titles = [self.answers[topic].title for topic in answer.next if topic in self.answers]
        return tuple(Choice(text, text) for text in titles)

    def offers(self, answer: Answer) -> tuple[Choice, ...]:
        """What can be done at once about a topic, as buttons."""
        return tuple(Choice(words, words) for words in answer.offers)

    def version(self, version: str, as_of: date) -> str:
        """Which rules spoke, on which day."""
        return self.phrases.say("why_version", version=version, date=wording.day(as_of, as_of))
