"""微信客服: people write to it from 微信, without adding anybody or installing anything.

A callback brings no message, only word that there are some; they are read from a list. Answers go out by
``kf/send_msg`` under an id of ours, so that one sent twice is shown once. Source: the platform's developer
documentation; see ``docs/channels/wecom_kf.md`` for what was not tried against the platform itself.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import aiohttp

from bot.channels.crypto.envelope import check_query, open_envelope
from bot.channels.crypto.wechat import WechatCipher
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
from bot.channels.wecom.api import API_BASE, Refused, WecomApi
from bot.channels.wecom.offers import Offers
from bot.channels.wecom.parts import MOST_BYTES, Button, digest, fitting_id, menu_as_text, parts
from bot.channels.wecom_kf.message_list import MessageList

log = logging.getLogger(__name__)

#: Items of a menu, bytes of one, bytes of the words above and below it.
MOST_ITEMS, MOST_TITLE, MOST_HEAD = 10, 128, 1024
#: Seconds a callback waits for the list; the platform gives 5 for everything.
READING = 3.5
CUSTOMER = 3  # the origin of what a person sent
SYSTEM = 4
#: Quota of 5 used up, conversation ended, its state lets no program write; the application may not write (yet).
_HELD = frozenset({95001, 95013, 95017, 95018, 48002, 60020})


class WecomKf:
    """The connector of one company's 微信客服, with all accounts its application may use.

    ``idempotent``: the platform takes an id of ours for each message and takes none twice.
    """

    name = "wecom_kf"
    passive_seconds = 0.0
    idempotent = True
    most_payloads = 4

    def __init__(
        self,
        *,
        token: str,
        corp_id: str,
        encoding_aes_key: str,
        secret: str,
        mailroom: Mailroom,
        say: Callable[..., str],
        api_base: str = API_BASE,
        session: aiohttp.ClientSession | None = None,
        reading_seconds: float = READING,
    ) -> None:
        self.account = corp_id
        self._token = token
        self._cipher = WechatCipher(encoding_aes_key, corp_id)
        self._say = say
        self._reading_seconds = reading_seconds
        self._api = WecomApi(mailroom, f"{self.name}:{corp_id}", corp_id, secret, api_base, session)
        self._list = MessageList(mailroom, self._api, corp_id)
        self._offers = Offers(mailroom, self.name, corp_id)

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """Verify a callback and read what it is about; what could not be read in time comes with the platform's next
        try, which the status asks for.

        :raises Forged: it is not the platform's, or too old.
        """
        if callback.method == "GET":
            echo = callback.query.get("echostr", "")
            check_query(self._token, callback.query, "msg_signature", now, echo)
            return Received(acknowledgement=Answer(self._cipher.decrypt(echo)))
        fields = open_envelope(self._cipher, self._token, callback.query, callback.body, now)
        open_kfid = fields.get("OpenKfId", "")
        if fields.get("Event") != "kf_msg_or_event" or not re.fullmatch("[0-9A-Za-z_-]{1,64}", open_kfid):
            return Received()
        token = fields.get("Token", "")
        reading = await self._list.read(open_kfid, token, now.timestamp(), self._reading_seconds)
        inbound = [found for each in reading.messages if (found := self._inbound(open_kfid, each))]
        return Received(
            tuple(inbound),
            Answer(status=200 if reading.whole else 503),
            lambda: self._list.read_up_to(open_kfid, reading),
        )

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Texts of at most 2,048 bytes, the last one with a menu where it fits.

        What is beyond ``most_payloads`` follows: the platform takes five, the rest is held until the person writes,
        and the last text before says so.
        """
        found = parts(messages, _fit, self._say)
        texts = [*found.texts]
        payloads: list[Payload] = []
        if found.buttons:
            # care stays a plain text, which every version of 微信 shows and in which numbers can be called
            below = len(texts) > found.care and len(texts[-1].encode()) <= MOST_HEAD
            head = texts.pop() if below else self._say("choose")
            titles = [button["title"] for button in found.buttons]
            meant = [button["payload"] for button in found.buttons]
            payloads.append({"menu": titles, "meant": meant, "head": head})
        payloads = [*({"text": text} for text in texts), *payloads]
        self._announce_rest(payloads)
        if found.deleted and payloads:
            payloads[0]["forget"] = True
        return payloads

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """An empty response: answers never ride on it."""
        return Answer()

    async def send(self, outbound: Outbound) -> None:
        """Send a text or a menu.

        :raises SendError: it was not taken.
        """
        payload, user = outbound.payload, outbound.user
        number = fitting_id(outbound.key)
        if payload.get("forget"):
            self._offers.forget(user)
        if "menu" not in payload:
            await self._posted(number, outbound, _text(payload["text"]))
            return
        self._offers.offer(user, number, payload["meant"])
        try:
            await self._posted(number, outbound, _menu(number, payload))
        except Rejected:  # words are always taken
            words = f"{payload['head']}\n\n{menu_as_text(payload['menu'], self._say)}"
            await self._posted(digest(number, "text"), outbound, _text(words))

    async def check(self) -> list[str]:
        """What is wrong with the settings, asked of the platform; empty when all is well."""
        if problem := await self._api.token_problem("WECOM_KF_CORP_ID", "WECOM_KF_SECRET"):
            return [problem]
        try:
            accounts = await self._api.call("kf/account/list", {"offset": 0, "limit": 100})
        except Refused as error:
            return [
                f"WECOM_KF_SECRET 的应用不能调用微信客服（{error}）：请在管理后台“应用管理”里打开“微信客服”，"
                "把这个应用加进“可调用接口的应用”"
            ]
        except SendError as error:
            return [f"现在问不到微信客服的账号（{error}），请稍后再检查一次"]
        if not accounts.get("account_list"):
            return [
                "还没有能用接口管理的客服账号：请在“微信客服”里建一个账号，再加进“通过API管理微信客服账号”"
            ]
        return []

    async def close(self) -> None:
        """Close the HTTP session."""
        await self._api.close()

    def _inbound(self, open_kfid: str, message: Mapping[str, Any]) -> Inbound | None:
        """A message of a person, or their coming in for the first time; None for all else."""
        kind, origin = message.get("msgtype"), message.get("origin")
        number = message.get("msgid")
        if not isinstance(number, str) or not number:
            return None
        key = digest(open_kfid, number)
        reply_to = {"open_kfid": open_kfid}
        if kind == "event":
            return self._entered(key, reply_to, message.get("event")) if origin == SYSTEM else None
        user = message.get("external_userid")
        if origin != CUSTOMER or not isinstance(user, str) or not user:
            return None
        return Inbound(key, user, self._said(user, message) if kind == "text" else "", reply_to)

    def _said(self, user: str, message: Mapping[str, Any]) -> str:
        """What a person wrote, or what the item of a menu stands for that they chose."""
        text = message.get("text")
        if not isinstance(text, dict):
            return ""
        card, _, place = str(text.get("menu_id") or "").partition("-")
        return self._offers.meant(user, card, place) or str(text.get("content") or "")

    def _entered(self, key: str, reply_to: dict[str, str], event: Any) -> Inbound | None:
        """A person who came in and was not welcomed in the last 48 hours: only then there is a code to answer with."""
        if not isinstance(event, dict):
            return None
        if event.get("event_type") == "msg_send_fail":
            log.error("wecom_kf did not deliver a message: fail_type %s", _whole(event.get("fail_type")))
        user, code = event.get("external_userid"), event.get("welcome_code")
        if event.get("event_type") != "enter_session" or not (user and code):
            return None
        return Inbound(key, str(user), "你好", {**reply_to, "code": str(code)})

    def _announce_rest(self, payloads: list[Payload]) -> None:
        if len(payloads) <= self.most_payloads:
            return
        rest = payloads[self.most_payloads - 1 :]
        note = f"\n\n{self._say('more_late')}"
        words = rest[0]["text"]
        if len((words + note).encode()) > MOST_BYTES:
            payloads.insert(self.most_payloads - 1, {"text": note.strip()})
        else:
            rest[0]["text"] = words + note

    async def _posted(self, number: str, outbound: Outbound, message: Mapping[str, Any]) -> None:
        code = outbound.reply_to.get("code")
        try:
            if code:
                await self._api.call("kf/send_msg_on_event", {"code": code, "msgid": number, **message})
                return
            to = {"touser": outbound.user, "open_kfid": outbound.reply_to["open_kfid"], "msgid": number}
            await self._api.call("kf/send_msg", {**to, **message})
        except Refused as error:
            held = code is not None or error.code in _HELD  # a code is good for one message and 20 seconds
            raise (Held if held else Rejected)(str(error)) from None


def _text(words: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": words}}


def _menu(number: str, payload: Payload) -> dict[str, Any]:
    items = [
        {"type": "click", "click": {"id": f"{number}-{place}", "content": title}}
        for place, title in enumerate(payload["menu"], 1)
    ]
    return {"msgtype": "msgmenu", "msgmenu": {"head_content": payload["head"], "list": items}}


def _fit(buttons: list[Button]) -> bool:
    """Whether a menu takes these buttons."""
    sizes = [len(button["title"].encode()) for button in buttons]
    return len(sizes) <= MOST_ITEMS and all(0 < size <= MOST_TITLE for size in sizes)


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else -1
