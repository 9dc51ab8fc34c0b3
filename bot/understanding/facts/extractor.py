"""From a normalised message to its facts: every grammar reads once, each character means one thing.

The order is that of certainty: what can be no fact, days and times, rates, lengths of time, counts, and last the
sums of money, which may look like anything. Nothing is guessed across messages, nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.understanding.facts.contacts import read_contacts
from bot.understanding.facts.corrections import replacements, without_denied
from bot.understanding.facts.dates import find_dates, read_due_dates
from bot.understanding.facts.days import read_days
from bot.understanding.facts.documents import read_documents
from bot.understanding.facts.durations import find_durations
from bot.understanding.facts.hardship import read_hardship
from bot.understanding.facts.impossible import take_negative_sums
from bot.understanding.facts.message import Message
from bot.understanding.facts.money import find_sums, read_sums
from bot.understanding.facts.noise import take_noise
from bot.understanding.facts.products import read_products
from bot.understanding.facts.rates import read_rates
from bot.understanding.facts.results import Candidate, Facts, FactSpan, Taken
from bot.understanding.facts.times import find_times
from bot.understanding.normalizer import NormalizedText

_BESIDE = 2  # characters between a product and its sum: 花呗欠8800
_ANNOUNCED = ("说", "说要", "说是")  # 说今晚来抓我: the day of what is announced, not of the call
_VAGUE = ("days_overdue", "amount", "principal", "contact")


def read_facts(text: NormalizedText, as_of: date) -> Facts:
    """The facts a message states about the person's case.

    :param text: the message in normal form.
    :param as_of: the day it was written, from which 昨天 and 上个月8号 count.
    """
    if not text.text:
        return Facts({}, ())
    chosen = _chosen(_of_one_debt(_candidates(Message.of(text, as_of))))
    values = {candidate.fact: candidate.value for candidate in chosen}
    if any(candidate.approx for candidate in chosen if candidate.fact in _VAGUE):
        values["approx"] = True
    spans = tuple(FactSpan(c.fact, c.value, *text.span(c.start, c.end)) for c in chosen)
    return Facts(values, spans)


def _candidates(message: Message) -> list[Candidate]:
    taken = Taken(len(message.text))
    take_noise(message.text, taken)
    take_negative_sums(message.text, message.breaks, taken)
    dates = find_dates(message, taken)
    rates = list(read_rates(message, taken))
    times = find_times(message, taken)
    durations = find_durations(message, taken)
    due = list(read_due_dates(message, dates))
    due_tokens = {token.start for _, token in due}
    free_dates = tuple(token for token in dates if token.start not in due_tokens)
    documents = list(read_documents(message, free_dates))
    days = list(read_days(message, durations))
    sums = find_sums(message, taken)
    counts = tuple(number for number in message.numbers if taken.free(number.start, number.end))
    amounts = list(read_sums(message, sums, bool(days)))
    candidates = [
        *read_products(message), *(candidate for candidate, _ in due), *days, *amounts, *rates, *documents, *read_hardship(message),
    ]  # fmt: skip
    candidates += replacements(message, candidates, durations, sums, free_dates)
    contact_dates = (
        free_dates
        if not documents
        else tuple(d for d in free_dates if not _inside(d.start, documents, message))
    )
    told = tuple(day for day in contact_dates if not message.before(day.start, 2).endswith(_ANNOUNCED))
    candidates += read_contacts(message, told, times, counts)
    return without_denied(message, candidates)


def _inside(start: int, documents: Iterable[Candidate], message: Message) -> bool:
    """The day stands in the clause of a paper: it is the day the paper came."""
    for document in documents:
        left, right = message.clause(document.start, document.end)
        if left <= start < right:
            return True
    return False


def _of_one_debt(candidates: list[Candidate]) -> list[Candidate]:
    """With several products, the one that the sum belongs to: 花呗 and the sum of 借呗 would be a debt nobody has."""
    products = [each for each in candidates if each.fact == "product"]
    best = next((each for each in _chosen(candidates) if each.fact == "amount"), None)
    if best is None or len({each.value for each in products}) < 2:
        return candidates
    owners = [each for each in products if 0 <= best.start - each.end <= _BESIDE]
    if not owners:
        return candidates
    return [each for each in candidates if each.fact != "product" or each is owners[-1]]


def _chosen(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The best candidate of each fact, the earlier one when two are equal; in the order of the text."""
    best: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.start):
        known = best.get(candidate.fact)
        if known is None or candidate.weight > known.weight:
            best[candidate.fact] = candidate
    return tuple(sorted(best.values(), key=lambda candidate: candidate.start))
