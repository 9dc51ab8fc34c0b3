"""A Telegram bot behind a webhook: updates known by a secret header, answers by ``sendMessage``."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeGuard

import aiohttp

from bot.channels.crypto.forged import Forged
from bot.channels.messaging.bodies import json_object, named, words
from bot.channels.messaging.model import (
    Answer,
    Callback,
    Inbound,
    Outbound,
    Payload,
    Received,
    SendError,
)
from bot.channels.telegram.platform import API, Platform, Refused
from bot.channels.telegram.wording import as_message, as_plain_message, payloads

log = logging.getLogger(__name__)

_HEADER = "x-telegram-bot-api-secret-token"
#: Seconds after which a message is not the platform's any more: it keeps updates for a day, and repeats them that long.
_OLDEST, _AHEAD = 86_400.0 + 300.0, 300.0
_BEGIN, _GREETING = "/start", "你好"


class Telegram:
    """One bot.

    :param secret: what every update must show.
    :param api_base: where the Bot API is.
    :param session: an HTTP session; made when it is first needed otherwise.
    :param proxy: the address of an HTTP proxy.
    """

    name = "telegram"
    passive_seconds = 0.0
    idempotent = False
    most_payloads = 4

    def __init__(
        self,
        token: str,
        secret: str,
        *,
        say: Callable[..., str],
        api_base: str = API,
        session: aiohttp.ClientSession | None = None,
        proxy: str | None = None,
    ) -> None:
        self.account = token.partition(":")[0]
        self._secret = secret.encode()
        self._say = say
        self._platform = Platform(token, api_base, proxy, session)
        self._thanks: set[asyncio.Task[None]] = set()

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """Verify an update and read what a person wrote or pressed, in private chats only.

        :raises Forged: the secret is another one, the body is no update, or the message is older than the platform
            keeps any.
        """
        shown = callback.headers.get(_HEADER, "").encode("utf-8", "surrogateescape")
        if callback.method != "POST" or not hmac.compare_digest(shown, self._secret):
            raise Forged
        update = json_object(callback.body)
        number = update.get("update_id")
        if not _is_number(number):
            raise Forged
        if "callback_query" in update:
            return _received(str(number), self._pressed(named(update["callback_query"])))
        return _received(str(number), _written(named(update.get("message")), now.timestamp()))

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Texts with their buttons; the platform takes as many as are needed."""
        return payloads(messages, self.most_payloads, self._say)

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """Nothing: no answer rides on a response here."""
        return Answer()

    async def send(self, outbound: Outbound) -> None:
        """Send with markup, and as plain text when the platform cannot read that.

        :raises SendError: it was not taken.
        """
        try:
            await self._platform.call("sendMessage", as_message(outbound.user, outbound.payload))
        except Refused as refused:
            if not refused.unreadable:
                raise refused.as_send_error() from None
            await self._send_plain(outbound)

    async def check(self) -> list[str]:
        """What is wrong with the token and the webhook, in sentences; nothing when all is well."""
        try:
            await self._platform.call("getMe", {})
            known = named(await self._platform.call("getWebhookInfo", {}))
        except SendError:
            return ["连不上 Telegram，请检查网络，或填 TELEGRAM_PROXY、TELEGRAM_API_BASE。"]
        except Refused as refused:
            return [_what_is_wrong(refused)]
        if not str(known.get("url", "")).endswith("/webhooks/telegram"):
            return [
                "Telegram 还不知道把消息送到哪里：请用 setWebhook 登记 https://你的网址/webhooks/telegram。"
            ]
        if known.get("last_error_date") and known.get("pending_update_count"):
            return [
                "Telegram 有消息送不到我们这里：请核对网址、证书，以及 TELEGRAM_SECRET_TOKEN 与 secret_token 是否一样。"
            ]
        return []

    async def close(self) -> None:
        """Wait for what is on its way, and let go of the connections."""
        if self._thanks:
            await asyncio.wait(self._thanks)
        await self._platform.close()

    async def _send_plain(self, outbound: Outbound) -> None:
        try:
            await self._platform.call("sendMessage", as_plain_message(outbound.user, outbound.payload))
        except Refused as refused:
            raise refused.as_send_error() from None

    def _pressed(self, query: dict[str, Any]) -> tuple[str, str] | None:
        """Who pressed a button, and what it says; the platform is thanked for every press, or the button keeps
        turning."""
        if isinstance(query.get("id"), str):
            task = asyncio.create_task(self._thank(query["id"]))
            self._thanks.add(task)
            task.add_done_callback(self._thanks.discard)
        person = _private(named(query.get("message")), named(query.get("from")))
        said = words(query.get("data"))
        return (person, said) if person and said else None

    async def _thank(self, query: str) -> None:
        try:
            await self._platform.call("answerCallbackQuery", {"callback_query_id": query})
        except (Refused, SendError) as error:  # the answer itself does not depend on it
            log.warning("answerCallbackQuery: %s", error)


def _received(key: str, said: tuple[str, str] | None) -> Received:
    return Received((Inbound(key, *said),) if said else ())


def _written(message: dict[str, Any], now: float) -> tuple[str, str] | None:
    """Who wrote, and what; an empty text for a picture or a voice.

    :raises Forged: long ago.
    """
    person = _private(message, named(message.get("from")))
    if not person:
        return None
    date = message.get("date")
    if not _is_number(date) or not -_AHEAD <= now - date <= _OLDEST:
        raise Forged
    text = words(message.get("text"))
    return person, _GREETING if text == _BEGIN else text


def _private(message: dict[str, Any], sender: dict[str, Any]) -> str:
    """The number of the person when the chat is theirs alone; else empty."""
    chat, number = named(message.get("chat")), sender.get("id")
    private = chat.get("type") == "private" and chat.get("id") == number and not sender.get("is_bot")
    return str(number) if private and _is_number(number) else ""


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63


def _what_is_wrong(refused: Refused) -> str:
    if refused.status in (401, 404):
        return "Telegram 不认 TELEGRAM_BOT_TOKEN：请到 @BotFather 那里用 /token 重新复制。"
    return f"Telegram 现在答不上来（{refused.status}），过几分钟再检查一次。"
