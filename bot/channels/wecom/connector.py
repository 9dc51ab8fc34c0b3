"""企业微信: an application of a company that its members write to.

A callback is acknowledged at once and answered by ``message/send``. Buttons become a template card; a click on it
brings back the card's id and the button's number, never what the button stands for. Source: the platform's developer
documentation; see ``docs/channels/wecom.md`` for what was not tried against the platform itself.
"""

from __future__ import annotations

import re
import time
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
from bot.channels.wecom.api import API_BASE, Lost, Refused, WecomApi
from bot.channels.wecom.offers import Offers
from bot.channels.wecom.pace import Pace
from bot.channels.wecom.parts import Button, digest, fitting_id, menu_as_text, parts

#: Buttons of a card, and characters of one; longer ones are cut on the screen.
MOST_BUTTONS, MOST_TITLE = 6, 10
#: The person is not within the application's scope (any more), or the application may not write: nothing is lost when
#: that is mended before they write again.
_HELD = frozenset({81013, 60020, 48002, 301002})
#: The name of a member as the platform allows it; ``|`` and ``@all`` would write to others.
_MEMBER = re.compile("[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}")
#: Seconds in which the platform does not show the same words to the same person again, when it is told so.
_SAME_WORDS = 1800


class Wecom:
    """The connector of one application.

    ``idempotent`` is False: the platform takes no key of ours. It can only be told not to show the same words to the
    same person again for a while, which would also swallow the rightful answer to a question asked twice. So it is
    told that only where it is the lesser evil: when a payload is sent again because the first try ended without an
    answer. ``most_payloads`` is what answers are made for; the platform allows more, so a longer one is not cut.

    :param clock: seconds since 1970.
    """

    name = "wecom"
    passive_seconds = 0.0
    idempotent = False
    most_payloads = 4

    def __init__(
        self,
        *,
        token: str,
        corp_id: str,
        agent_id: str,
        encoding_aes_key: str,
        secret: str,
        mailroom: Mailroom,
        say: Callable[..., str],
        api_base: str = API_BASE,
        session: aiohttp.ClientSession | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.account = f"{corp_id[:48]}:{agent_id}"
        self._token = token
        self._agent_id = agent_id
        self._cipher = WechatCipher(encoding_aes_key, corp_id)
        self._mailroom = mailroom
        self._say = say
        self._api = WecomApi(mailroom, f"{self.name}:{self.account}", corp_id, secret, api_base, session)
        self._offers = Offers(mailroom, self.name, self.account)
        self._pace = Pace(mailroom, self.name, self.account, clock)
        self._lost: set[str] = set()  # ids of payloads of which nobody knows whether they arrived

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """Verify and read a callback; the one that checks the address is answered with what it holds.

        :raises Forged: it is not the platform's, or too old.
        """
        if callback.method == "GET":
            echo = callback.query.get("echostr", "")
            check_query(self._token, callback.query, "msg_signature", now, echo)
            return Received(acknowledgement=Answer(self._cipher.decrypt(echo)))
        fields = open_envelope(self._cipher, self._token, callback.query, callback.body, now)
        user, text = fields.get("FromUserName", ""), self._said(fields)
        ours = fields.get("AgentID", self._agent_id) == self._agent_id
        if text is None or not ours or not _MEMBER.fullmatch(user):
            return Received()
        return Received((Inbound(self._key(user, fields), user, text),))

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Texts of at most 2,048 bytes, then a card with the buttons that fit one."""
        found = parts(messages, _fit, self._say)
        payloads: list[Payload] = [{"text": text} for text in found.texts]
        if found.buttons:
            titles = [button["title"] for button in found.buttons]
            payloads.append({"card": titles, "meant": [button["payload"] for button in found.buttons]})
        if found.deleted and payloads:
            payloads[0]["forget"] = True
        return payloads

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """An empty response: answers never ride on it."""
        return Answer()

    async def send(self, outbound: Outbound) -> None:
        """Send a text or a card.

        :raises SendError: it was not taken.
        """
        payload, user = outbound.payload, outbound.user
        number = fitting_id(outbound.key)
        if payload.get("forget"):
            self._offers.forget(user)
        self._pace.step(user)
        if "card" not in payload:
            await self._posted(number, user, {"msgtype": "text", "text": {"content": payload["text"]}})
            return
        self._offers.offer(user, number, payload["meant"])
        try:
            await self._posted(number, user, self._card(number, payload["card"]))
        except Rejected:  # the person's app may know no cards; words it always knows
            words = {"content": menu_as_text(payload["card"], self._say)}
            await self._posted(number, user, {"msgtype": "text", "text": words})

    async def check(self) -> list[str]:
        """What is wrong with the settings, asked of the platform; empty when all is well."""
        if problem := await self._api.token_problem("WECOM_CORP_ID", "WECOM_SECRET"):
            return [problem]
        try:
            await self._api.call("agent/get", agentid=self._agent_id)
        except Refused as error:
            return [f"WECOM_AGENT_ID 和 WECOM_SECRET 不是同一个应用的（{error}），请在应用详情页一起照抄"]
        except SendError as error:
            return [f"现在问不到企业微信的应用信息（{error}），请稍后再检查一次"]
        return []

    async def close(self) -> None:
        """Close the HTTP session."""
        await self._api.close()

    def _said(self, fields: Mapping[str, str]) -> str | None:
        """What a person said by writing, clicking or joining; empty for what is no text, None for what says nothing."""
        kind = fields.get("MsgType", "")
        if kind == "text":
            return fields.get("Content", "")
        if kind != "event":
            return "" if "MsgId" in fields else None
        event, key = fields.get("Event", "").lower(), fields.get("EventKey", "")
        if event == "template_card_event":
            return self._offers.meant(fields.get("FromUserName", ""), fields.get("TaskId", ""), key) or ""
        if event == "click":
            return key
        return "你好" if event == "subscribe" else None

    def _key(self, user: str, fields: Mapping[str, str]) -> str:
        """The same for each delivery of a message; names nobody."""
        names = ("CreateTime", "Event", "EventKey", "TaskId")
        own = fields.get("MsgId") or digest(*(fields.get(name, "") for name in names))
        return f"{self._mailroom.owner(self.name, self.account, user)}:{own[:64]}"

    def _card(self, number: str, titles: list[str]) -> dict[str, Any]:
        buttons = [{"text": title, "style": 1, "key": str(place)} for place, title in enumerate(titles, 1)]
        card = {
            "card_type": "button_interaction",
            "main_title": {"title": self._say("choose")},
            "task_id": number,
            "button_list": buttons,
        }
        return {"msgtype": "template_card", "template_card": card}

    async def _posted(self, number: str, user: str, message: Mapping[str, Any]) -> None:
        body = {"touser": user, "agentid": int(self._agent_id), **message}
        if number in self._lost:
            body |= {"enable_duplicate_check": 1, "duplicate_check_interval": _SAME_WORDS}
        try:
            answer = await self._api.call("message/send", body)
        except Lost:
            self._lost.add(number)
            raise
        except Refused as error:
            self._lost.discard(number)
            raise (Held if error.code in _HELD else Rejected)(str(error)) from None
        self._lost.discard(number)
        if answer.get("invaliduser"):
            raise Held("invaliduser")


def _fit(buttons: list[Button]) -> bool:
    """Whether a card shows these buttons whole."""
    titles = [button["title"] for button in buttons]
    return len(titles) <= MOST_BUTTONS and all(0 < len(title) <= MOST_TITLE for title in titles)
