"""One app of 飞书 or Lark."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import aiohttp

from bot.channels.feishu.api import CARD_REFUSED, GONE, Api, Said, delivered
from bot.channels.feishu.callbacks import Callbacks, identifier, mentioned, text_of
from bot.channels.feishu.cards import plain_content, rendered
from bot.channels.messaging.mailroom import KEPT, Mailroom
from bot.channels.messaging.model import (
    Answer,
    Callback,
    Inbound,
    Outbound,
    Payload,
    Received,
    SendError,
    TryLater,
)

#: What a person who comes for the first time is taken to have said.
GREETING = "你好"
#: Cards of a person whose buttons still work.
CARDS = 6
#: Seconds a callback may wait for the robot's own id; the platform waits 3.
_PATIENCE = 1.5


class FeishuConnector:
    """Receives from and sends to one app.

    In a group nothing is discussed: who mentions the robot there is asked to write privately.

    :param api_base: ``https://open.feishu.cn``, or that of Lark.
    :param session: for tests; else one is opened with the first call.
    """

    name = "feishu"
    passive_seconds = 0.0
    idempotent = True
    most_payloads = 4

    def __init__(
        self,
        *,
        app_id: str,
        app_secret: str,
        encrypt_key: str,
        verification_token: str,
        mailroom: Mailroom,
        say: Callable[..., str],
        api_base: str = "https://open.feishu.cn",
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self.account = app_id
        self._mailroom = mailroom
        self._say = say
        self._callbacks = Callbacks(app_id, encrypt_key, verification_token)
        self._api = Api(api_base, app_id, app_secret, mailroom, session)
        self._events = {
            "im.message.receive_v1": self._message,
            "card.action.trigger": self._click,
            "im.chat.access_event.bot_p2p_chat_entered_v1": self._entered,
            "im.chat.member.bot.added_v1": self._added,
        }

    async def receive(self, callback: Callback, now: datetime) -> Received:
        """Verify and read a callback; events that are of no use are acknowledged.

        :raises Forged: it is not the platform's, or too old.
        """
        content = self._callbacks.opened(callback, now)
        if content.get("type") == "url_verification":
            return Received(acknowledgement=_json({"challenge": str(content.get("challenge", ""))}))
        header, event = content.get("header"), content.get("event")
        if not isinstance(header, dict) or not isinstance(event, dict):
            return _NOTHING
        read = self._events.get(str(header.get("event_type")))
        return await read(identifier(header, "event_id"), event) if read else _NOTHING

    def render(self, messages: list[dict[str, Any]]) -> list[Payload]:
        """Messages of the conversation as cards and texts."""
        return rendered(messages, self.most_payloads, self._say("choose_number"))

    def passive(self, inbound: Inbound, payload: Payload | None, now: datetime) -> Answer:
        """An empty acknowledgement: no answer rides on a response."""
        return _json({})

    async def send(self, outbound: Outbound) -> None:
        """Send a payload: as an answer to the message, or to the person where there is none (any more).

        :raises SendError: it was not taken.
        """
        payload = outbound.payload
        said = await self._sent(outbound, payload["msg_type"], payload["content"], outbound.key)
        if said.code in CARD_REFUSED and "plain" in payload:
            said = await self._sent(outbound, "text", plain_content(payload["plain"]), f"{outbound.key}-t")
        self._remember(outbound, delivered(said))

    async def check(self) -> list[str]:
        """What is wrong with the configuration, as the platform sees it; empty when all is well."""
        try:
            said = await self._api.credentials_taken()
            if said.code:
                return [
                    f"飞书不认 FEISHU_APP_ID 和 FEISHU_APP_SECRET（代码 {said.code}）：到开发者后台“凭证与基础信息”页核对。"
                ]
            return _robot_problems(await self._api.call("GET", "/open-apis/bot/v3/info"))
        except SendError as error:
            return [f"现在问不到飞书（{error}）：检查网络和 FEISHU_API_BASE。"]
        except Exception as error:  # a check reports, it never fails itself
            return [f"检查没有做完（{type(error).__name__}）。"]

    async def close(self) -> None:
        """Close the connections to the platform."""
        await self._api.close()

    # What callbacks bring

    async def _message(self, _: str, event: Mapping[str, Any]) -> Received:
        message, user = event.get("message"), identifier(event, "sender", "sender_id", "open_id")
        sender = event.get("sender")
        person = (
            isinstance(sender, dict) and sender.get("sender_type") == "user"
        )  # robots answer robots without end
        number = identifier(event, "message", "message_id")
        if not isinstance(message, dict) or not (user and number and person):
            return _NOTHING
        if message.get("chat_type") == "p2p":
            return Received((Inbound(number, user, text_of(message), {"message": number}),), _json({}))
        if (chat := identifier(message, "chat_id")) and await self._robot() in mentioned(message):
            self._ask_to_write_privately(number, chat, {"message": number})
        return _NOTHING

    async def _click(self, number: str, event: Mapping[str, Any]) -> Received:
        """A button by its number; the sentence it stands for was kept when the card was sent.

        The number itself says too little: to a question for days or an amount it would be a value.
        """
        user, card = identifier(event, "operator", "open_id"), identifier(event, "context", "open_message_id")
        if not (number and user):
            return _NOTHING
        said = _chosen(self._cards(user).get(card, []), identifier(event, "action", "value", "choice"))
        if said is None:
            toast = {"type": "info", "content": self._say("buttons_expired")}
            return Received(acknowledgement=_json({"toast": toast}))
        # to the person, not below the card: that may stand elsewhere
        return Received((Inbound(number, user, said),), _json({}))

    async def _entered(self, number: str, event: Mapping[str, Any]) -> Received:
        """Somebody opens the chat; greeted only the first time, for this comes with every visit."""
        user = identifier(event, "operator_id", "open_id")
        if not (number and user) or event.get("last_message_id"):
            return _NOTHING
        return Received((Inbound(number, user, GREETING),), _json({}))

    async def _added(self, number: str, event: Mapping[str, Any]) -> Received:
        if number and (chat := identifier(event, "chat_id")):
            self._ask_to_write_privately(number, chat, {})
        return _NOTHING

    def _ask_to_write_privately(self, key: str, chat: str, reply_to: Mapping[str, str]) -> None:
        """One sentence to a group, without a turn: what is said in a group never reaches the conversation."""
        taken = self._mailroom.take(self.name, self.account, Inbound(key, chat, "", reply_to))
        if not taken.fresh:
            return
        sentence = {"text": self._say("write_privately"), "buttons": [], "custom": {}}
        self._mailroom.answered(taken.id, self.render([sentence]))
        self._mailroom.claim(taken.id, "later")

    async def _robot(self) -> str | None:
        """The robot's own open id; None when it cannot be had now."""
        name = f"robot:feishu:{self.account}"
        if known := self._mailroom.kept(name):
            return known
        try:
            said = await asyncio.wait_for(self._api.call("GET", "/open-apis/bot/v3/info"), _PATIENCE)
        except (TryLater, asyncio.TimeoutError):
            return None
        found = identifier(said.body, "bot", "open_id")
        if found:
            self._mailroom.keep(name, found, KEPT)
        return found or None

    # What goes out

    async def _sent(self, outbound: Outbound, kind: str, content: str, key: str) -> Said:
        body = {"msg_type": kind, "content": content, "uuid": key}
        if message := outbound.reply_to.get("message"):
            said = await self._api.call("POST", f"/open-apis/im/v1/messages/{message}/reply", body)
            if said.code not in GONE:
                return said
        query = {"receive_id_type": "chat_id" if outbound.user.startswith("oc_") else "open_id"}
        return await self._api.call(
            "POST", "/open-apis/im/v1/messages", {**body, "receive_id": outbound.user}, query
        )

    def _remember(self, outbound: Outbound, card: str) -> None:
        """Keep what the buttons of a card stand for; the mailroom forgets it with the person."""
        if not (card and outbound.payload["choices"]):
            return
        cards = [*self._cards(outbound.user).items(), (card, outbound.payload["choices"])]
        known = json.dumps(dict(cards[-CARDS:]), ensure_ascii=False)
        self._mailroom.keep(self._cards_of(outbound.user), known, KEPT)

    def _cards(self, user: str) -> dict[str, list[str]]:
        known: dict[str, list[str]] = json.loads(self._mailroom.kept(self._cards_of(user)) or "{}")
        return known

    def _cards_of(self, user: str) -> str:
        return f"cards:feishu:{self._mailroom.owner(self.name, self.account, user)}"


def _json(content: Mapping[str, Any]) -> Answer:
    return Answer(
        json.dumps(content, ensure_ascii=False).encode(errors="replace"), "application/json; charset=utf-8"
    )


_NOTHING = Received(acknowledgement=_json({}))


def _chosen(choices: list[str], number: str) -> str | None:
    if not number.isdecimal() or not 1 <= int(number) <= len(choices):
        return None
    return choices[int(number) - 1]


def _robot_problems(said: Said) -> list[str]:
    robot = said.body.get("bot")
    if said.code:
        return [f"应用还没有机器人（代码 {said.code}）：在“添加应用能力”里添加机器人，再创建版本并发布。"]
    if isinstance(robot, dict) and robot.get("activate_status") not in (None, 2):
        return ["机器人还没有启用：在“版本管理与发布”里发布版本，并请企业管理员启用应用。"]
    return []
