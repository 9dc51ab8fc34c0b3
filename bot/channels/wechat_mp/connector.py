"""The two kinds of 公众号: with customer-service messages, and without."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.channels.crypto.envelope import cdata, check_query, open_envelope, sealed_reply
from bot.channels.crypto.forged import Forged
from bot.channels.crypto.wechat import WechatCipher
from bot.channels.messaging.model import Answer, Callback, Held, Inbound, Outbound, Payload, Received
from bot.channels.wechat_mp.customer_service import CustomerService
from bot.channels.wechat_mp.parts import as_menu, as_text, as_text_message, merged, parts_of, without_numbers

#: What the platform takes for: received, there is nothing to show.
_NOTHING = Answer(b"success")
_GREETING = "你好"
#: Messages that say nothing but: go on.
_GO_ON = re.compile(
    r"[\W_]*|\d{1,2}|[①-⑳]|[a-z]|[嗯哦噢啊好看]{1,3}[的吧啦了呢]?|ok|okay|继续|接着看|查看|看下文|下文|然后呢|任意字|收到|在吗",
    re.IGNORECASE,
)


class WechatMp:
    """A 公众号 that may send customer-service messages (a verified service account).

    :param say: a phrase by its id.
    """

    name = "wechat_mp"
    passive_seconds = 4.5  # the platform waits for 5
    idempotent = False
    most_payloads = 4  # five customer-service messages may answer one message

    def __init__(
        self,
        app_id: str,
        token: str,
        cipher: WechatCipher,
        say: Callable[..., str],
        service: CustomerService,
    ) -> None:
        self.account = app_id
        self._envelope = Envelope(token, cipher)
        self._say = say
        self._service = service

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """The message in a callback, or the echo the console asks for."""
        return self._envelope.opened(callback, now)

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Parts of plain text. Beyond ``most_payloads`` there are more where an answer is so long: what the quota does
        not let through is held, and the last within it says so."""
        parts = parts_of(messages, self._invitation())
        if len(parts) > self.most_payloads:
            parts[self.most_payloads - 1] |= {"closing": self._say("more_late")}
        return parts

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """A text, its choices numbered."""
        if payload is None:
            return _NOTHING
        return self._envelope.sealed(inbound, as_text(payload, self._invitation()), now)

    async def send(self, outbound: Outbound) -> None:
        """A customer-service message."""
        part = outbound.payload
        plain = as_text_message(part, self._invitation())
        await self._service.send(outbound.user, as_menu(part, self._say("choose")) or plain, plain)

    async def check(self) -> list[str]:
        """Ask the platform whether the settings work."""
        return await self._service.problems()

    async def close(self) -> None:
        """Let go of the connections."""
        await self._service.close()

    def _invitation(self) -> str:
        return self._say("choose_number")


