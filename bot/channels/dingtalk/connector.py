"""A 钉钉 robot in HTTP mode: callbacks with a signed time, answers to the session of a message or to the person."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import aiohttp
from yarl import URL

from bot.channels.crypto.dingtalk import check_signature
from bot.channels.crypto.forged import Forged
from bot.channels.dingtalk.platform import (
    API,
    GROUP_PAUSE,
    PERSON_PAUSE,
    Platform,
    vendor_url,
)
from bot.channels.dingtalk.wording import as_card, as_template, payload, payloads
from bot.channels.messaging.bodies import identifier, json_object, named, words
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import (
    Answer,
    Callback,
    Held,
    Inbound,
    Outbound,
    Payload,
    Received,
    Rejected,
    SendError,
)

log = logging.getLogger(__name__)

#: Where a ``sessionWebhook`` may lead.
ORIGINS = ("https://oapi.dingtalk.com", "https://api.dingtalk.com")
_OLDEST, _AHEAD = 3_600.0, 300.0  # seconds a callback may be old, and a clock ahead
_SESSION = 5_400.0  # seconds a session lasts at most, as in published payloads
_MARGIN = 5.0  # seconds before its end at which a session is not begun with
_UNNAMED = ("", "normal")  # what stands in ``robotCode`` where the platform names no robot
_DONE = Received(acknowledgement=Answer(b"{}", "application/json"))


class Dingtalk:
    """One robot.

    :param api_base: where the platform's interface is.
    :param session: an HTTP session; made when it is first needed otherwise.
    :param origins: where a ``sessionWebhook`` may lead, ``https://host``.
    :param clock: seconds since 1970.
    """

    name = "dingtalk"
    passive_seconds = 0.0
    idempotent = False
    most_payloads = 4

    def __init__(
        self,
        app_key: str,
        app_secret: str,
        robot_code: str,
        *,
        mailroom: Mailroom,
        say: Callable[..., str],
        api_base: str = API,
        session: aiohttp.ClientSession | None = None,
        origins: Iterable[str] = ORIGINS,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.account = app_key
        self._secret = app_secret
        self._robot_code = robot_code
        self._mailroom = mailroom
        self._say = say
        self._platform = Platform(app_key, app_secret, robot_code, mailroom, api_base, session)
        self._origins = frozenset(origins)
        self._clock = clock

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """Verify a callback and read its message. The signature covers the time only: the body is trusted as far as
        the encrypted connection is, and the URL in it not at all.

        :raises Forged: the signature, the time or the robot is another one, or the body is no message.
        """
        self._verify(callback, now.timestamp())
        body = json_object(callback.body)
        if body.get("robotCode", "") not in (*_UNNAMED, self._robot_code):
            raise Forged
        key, user = identifier(body.get("msgId")), _sender(body)
        if not key or not user:
            return _DONE
        if body.get("conversationType") == "2":
            self._ask_to_write_privately(key, body)
        if body.get("conversationType") != "1":
            return _DONE
        reply_to = self._reply_to(body)
        self._keep_session(user, reply_to)
        text = words(named(body.get("text")).get("content")) if body.get("msgtype") == "text" else ""
        return Received((Inbound(key, user, text, reply_to),), _DONE.acknowledgement)

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Texts in markdown with their buttons; the platform takes as many as are needed."""
        return payloads(messages, self.most_payloads, self._say)

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """Nothing: no answer rides on a response here."""
        return _DONE.acknowledgement

    async def send(self, outbound: Outbound) -> None:
        """Send to the session of the message, of a later one of the person, or to the person.

        :raises SendError: it was not taken.
        """
        group = "group" in outbound.reply_to
        webhook = self._webhook(outbound)
        busy = GROUP_PAUSE if group else PERSON_PAUSE
        card = as_card(outbound.payload, self._say)
        if webhook is not None and await self._platform.to_session(webhook, card, busy):
            return
        if group:
            raise Rejected("the session of a group is over")
        staff = outbound.reply_to.get("staff")
        if not staff:
            raise Held("no session, and the person is no member of the organisation")
        await self._platform.to_person(staff, as_template(outbound.payload, self._say))

    async def check(self) -> list[str]:
        """What is wrong with the credentials, in sentences; nothing when the platform takes them."""
        try:
            status = await self._platform.token_status()
        except SendError:
            return ["连不上钉钉（api.dingtalk.com），请检查这台机器能不能访问外网。"]
        if status >= 500 or status == 429:
            return ["钉钉现在答不上来，过几分钟再检查一次。"]
        if status != 200:
            return [
                "钉钉不认 DINGTALK_APP_KEY 和 DINGTALK_APP_SECRET：请到开放平台的应用页“凭证与基础信息”，重新复制 Client ID 和 Client Secret。"
            ]
        return []

    async def close(self) -> None:
        """Let go of the connections."""
        await self._platform.close()

    def _verify(self, callback: Callback, now: float) -> None:
        timestamp, shown = callback.headers.get("timestamp", ""), callback.headers.get("sign", "")
        if callback.method != "POST" or not shown.isascii():
            raise Forged
        if not timestamp.isascii() or not timestamp.isdecimal() or len(timestamp) > 16:
            raise Forged
        check_signature(shown, timestamp, self._secret)
        age = now - int(timestamp) / 1_000
        if not -_AHEAD <= age <= _OLDEST:
            raise Forged

    def _ask_to_write_privately(self, key: str, body: dict[str, Any]) -> None:
        """One sentence in the group, by the outbox and without a turn: what is said there is not looked at."""
        reply_to = self._reply_to(body)
        room = identifier(body.get("conversationId"))
        if not room or not reply_to.get("webhook"):
            return
        message = Inbound(key, f"group:{room}", "", {**reply_to, "group": "1"})
        taken = self._mailroom.take(self.name, self.account, message)
        self._mailroom.claim(taken.id, "later")
        self._mailroom.answered(taken.id, [payload(self._say("write_privately"), self._say)])

    def _reply_to(self, body: dict[str, Any]) -> dict[str, str]:
        staff, shown = identifier(body.get("senderStaffId")), words(body.get("sessionWebhook"))
        found = {"staff": staff} if staff else {}
        if vendor_url(shown, self._origins) is None:
            log.warning("dingtalk: a session leads to a host that is not the platform's")
            return found
        return {**found, "webhook": shown, "until": str(self._end(body.get("sessionWebhookExpiredTime")))}

    def _end(self, milliseconds: Any) -> float:
        """When a session ends, in seconds since 1970."""
        latest = self._clock() + _SESSION
        known = isinstance(milliseconds, int) and 0 < milliseconds < 10**15
        return min(latest, milliseconds / 1_000) if known else latest

    def _keep_session(self, user: str, reply_to: dict[str, str]) -> None:
        """The person's newest session, for what was held back from an older one."""
        if "webhook" not in reply_to:
            return
        seconds = float(reply_to["until"]) - self._clock()
        body = {"webhook": reply_to["webhook"], "until": reply_to["until"]}
        self._mailroom.keep(self._session_name(user), json.dumps(body), seconds)

    def _session_name(self, user: str) -> str:
        return f"session:dingtalk:{self._mailroom.owner(self.name, self.account, user)}"

    def _webhook(self, outbound: Outbound) -> URL | None:
        if found := self._open(outbound.reply_to):
            return found
        newest = (
            None if "group" in outbound.reply_to else self._mailroom.kept(self._session_name(outbound.user))
        )
        return self._open(json.loads(newest)) if newest else None

    def _open(self, session: Any) -> URL | None:
        """Where a session is, if it is open; looked at once more, since the allowed hosts may have changed."""
        if "webhook" not in session or float(session["until"]) - _MARGIN <= self._clock():
            return None
        return vendor_url(session["webhook"], self._origins)


def _sender(body: dict[str, Any]) -> str:
    """The member of the organisation, or who the platform says it is where it names no member."""
    return identifier(body.get("senderStaffId")) or identifier(body.get("senderId"))
