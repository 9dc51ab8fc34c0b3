"""What came in and what goes out, durable: each message is answered once, whatever is repeated, killed or slow.

Every step is one transaction that only succeeds from the step before it, so of two workers one does it. A process
that ends leaves a lease behind; when it is over another goes on. What may or may not have been sent when a process
ended is never sent a second time by itself: the person is told and can ask for it.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, and_, delete, exists, false, func, insert, or_, select, true, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.elements import ColumnElement

from actions.case.engine import WRITES, open_engine
from actions.case.vault import SealError, Vault
from bot.channels.messaging.model import Inbound, Outbound, Payload
from bot.channels.messaging.tables import (
    inbound,
    inbound_place,
    kept,
    kept_place,
    metadata,
    outbound,
    outbound_place,
)

log = logging.getLogger(__name__)

TURN = 60.0  # seconds from a sign of life of the process that makes a turn until another begins it again
SENDING = 60.0  # seconds from such a sign until a payload on its way counts as left behind
SHOWING = 60.0  # seconds until a response that was promised a payload has been written
KEPT = 7 * 86_400.0  # seconds after which what is done with is removed; no platform repeats a message longer
#: Seconds between tries to send; after the last the payload waits until the person writes again.
PAUSES: tuple[float, ...] = (1.0, 4.0, 15.0, 60.0, 300.0)
#: Where nothing later of the person may overtake it.
_UNDER_WAY = ("ready", "sending", "waiting")
_DOUBTFUL = ("unsure", "told")
_LOCK = 7_303_222  # PostgreSQL's advisory lock while the tables are made
_LONGEST_KEY = 128

#: Makes one of what waited for a person and the answer to their message.
Join = Callable[[list[Payload], list[Payload]], Iterable[Payload]]
#: Platform and account.
Account = tuple[str, str]
#: States of a payload that was not shown and is promised to no response.
_UNSENT = ("ready", "sending", "held")


@dataclass(frozen=True)
class Taken:
    """An inbound message as it stands: ``fresh`` when this delivery of it is the first."""

    id: int
    fresh: bool
    state: str
    delivery: str


@dataclass(frozen=True)
class Open:
    """A message whose turn was begun by a process that ended; so many turns were begun before."""

    id: int
    platform: str
    account: str
    message: Inbound
    tries: int


@dataclass(frozen=True)
class Due:
    """A payload this worker is to send now."""

    id: int
    platform: str
    account: str
    outbound: Outbound
    tries: int


class Mailroom:
    """The tables of the messaging channels.

    :param url: a SQLAlchemy database address; the one of the cases.
    :param vault: seals what a person wrote, what is said to them and who they are.
    :param clock: seconds since 1970.
    """

    def __init__(self, url: str, vault: Vault, clock: Callable[[], float] = time.time) -> None:
        self._engine: Engine = open_engine(url)
        self._vault = vault
        self._clock = clock
        with self._writing() as connection:  # of workers that start together, one makes the tables
            self._one_at_a_time(connection, _LOCK)
            metadata.create_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def owner(self, platform: str, account: str, user: str) -> str:
        """Whose message it is, as a keyed hash of 32 characters."""
        return self._vault.owner(f"{platform}:{account}:{user}")

    # In

    def take(self, platform: str, account: str, message: Inbound) -> Taken:
        """Note a message; of several deliveries of one, exactly one is fresh.

        What was held back until the person writes is let go with it.
        """
        owner = self.owner(platform, account, message.user)
        try:
            with self._writing() as connection:
                self._one_at_a_time(connection, _lock(owner))
                number = self._noted(connection, platform, account, owner, message)
                self._let_go(connection, owner)
                return Taken(number, True, "taken", "open")
        except IntegrityError:
            return self._known(platform, account, message.key)

    def ahead(self, owner: str, number: int) -> bool:
        """Whether an earlier message of a person has no answer yet."""
        earlier = and_(inbound.c.owner == owner, inbound.c.state == "taken", inbound.c.id < number)
        with self._engine.connect() as connection:
            return connection.execute(select(inbound.c.id).where(earlier).limit(1)).first() is not None

    def begun(self, number: int) -> None:
        """A turn that was left behind begins again now; waiting for it does not count."""
        with self._writing() as connection:
            step = update(inbound).where(inbound.c.id == number, inbound.c.state == "taken")
            connection.execute(step.values(tries=inbound.c.tries + 1))

    def answered(
        self,
        number: int,
        payloads: Iterable[Payload],
        urgent: bool = False,
        joined: Join | None = None,
    ) -> None:
        """Note the answer to a message; it goes out when its delivery is decided. A second answer changes nothing.

        :param urgent: it waits behind nothing that is not.
        :param joined: for a person to whom nothing can be sent: what still waits for them becomes a part of the answer.
        """
        now = self._clock()
        with self._writing() as connection:
            row = connection.execute(
                select(inbound).where(inbound.c.id == number).with_for_update()
            ).one_or_none()
            if row is None or row.state != "taken":
                return
            message = self._message(row)
            step = update(inbound).where(inbound.c.id == number)
            connection.execute(step.values(state="answered", body=b"", lease=now + SHOWING))
            if joined:
                payloads = joined(self._taken_back(connection, row), list(payloads))
            for place, payload in enumerate(payloads):
                body = {"user": message.user, "payload": payload, "reply_to": dict(message.reply_to)}
                values = {
                    "inbound": number,
                    "place": place,
                    "key": secrets.token_hex(16),
                    "urgent": int(urgent),
                    "platform": row.platform,
                    "account": row.account,
                    "owner": row.owner,
                    "body": self._sealed(body, outbound_place(number, place)),
                    "state": "ready" if row.delivery == "later" else "waiting",
                    "lease": 0.0,
                    "due": now,
                    "tries": 0,
                    "made": now,
                }
                connection.execute(insert(outbound).values(**values))

    def waits(self, owner: str, number: int) -> bool:
        """Whether something said before a message is still to be shown to a person."""
        unsent = and_(outbound.c.owner == owner, outbound.c.inbound != number, outbound.c.state.in_(_UNSENT))
        with self._engine.connect() as connection:
            return connection.execute(select(outbound.c.id).where(unsent).limit(1)).first() is not None

    # Which way an answer goes

    def may_ride(self, number: int) -> bool:
        """Whether the answer to a message is there, and nothing said before it is still on its way to the person."""
        with self._engine.connect() as connection:
            row = connection.execute(select(inbound).where(inbound.c.id == number)).one_or_none()
            if row is None or row.state != "answered":
                return False
            mine = select(func.max(outbound.c.urgent)).where(outbound.c.inbound == number)
            before = and_(
                outbound.c.owner == row.owner,
                outbound.c.inbound < number,
                outbound.c.state.in_(_UNDER_WAY),
                outbound.c.due <= self._clock(),  # what pauses after a failure holds up nobody who waits
                outbound.c.urgent >= func.coalesce(mine.scalar_subquery(), 0),
            )
            return connection.execute(select(outbound.c.id).where(before).limit(1)).first() is None

    def claim(self, number: int, delivery: str) -> bool:
        """Decide how an answer goes out, ``passive`` (it must be there) or ``later``; False when that was decided
        before."""
        now = self._clock()
        with self._writing() as connection:
            step = update(inbound).where(inbound.c.id == number, inbound.c.delivery == "open")
            if delivery == "passive":
                step = step.where(inbound.c.state == "answered")
                lease = {"lease": now + SHOWING}
            else:
                lease = {}  # a turn may be running, and keeps its own
            if not connection.execute(step.values(delivery=delivery, **lease)).rowcount:
                return False
            waiting = and_(outbound.c.inbound == number, outbound.c.state == "waiting")
            if delivery == "passive":
                waiting = and_(waiting, outbound.c.place > 0)
            connection.execute(update(outbound).where(waiting).values(state="ready", due=now))
            return True

    def passive(self, number: int) -> Payload | None:
        """The payload that rides on the response; None when it is not to be shown (again)."""
        with self._engine.connect() as connection:
            delivery = connection.execute(select(inbound.c.delivery).where(inbound.c.id == number)).scalar()
            query = select(outbound).where(outbound.c.inbound == number, outbound.c.place == 0)
            row = connection.execute(query).one_or_none()
        if delivery != "passive" or row is None or row.state != "waiting":
            return None
        payload: Payload = self._opened(row.body, outbound_place(number, 0))["payload"]
        return payload

    def shown(self, number: int) -> None:
        """The response with the payload was written."""
        with self._writing() as connection:
            step = update(inbound).where(inbound.c.id == number, inbound.c.delivery == "passive")
            if not connection.execute(step.values(delivery="shown")).rowcount:
                return
            first = and_(
                outbound.c.inbound == number,
                outbound.c.place == 0,
                outbound.c.state.in_(("waiting", *_DOUBTFUL)),
            )
            connection.execute(update(outbound).where(first).values(state="sent", body=b""))

    # Out

    def due(self, most: int = 20, accounts: Iterable[Account] | None = None) -> list[Due]:
        """Payloads to be sent now, each given to one worker; of one person only the first that is not sent yet.

        :param accounts: only these; what belongs to others is left to who can send it.
        """
        now = self._clock()
        earlier = outbound.alias("earlier")
        blocked = exists().where(
            earlier.c.owner == outbound.c.owner,
            earlier.c.id < outbound.c.id,
            earlier.c.urgent >= outbound.c.urgent,
            earlier.c.state.in_(_UNDER_WAY),
        )
        query = select(outbound).where(outbound.c.state == "ready", outbound.c.due <= now, ~blocked)
        if accounts is not None:
            query = query.where(_of(outbound, accounts))
        with self._engine.connect() as connection:
            rows = connection.execute(
                query.order_by(outbound.c.urgent.desc(), outbound.c.id).limit(most)
            ).all()
        letters = (self._given(row, now) for row in rows)
        return [letter for letter in letters if letter is not None]

    def sent(self, number: int) -> None:
        """The platform took a payload; its words are not needed any more."""
        self._step(number, "sending", state="sent", body=b"")

    def later(self, number: int, tries: int, seconds: float | None = None) -> None:
        """Try again after a pause, or when the person writes, after too many tries.

        What was tried too often gets one more try whenever the person writes, and holds up nothing for longer.
        """
        if tries >= len(PAUSES):
            self.hold(number)
            return
        pause = max(PAUSES[tries], seconds or 0.0)
        self._step(number, "sending", state="ready", tries=tries + 1, due=self._clock() + pause)

    def hold(self, number: int) -> None:
        """Keep a payload, and what belongs behind it, until the person writes again; one who wrote while it was on
        its way has done so."""
        with self._writing() as connection:
            row = connection.execute(select(outbound).where(outbound.c.id == number)).one_or_none()
            if row is None or row.state != "sending":
                return
            self._one_at_a_time(connection, _lock(row.owner))
            since = and_(inbound.c.owner == row.owner, inbound.c.received > row.due)
            mine = and_(outbound.c.id == number, outbound.c.state == "sending")
            if connection.execute(select(inbound.c.id).where(since).limit(1)).first():
                connection.execute(update(outbound).where(mine).values(state="ready", due=self._clock()))
                return
            connection.execute(update(outbound).where(mine).values(state="held"))
            behind = and_(outbound.c.inbound == row.inbound, outbound.c.id > number)
            connection.execute(
                update(outbound).where(behind, outbound.c.state == "ready").values(state="held")
            )

    def drop(self, number: int) -> None:
        """The platform will never take this payload."""
        self._step(number, "sending", state="dropped", body=b"")

    def doubt(self, number: int) -> None:
        """It cannot be told whether the platform took a payload."""
        self._step(number, "sending", state="unsure")

    def renew(self, turns: Iterable[int], letters: Iterable[int]) -> None:
        """A sign of life: this process still makes these turns and sends these payloads."""
        now, turning, sending = self._clock(), tuple(turns), tuple(letters)
        if not turning and not sending:
            return
        with self._writing() as connection:
            step = update(inbound).where(inbound.c.id.in_(turning), inbound.c.state == "taken")
            connection.execute(step.values(lease=now + TURN))
            step = update(outbound).where(outbound.c.id.in_(sending), outbound.c.state == "sending")
            connection.execute(step.values(lease=now + SENDING))

    # What may have been lost

    def unsure(self, owner: str) -> int:
        """How many payloads may or may not have reached a person."""
        with self._engine.connect() as connection:
            query = select(outbound.c.id).where(outbound.c.owner == owner, outbound.c.state == "unsure")
            return len(connection.execute(query).all())

    def told(self, owner: str) -> None:
        """A person was told what may not have arrived; they are not told of it again."""
        with self._writing() as connection:
            step = update(outbound).where(outbound.c.owner == owner, outbound.c.state == "unsure")
            connection.execute(step.values(state="told"))

    def again(self, owner: str) -> int:
        """Send what may not have arrived once more, since the person asked for it; how many there are."""
        with self._writing() as connection:
            step = update(outbound).where(outbound.c.owner == owner, outbound.c.state.in_(_DOUBTFUL))
            return int(connection.execute(step.values(state="ready", due=self._clock())).rowcount)

    def recover(self, idempotent: Iterable[str], accounts: Iterable[Account] | None = None) -> list[Open]:
        """Take up what ended processes left: turns to be made again, by this worker; answers to be sent.

        :param idempotent: platforms that show a payload sent twice only once.
        :param accounts: only these.
        """
        now, accounts = self._clock(), None if accounts is None else list(accounts)
        with self._writing() as connection:
            left = and_(outbound.c.state == "sending", outbound.c.lease < now, _of(outbound, accounts))
            safe = outbound.c.platform.in_(tuple(idempotent))
            connection.execute(update(outbound).where(left, safe).values(state="ready", due=now))
            connection.execute(update(outbound).where(left, ~safe).values(state="unsure"))
            promised = select(inbound.c.id).where(
                inbound.c.delivery == "passive", inbound.c.lease < now, _of(inbound, accounts)
            )
            first = and_(
                outbound.c.inbound.in_(promised), outbound.c.place == 0, outbound.c.state == "waiting"
            )
            connection.execute(update(outbound).where(first).values(state="unsure"))
        self._deliver_left(now, accounts)
        return self._left_turns(now, accounts)

    # Small things

    def keep(self, name: str, value: str, seconds: float) -> None:
        """Keep a value (a token, a cursor) for so long; it replaces the one of that name."""
        values = {"body": self._vault.seal(value, kept_place(name)), "until": self._clock() + seconds}
        try:
            self._put(name, values)
        except IntegrityError:  # another worker kept the first one of that name just now
            self._put(name, values)

    def kept(self, name: str) -> str | None:
        """The value of a name; None where there is none, or it is too old or sealed with a key that is gone."""
        with self._engine.connect() as connection:
            row = connection.execute(select(kept).where(kept.c.name == name)).one_or_none()
        if row is None or row.until <= self._clock():
            return None
        try:
            return self._vault.open(bytes(row.body), kept_place(name))
        except SealError:
            log.error("a kept value does not open")
            return None

    # What people may ask for

    def forget(self, owner: str, but: int) -> None:
        """Remove what is kept of a person up to the message that asked for it; keys stay, so that nothing is answered
        a second time, and what was written after it is answered as usual."""
        with self._writing() as connection:
            theirs = and_(outbound.c.owner == owner, outbound.c.inbound < but)
            connection.execute(delete(outbound).where(theirs))
            step = update(inbound).where(inbound.c.owner == owner, inbound.c.id < but)
            connection.execute(step.values(body=b"", state="answered"))
            connection.execute(delete(kept).where(kept.c.name.contains(owner)))

    def delete(self, owner: str) -> int:
        """Remove everything of a person; how many messages and payloads were not blank yet."""
        with self._writing() as connection:
            payloads = connection.execute(delete(outbound).where(outbound.c.owner == owner)).rowcount
            step = update(inbound).where(inbound.c.owner == owner, inbound.c.state == "taken")
            messages = connection.execute(step.values(body=b"", state="answered")).rowcount
            things = connection.execute(delete(kept).where(kept.c.name.contains(owner))).rowcount
            return int(messages + payloads + things)

    def export(self, owner: str) -> list[dict[str, Any]]:
        """What is kept of a person, in order: messages without an answer yet, and payloads that were not sent yet."""
        with self._engine.connect() as connection:
            messages = connection.execute(
                select(inbound)
                .where(inbound.c.owner == owner, inbound.c.state == "taken")
                .order_by(inbound.c.id)
            ).all()
            payloads = connection.execute(
                select(outbound).where(outbound.c.owner == owner).order_by(outbound.c.id)
            ).all()
        written = [{"wrote": self._message(row).text, "at": row.received} for row in messages]
        said = [
            {
                "answer": self._opened(row.body, outbound_place(row.inbound, row.place))["payload"],
                "state": row.state,
                "at": row.made,
            }
            for row in payloads
            if row.body
        ]
        return [*written, *said]

    def sweep(self) -> None:
        """Remove what is done with and old, and what nobody came back for."""
        now = self._clock()
        with self._writing() as connection:
            connection.execute(delete(outbound).where(outbound.c.made < now - KEPT))
            connection.execute(delete(inbound).where(inbound.c.received < now - KEPT))
            connection.execute(delete(kept).where(kept.c.until < now))

    # Rows

    def _taken_back(self, connection: Connection, answered: Any) -> list[Payload]:
        """The payloads of earlier answers that were not shown, taken out of the outbox."""
        unsent = select(outbound).where(
            outbound.c.owner == answered.owner,
            outbound.c.inbound != answered.id,
            outbound.c.state.in_(_UNSENT),
        )
        rows = connection.execute(unsent.order_by(outbound.c.id).with_for_update()).all()
        connection.execute(delete(outbound).where(outbound.c.id.in_([row.id for row in rows])))
        return [payload for row in rows if (payload := self._payload(row)) is not None]

    def _payload(self, row: Any) -> Payload | None:
        try:
            payload: Payload = self._opened(row.body, outbound_place(row.inbound, row.place))["payload"]
        except SealError:
            log.error("a payload does not open: it was sealed with a key that is gone")
            return None
        return payload

    def _noted(
        self, connection: Connection, platform: str, account: str, owner: str, message: Inbound
    ) -> int:
        body = {"user": message.user, "text": message.text, "reply_to": dict(message.reply_to)}
        now, key = self._clock(), _short(message.key)
        values = {
            "platform": platform,
            "account": account,
            "key": key,
            "owner": owner,
            "body": self._sealed(body, inbound_place(platform, account, key)),
            "state": "taken",
            "delivery": "open",
            "lease": now + TURN,
            "tries": 1,
            "received": now,
        }
        return int(connection.execute(insert(inbound).values(**values)).inserted_primary_key[0])

    def _let_go(self, connection: Connection, owner: str) -> None:
        held = update(outbound).where(outbound.c.owner == owner, outbound.c.state == "held")
        connection.execute(held.values(state="ready", due=self._clock()))

    def _known(self, platform: str, account: str, key: str) -> Taken:
        query = select(inbound).where(
            inbound.c.platform == platform, inbound.c.account == account, inbound.c.key == _short(key)
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).one()
        return Taken(row.id, False, row.state, row.delivery)

    def _put(self, name: str, values: Mapping[str, Any]) -> None:
        with self._writing() as connection:
            if not connection.execute(update(kept).where(kept.c.name == name).values(**values)).rowcount:
                connection.execute(insert(kept).values(name=name, **values))

    def _deliver_left(self, now: float, accounts: Iterable[Account] | None) -> None:
        """Answers whose process ended before their way was decided go through the outbox."""
        query = select(inbound.c.id).where(
            inbound.c.state == "answered",
            inbound.c.delivery == "open",
            inbound.c.lease < now,
            _of(inbound, accounts),
        )
        with self._engine.connect() as connection:
            numbers = [row.id for row in connection.execute(query)]
        for number in numbers:
            self.claim(number, "later")

    def _left_turns(self, now: float, accounts: Iterable[Account] | None) -> list[Open]:
        query = select(inbound).where(
            inbound.c.state == "taken", inbound.c.lease < now, _of(inbound, accounts)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(inbound.c.id)).all()
        turns = (self._taken_up(row, now) for row in rows)
        return [turn for turn in turns if turn is not None]

    def _taken_up(self, row: Any, now: float) -> Open | None:
        """A turn to be made again, if no other worker makes it."""
        step = update(inbound).where(
            inbound.c.id == row.id, inbound.c.state == "taken", inbound.c.lease == row.lease
        )
        try:
            message = self._message(row)
        except SealError:
            log.error("a message does not open: it was sealed with a key that is gone")
            step, message = step.values(state="answered", body=b""), None
        else:
            step = step.values(lease=now + TURN)
        with self._writing() as connection:
            mine = connection.execute(step).rowcount
        return Open(row.id, row.platform, row.account, message, row.tries) if mine and message else None

    def _given(self, row: Any, now: float) -> Due | None:
        """A payload that this worker sends, if no other does and nobody tried it since it was seen."""
        step = update(outbound).where(
            outbound.c.id == row.id,
            outbound.c.state == "ready",
            outbound.c.tries == row.tries,
            outbound.c.due == row.due,
        )
        try:
            letter = self._letter(row)
        except SealError:
            log.error("a payload does not open: it was sealed with a key that is gone")
            step, letter = step.values(state="dropped", body=b""), None
        else:
            step = step.values(state="sending", due=now, lease=now + SENDING)
        with self._writing() as connection:
            mine = connection.execute(step).rowcount
        return letter if mine else None

    def _message(self, row: Any) -> Inbound:
        body = self._opened(row.body, inbound_place(row.platform, row.account, row.key))
        return Inbound(row.key, body["user"], body["text"], body["reply_to"])

    def _letter(self, row: Any) -> Due:
        body = self._opened(row.body, outbound_place(row.inbound, row.place))
        sent = Outbound(row.key, body["user"], body["payload"], body["reply_to"])
        return Due(row.id, row.platform, row.account, sent, row.tries)

    def _step(self, number: int, before: str, **values: Any) -> bool:
        step = update(outbound).where(outbound.c.id == number, outbound.c.state == before)
        with self._writing() as connection:
            return bool(connection.execute(step.values(**values)).rowcount)

    def _sealed(self, body: Mapping[str, Any], place: str) -> bytes:
        return self._vault.seal(
            json.dumps(body), place
        )  # in ASCII: halves of characters would not be encoded

    def _opened(self, sealed: Any, place: str) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self._vault.open(bytes(sealed), place))
        return body

    def _writing(self) -> AbstractContextManager[Connection]:
        return _transaction(self._engine)

    def _one_at_a_time(self, connection: Connection, number: int) -> None:
        """Until the end of a transaction no other with this number runs; on SQLite none that writes runs anyway."""
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(number)))


@contextmanager
def _transaction(engine: Engine) -> Any:
    """A transaction that says at once that it writes: on SQLite one that reads first may lose against another."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


def _of(table: Table, accounts: Iterable[Account] | None) -> ColumnElement[bool]:
    """Whether a row belongs to one of these accounts; to any, where none is named."""
    if accounts is None:
        return true()
    return or_(
        false(), *(and_(table.c.platform == name, table.c.account == account) for name, account in accounts)
    )


def _lock(owner: str) -> int:
    """The number of a person for a lock: 60 of their 128 bits."""
    return int(owner[:15], 16)


def _short(key: str) -> str:
    """A key as the database takes it."""
    if len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable():
        return key
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