class UnverifiedWechatMp:
    """A 公众号 without customer-service messages: what is not ready in time, or does not fit, waits for the person's
    next message and is shown on the response to that (see ``Collecting``)."""

    name = "wechat_mp"
    passive_seconds = 4.5
    idempotent = False
    most_payloads = 1

    def __init__(self, app_id: str, token: str, cipher: WechatCipher, say: Callable[..., str]) -> None:
        self.account = app_id
        self._envelope = Envelope(token, cipher)
        self._say = say

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """The message in a callback, or the echo the console asks for."""
        return self._envelope.opened(callback, now)

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Parts of plain text: one is shown on each response."""
        return parts_of(messages, self._invitation())

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """A text, its choices numbered; without one the person is asked to write again."""
        text = self._say("hold_passive") if payload is None else as_text(payload, self._invitation())
        return self._envelope.sealed(inbound, text, now)

    async def send(self, outbound: Outbound) -> None:
        """Nothing can be sent.

        :raises Held: always.
        """
        raise Held("no customer-service messages")

    def asks_on(self, text: str) -> bool:
        """A digit, a sign, a word like 好 or 继续: nothing a person in need would say."""
        return _GO_ON.fullmatch(text.strip()) is not None

    def joined(self, waiting: list[Payload], answer: list[Payload]) -> list[Payload]:
        """Care first, then in the order in which it was said; choices that were overtaken are not offered any more."""
        if answer:
            waiting = [{**part, "buttons": []} for part in waiting]
        everything = (_open(part) for part in [*waiting, *answer] if part["text"] or part["buttons"])
        parts = merged(sorted(everything, key=lambda part: not part["urgent"]), self._invitation())
        return [*map(self._followed, parts[:-1]), *parts[-1:]]

    def _followed(self, part: Payload) -> Payload:
        """A part that is not the last: any answer shows the next, so a number chooses nothing."""
        return {**without_numbers(part, self._say("say_directly")), "closing": self._say("more_passive")}

    async def check(self) -> list[str]:
        """There is nothing to ask the platform: only its callbacks are used."""
        return []

    def _invitation(self) -> str:
        return self._say("choose_number")


class Envelope:
    """The callbacks of one account, in safe mode, and the responses to them."""

    def __init__(self, token: str, cipher: WechatCipher) -> None:
        self._token = token
        self._cipher = cipher

    def opened(self, callback: Callback, now: datetime) -> Received:
        """What a callback brings.

        :raises Forged: it is not the platform's, too old, or not encrypted.
        """
        if callback.method == "GET":
            return self._echoed(callback, now)
        fields = open_envelope(self._cipher, self._token, callback.query, callback.body, now)
        message = _message(fields)
        return Received((message,) if message else (), _NOTHING)

    def sealed(self, inbound: Inbound, text: str, now: datetime) -> Answer:
        """A text as the response to a message."""
        seconds = str(int(now.timestamp()))
        xml = (
            f"<xml><ToUserName>{cdata(inbound.user)}</ToUserName>"
            f"<FromUserName>{cdata(inbound.reply_to['account'])}</FromUserName>"
            f"<CreateTime>{seconds}</CreateTime><MsgType>{cdata('text')}</MsgType>"
            f"<Content>{cdata(text)}</Content></xml>"
        )
        body = sealed_reply(self._cipher, self._token, xml, seconds, secrets.token_hex(8))
        return Answer(body, "application/xml; charset=utf-8")

    def _echoed(self, callback: Callback, now: datetime) -> Received:
        check_query(self._token, callback.query, "signature", now)
        if "echostr" not in callback.query:
            raise Forged
        return Received(acknowledgement=Answer(callback.query["echostr"].encode(errors="replace")))


def _message(fields: dict[str, str]) -> Inbound | None:
    """The message of a person, or what an event stands for; None where there is nothing to answer."""
    user, account = fields.get("FromUserName", ""), fields.get("ToUserName", "")
    if not user or not account:
        return None
    if fields.get("MsgType") == "event":
        return _event(fields, user, account)
    if not fields.get("MsgId"):
        return None
    key = _key(user, fields["MsgId"])
    return Inbound(key, user, _text(fields), {"account": account})


def _text(fields: dict[str, str]) -> str:
    """What was said: the payload of a choice in a menu, else the text; nothing where it is a picture or a voice."""
    if fields.get("MsgType") != "text":
        return ""
    return fields.get("bizmsgmenuid") or fields.get("Content", "")


def _event(fields: dict[str, str], user: str, account: str) -> Inbound | None:
    event, shown = fields.get("Event", ""), fields.get("EventKey", "")
    said = {"subscribe": _GREETING, "CLICK": shown}.get(event, "")
    if not said:
        return None
    key = _key(user, fields.get("CreateTime", ""), event, shown)
    return Inbound(key, user, said, {"account": account})


def _key(*parts: str) -> str:
    """One key of fixed length, which does not show who wrote."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _open(part: Payload) -> Payload:
    """Without that sentence: what follows has changed."""
    return {name: value for name, value in part.items() if name != "closing"}
