"""One reported contact by a collector: when, how, how often, to whom, what was done, and what makes it proper or not.

A contact is read when something concrete is told: a day, a time, a number, an act, a third person, or that it has
happened (了, 过). What is feared, threatened, asked in general, forbidden or denied is no contact, nor is what
the person did (我打了95188) or a bare complaint (天天打电话).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.understanding.facts.channels import Event, contact_events
from bot.understanding.facts.circumstances import read_circumstances
from bot.understanding.facts.conduct import SEVERE, acts_told, event_of_acts, is_alarming
from bot.understanding.facts.counts import connection, count_of
from bot.understanding.facts.dates import DateToken
from bot.understanding.facts.message import Message
from bot.understanding.facts.numbers import Number
from bot.understanding.facts.recipients import recipient_of
from bot.understanding.facts.results import Candidate
from bot.understanding.facts.tellings import DONE
from bot.understanding.facts.times import TimeToken
from bot.understanding.facts.visits import is_present, read_visit

_HABIT = re.compile(
    r"天天|每天|整天|成天|老是|总是|总|一直|三天两头|时不时|隔三差五|经常|动不动|不停|每次|老(?=打|给)|频繁|没日没夜"
)
_COLLECTION = re.compile(
    r"催|逾期|欠|借呗|花呗|还钱|还款|贷|骂|威胁|冒充|电话|短信|上门|他们|债|律师|通讯录|平台|\d+个|[一二两三四五六七八九十](?:个|次|通)"
)
_SELF_EVIDENT = re.compile(r"把|将|曝光|泄露|截图|抖|朋友圈|群|知道")
_ASKED = re.compile(r"怎么办|咋办")
_EXCESSIVE = 10  # calls a day
_DAYS_AGO = re.compile(r"(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:以|之)?前")


def read_contacts(
    message: Message,
    dates: tuple[DateToken, ...],
    times: tuple[TimeToken, ...],
    count_numbers: tuple[Number, ...],
) -> Iterator[Candidate]:
    """At most one candidate: the contact reported in the message.

    :param dates: days not claimed by something else (a due date, a paper).
    :param times: times of day in the message.
    :param count_numbers: numbers that nothing else has claimed.
    """
    acts, places = acts_told(message)
    told = next(contact_events(message), None)
    events = told or event_of_acts(message, acts, places)
    if events is None:
        return
    recipient, explicit = recipient_of(message, events, places.get("press_third_party"))
    if told is None and not explicit and acts.keys() & SEVERE == {"disclose"}:
        return  # 说我逾期 without a listener is no contact
    day, time = _day(message, events, dates), _time(message, events, times)
    count = count_of(message, events, count_numbers)
    concrete = bool(day or count is not None or (acts.keys() & SEVERE) or (time and not time.only_noon))
    done = concrete or (told is not None and is_alarming(message, acts))
    if not done and not _happened(message, events, recipient, explicit):
        return
    contact = _contact(message, events, recipient, day, time, count, acts)
    vague = any(number.approx for number in count_numbers if count is not None and number.count == count)
    yield Candidate("contact", contact, events.start, events.end, vague and count is not None)


def _contact(
    message: Message, event: Event, recipient: str, day: date | None, time: TimeToken | None,
    count: int | None, acts: dict[str, int],
) -> dict[str, Any]:  # fmt: skip
    contact: dict[str, Any] = {}
    if day:
        contact["date"] = day.isoformat()
    if time and (day or not time.only_noon or event.channel):
        contact["time"] = time.time
    if event.channel:
        contact["channel"] = event.channel
    if count is not None:
        contact["count"] = count
    contact.update(connection(message, count, recipient))
    contact["recipient"] = recipient
    found = _acts(message, event, recipient, day, count, acts)
    if event.channel == "visit":
        contact.update(read_visit(message, found))
    contact.update(read_circumstances(message, recipient, found, event.channel))
    if found:
        contact["acts"] = found
    return contact


def _acts(
    message: Message, event: Event, recipient: str, day: date | None, count: int | None, acts: dict[str, int]
) -> list[str]:
    """The acts told, and those that lie in whom they reached and how often they called."""
    found = set(acts)
    if recipient == "self" and not _SELF_EVIDENT.search(message.text):
        found.discard("disclose")  # 说我是骗子 to one's own face tells nobody else
    if recipient != "self":
        found.add("contact_third_party")
    called_in_person = event.channel == "phone" and recipient == "self"
    if called_in_person and count is not None and count >= _EXCESSIVE and _within_a_day(message, day):
        found.add("excessive")
    return sorted(found)


def _within_a_day(message: Message, day: date | None) -> bool:
    return day is not None or bool(re.search(r"一天|一上午|一下午|一晚上|一早上|每天|当天", message.text))


def _day(message: Message, event: Event, dates: tuple[DateToken, ...]) -> date | None:
    """The past day nearest to the event."""
    days: list[tuple[int, date]] = []
    for token in dates:
        day = token.resolve(message.as_of, "past")
        if (
            day
            and day <= message.as_of
            and not re.match(r"(?:发工资|发薪|开庭|之?前还|借|到期)", message.after(token.end, 4))
        ):
            days.append((abs(token.start - event.start), day))
    for match in _DAYS_AGO.finditer(message.text):
        number = next((number for number in message.numbers if number.start == match.start()), None)
        if number and number.count:
            days.append((abs(match.start() - event.start), message.as_of - timedelta(days=number.count)))
    return min(days)[1] if days else None


def _time(message: Message, event: Event, times: tuple[TimeToken, ...]) -> TimeToken | None:
    return min(times, key=lambda token: abs(token.start - event.start), default=None)


def _happened(message: Message, event: Event, recipient: str, explicit: bool) -> bool:
    """Nothing concrete is told beside the contact itself: it counts when it is told as a single past event."""
    left, right = message.clause(event.start, event.end)
    clause = message.text[left:right]
    if explicit:
        return not _ASKED.search(clause) or bool(re.search(r"我|了", clause))
    if _HABIT.search(clause):
        return False
    if event.channel == "visit" and is_present(message, event.end) and not _ASKED.search(clause):
        return bool(_COLLECTION.search(message.text))
    near = message.text[max(left, event.start - 6) : min(right, event.end + 4)]
    return bool(DONE.search(near)) and bool(_COLLECTION.search(message.text))
