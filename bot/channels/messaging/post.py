"""From a callback to one answer: verified, taken once, turned, and sent by the response or through the outbox."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from typing import Any

from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError

from actions.care import static_reply
from bot.channels.crypto.forged import Forged
from bot.channels.messaging.lines import Lines
from bot.channels.messaging.mailroom import Account, Due, Mailroom, Open, Taken
from bot.channels.messaging.model import (
    Answer,
    Callback,
    Collecting,
    Connector,
    Held,
    Inbound,
    Payload,
    Rejected,
    TryLater,
    Unsure,
)
from bot.channels.rest import Respond
from bot.danger import danger
from bot.messages import as_message
from bot.places import place

log = logging.getLogger(__name__)

FORGED = Counter("oa_sig_fail_total", "Callbacks that did not verify", ["platform"])
REPEATED = Counter("oa_dup_total", "Deliveries of a message that was taken before", ["platform"])
SENT = Counter("oa_sent_total", "Payloads by what became of them", ["platform", "outcome"])

#: Words with which a person asks for what may not have arrived.
AGAIN = ("重发", "重發")
BEAT = 10.0  # seconds between signs of life, and between looks at what other processes left
SWEEP = 3600.0  # seconds between removals of what is old
LONGEST = 150.0  # seconds after which a turn is given up
#: So many turns are begun for one message; if the process ended each time, the message is answered without one.
MOST_TURNS = 3
MOST_AT_ONCE = 20  # payloads of one account on their way
_READ = 2_000  # characters of a message that are looked at for danger
_LOOK = 0.1  # seconds between looks at what another worker makes
_REST = 0.5  # seconds between looks for what is due
_PAUSES = (0.1, 0.5, 2.0, 5.0)  # seconds between tries to note what has happened
_AROUND = " 　“”‘’\"'「」『』。.！!"


class Post:
    """All connectors of a server, the mailroom they share, and the conversation.

    :param respond: answers one message of a sender.
    :param now: the time; a zone-aware datetime.
    :param say: a phrase by its id, for what the post itself has to say.
    """

    def __init__(
        self,
        connectors: Iterable[Connector],
        mailroom: Mailroom,
        respond: Respond,
        now: Callable[[], datetime],
        say: Callable[..., str],
    ) -> None:
        self.connectors = {connector.name: connector for connector in connectors}
        self._mailroom = mailroom
        self._respond = respond
        self._now = now
        self._say = say
        self._turns: dict[int, asyncio.Task[None]] = {}
        self._letters: dict[str, dict[int, asyncio.Task[None]]] = {name: {} for name in self.connectors}
        self._wakes = {name: asyncio.Event() for name in self.connectors}
        self._lines = Lines()
        self._ending = asyncio.Event()

    async def receive(self, name: str, callback: Callback) -> tuple[Answer, Callable[[], None]]:
        """The answer to a callback, and what to call once it was written."""
        connector = self.connectors[name]
        try:
            received = await connector.receive(callback, self._now())
        except Forged:
            FORGED.labels(name).inc()
            return Answer(status=403), _nothing
        taken = [(message, self._taken(connector, message)) for message in received.messages]
        received.taken()
        if connector.passive_seconds and len(taken) == 1:
            return await self._passively(connector, *taken[0])
        for _, each in taken:
            self._mailroom.claim(each.id, "later")
        self._rouse()  # an answer may have waited for this
        return received.acknowledgement, _nothing

    async def run(self) -> None:
        """Send what is due, and take up what was left, for as long as the server runs.

        Each account has an outbox of its own, in which no person waits for another's payload: a platform that does
        not answer holds up nobody else.
        """
        outboxes = (self._sending(connector) for connector in self.connectors.values())
        try:
            await asyncio.gather(self._keeping(), *outboxes)
            await self.settled()
        finally:
            for task in self._under_way():
                task.cancel()

    async def stop(self, seconds: float = 20.0) -> None:
        """Bring turns and payloads that were begun to their end, for so long at most, and begin no more payloads."""
        waiting = asyncio.ensure_future(self.settled())
        self._ending.set()
        self._rouse()
        await asyncio.wait({waiting}, timeout=seconds)
        waiting.cancel()

    async def pump(self) -> int:
        """Send what is due now; how many there were."""
        letters = self._mailroom.due(accounts=self._accounts())
        await asyncio.gather(*(self._begin_sending(letter) for letter in letters))
        return len(letters)

    def recover(self) -> None:
        """Take up what a process that ended has left."""
        safe = [connector.name for connector in self.connectors.values() if connector.idempotent]
        for each in self._mailroom.recover(safe, self._accounts()):
            if each.id in self._turns:  # ours, only late with its sign of life
                continue
            self._begin_again(self.connectors[each.platform], each)
            self._mailroom.claim(each.id, "later")

    async def settled(self) -> None:
        """Wait until every turn and every payload that was begun is at its end."""
        while tasks := {*self._turns.values(), *self._under_way()}:
            await asyncio.wait(tasks)

    # Keeping

    async def _keeping(self) -> None:
        """Signs of life, recovery and removal of what is old."""
        swept = float("-inf")
        while not self._ending.is_set():
            try:
                self._mailroom.renew(
                    self._turns, (number for each in self._letters.values() for number in each)
                )
                self.recover()
                if time.monotonic() - swept > SWEEP:
                    self._mailroom.sweep()
                    swept = time.monotonic()
            except Exception as error:  # the next round tries again
                log.error("the mailroom could not be kept: %s at %s", type(error).__name__, place(error))
            await _set_within(self._ending, BEAT)

    def _accounts(self) -> list[Account]:
        return [(connector.name, connector.account) for connector in self.connectors.values()]

    def _rouse(self) -> None:
        for wake in self._wakes.values():
            wake.set()

    # Turns

    def _taken(self, connector: Connector, message: Inbound) -> Taken:
        taken = self._mailroom.take(connector.name, connector.account, message)
        if taken.fresh:
            self._begin(taken.id, self._turn(connector, taken.id, message))
        else:
            REPEATED.labels(connector.name).inc()
        return taken

    def _begin(self, number: int, turn: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(turn)
        self._turns[number] = task
        task.add_done_callback(lambda _: self._turns.pop(number, None))

    def _begin_again(self, connector: Connector, left: Open) -> None:
        if left.tries < MOST_TURNS:
            self._begin(left.id, self._turn(connector, left.id, left.message, left.tries))
            return
        log.error("a turn ended its process %s times and is not begun again", left.tries)
        self._begin(left.id, self._noted(connector, left.id, *self._apology(connector)))

    async def _turn(self, connector: Connector, number: int, message: Inbound, tries: int = 0) -> None:
        """One message from its place in the line to its answer. What breaks is answered statically.

        :param tries: turns that ended with their process.
        """
        owner = self._mailroom.owner(connector.name, connector.account, message.user)
        with self._lines.of(owner) as line:
            if not danger(message.text[:_READ]):  # such a message waits behind nothing
                while self._ahead(owner, number):
                    await line.moved(_REST)
            if tries:
                await self._insist(lambda: self._mailroom.begun(number))
            try:
                messages = await asyncio.wait_for(self._answer(connector, number, message, owner), LONGEST)
                answer = connector.render(messages), any(_kind(each) == "safety" for each in messages)
            except Exception as error:
                log.error("a turn failed: %s at %s", type(error).__name__, place(error))
                messages, answer = [], self._apology(connector)
            await self._noted(connector, number, *answer)
            if any(_kind(each) == "unsure_sent" for each in messages):
                await self._insist(lambda: self._mailroom.told(owner))

    def _ahead(self, owner: str, number: int) -> bool:
        """Whether an earlier message of the person waits for its answer, here or at another worker."""
        try:
            return self._mailroom.ahead(owner, number)
        except SQLAlchemyError as error:
            log.error("the mailroom does not answer: %s", type(error).__name__)
            return True

    async def _noted(self, connector: Connector, number: int, payloads: list[Payload], urgent: bool) -> None:
        """The answer stands in the outbox, also where the database is busy at first: no turn is made again for that."""
        joined = connector.joined if isinstance(connector, Collecting) else None
        await self._insist(lambda: self._mailroom.answered(number, payloads, urgent, joined))
        self._rouse()

    def _apology(self, connector: Connector) -> tuple[list[Payload], bool]:
        """What is said where no answer could be made."""
        try:
            return connector.render([as_message(static_reply("failure"))]), False
        except Exception as error:
            log.error("%s cannot say that it failed: %s", connector.name, type(error).__name__)
            return [], False

    async def _answer(
        self, connector: Connector, number: int, message: Inbound, owner: str
    ) -> list[dict[str, Any]]:
        if message.text.strip(_AROUND) in AGAIN and self._mailroom.again(owner):
            return []
        asks_on = isinstance(connector, Collecting) and connector.asks_on(message.text)
        if asks_on and self._mailroom.waits(owner, number):
            return []  # what waits may offer numbers, which nobody can have chosen yet
        messages = await self._respond(f"{connector.name}:{owner}", message.text)
        if any(_kind(each) == "deleted" for each in messages):
            self._mailroom.forget(owner, number)
        if self._mailroom.unsure(owner):
            note = {
                "text": self._say("perhaps_not_received", word=AGAIN[0]),
                "buttons": [],
                "custom": {"kind": "unsure_sent"},
            }
            messages = [*messages, note]
        return messages

    async def _passively(
        self, connector: Connector, message: Inbound, taken: Taken
    ) -> tuple[Answer, Callable[[], None]]:
        """The answer on the response, if it is there in time; else nothing now, and later through the outbox."""
        number, now = taken.id, self._now()
        if not await self._ready(number, connector.passive_seconds):
            self._mailroom.claim(number, "later")
            self._rouse()
            return connector.passive(message, None, now), _nothing
        if not self._mailroom.claim(
            number, "passive"
        ):  # another delivery of the message carries it, or the outbox
            return connector.passive(message, None, now), _nothing
        payload = self._mailroom.passive(number)
        answer = connector.passive(message, payload, now)
        if payload is None:
            self._rouse()
            return answer, _nothing
        return answer, lambda: self._shown(number)

    def _shown(self, number: int) -> None:
        self._mailroom.shown(number)
        self._rouse()

    async def _ready(self, number: int, seconds: float) -> bool:
        """Whether the answer can ride on a response within so many seconds, made here or by another worker."""
        end = asyncio.get_running_loop().time() + seconds
        if task := self._turns.get(number):
            await asyncio.wait({task}, timeout=seconds)
        while not self._mailroom.may_ride(number):
            if asyncio.get_running_loop().time() > end:
                return False
            await asyncio.sleep(min(_LOOK, seconds))
        return True

    # Sending

    async def _sending(self, connector: Connector) -> None:
        """The outbox of one account."""
        name, wake = connector.name, self._wakes[connector.name]
        while not self._ending.is_set():
            wake.clear()
            letters: list[Due] = []
            try:
                free = MOST_AT_ONCE - len(self._letters[name])
                letters = self._mailroom.due(free, [(name, connector.account)]) if free > 0 else []
            except Exception as error:  # the next round tries again
                log.error("the outbox failed: %s at %s", type(error).__name__, place(error))
            for letter in letters:
                self._begin_sending(letter)
            await _set_within(wake, _REST)

    def _begin_sending(self, letter: Due) -> asyncio.Task[None]:
        task = asyncio.create_task(self._send(letter))
        under_way, wake = self._letters[letter.platform], self._wakes[letter.platform]
        under_way[letter.id] = task

        def over(_: Any) -> None:
            under_way.pop(letter.id, None)
            wake.set()

        task.add_done_callback(over)
        return task

    def _under_way(self) -> list[asyncio.Task[None]]:
        return [task for each in self._letters.values() for task in each.values()]

    async def _send(self, due: Due) -> None:
        outcome, note = await self._outcome(self.connectors[due.platform], due)
        SENT.labels(due.platform, outcome).inc()
        await self._insist(note)  # apart from sending: what was sent is not sent again because a note failed

    async def _outcome(self, connector: Connector, due: Due) -> tuple[str, Callable[[], None]]:
        """Send a payload; what became of it, and how to note that."""
        number, mailroom = due.id, self._mailroom
        try:
            await connector.send(due.outbound)
        except TryLater as error:
            seconds = error.seconds
            return "later", lambda: mailroom.later(number, due.tries, seconds)
        except Held:
            return "held", lambda: mailroom.hold(number)
        except Rejected as error:
            log.error("%s does not take a payload: %s", due.platform, error)
            return "rejected", lambda: mailroom.drop(number)
        except Exception as error:  # a fault of ours must not stop the others
            if not isinstance(error, Unsure):
                log.error("sending failed: %s at %s", type(error).__name__, place(error))
            if connector.idempotent:
                return "failed", lambda: mailroom.later(number, due.tries)
            return "unsure", lambda: mailroom.doubt(number)
        return "sent", lambda: mailroom.sent(number)

    async def _insist(self, note: Callable[[], None]) -> None:
        """Write down what has happened; again where the database does not answer. After that the lease decides."""
        for pause in (*_PAUSES, None):
            try:
                return note()
            except SQLAlchemyError as error:
                log.error("the mailroom does not answer: %s", type(error).__name__)
            if pause is not None:
                await asyncio.sleep(pause)


def _kind(message: dict[str, Any]) -> Any:
    return message["custom"].get("kind")


async def _set_within(event: asyncio.Event, seconds: float) -> None:
    """Return when an event is set, or after so many seconds."""
    waiting = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({waiting}, timeout=seconds)
    finally:
        waiting.cancel()


def _nothing() -> None:
    """Nothing is to be done once the response was written."""
