"""The platform's API for messages that do not ride on a response, and what its codes mean for a message."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import aiohttp

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Held, Rejected, SendError, TryLater
from bot.channels.messaging.tokens import Tokens

log = logging.getLogger(__name__)

API_BASE = "https://api.weixin.qq.com"
_TIMEOUT = aiohttp.ClientTimeout(total=10)
_MINUTE = 60.0

#: The token is not good (any more).
_TOKEN = {40001, 40014, 42001}
#: The window is closed, the quota used up, or the person does not take messages.
_HELD = {45015, 45047, 40003, 43004, 43019, 48002}
#: The account has no such API.
_UNAUTHORISED = {48001, 48004}
_TOO_LONG = 45002
_SLOWER = 45011
#: The account takes no menu, or not this one.
_NO_MENU = {40008, 40200, 45002, 47001}

_PROBLEMS = {
    40001: "WECHAT_MP_SECRET 不对：到“设置与开发 → 开发接口管理 → 基本配置”重置开发者密码（AppSecret），换上新的。",
    40125: "WECHAT_MP_SECRET 不对：到“设置与开发 → 开发接口管理 → 基本配置”重置开发者密码（AppSecret），换上新的。",
    40013: "WECHAT_MP_APP_ID 不对：照抄“基本配置”里的开发者ID（AppID），大小写要一样。",
    40164: "服务器的出口 IP 不在白名单里：加到“基本配置”的 IP 白名单。",
    40243: "AppSecret 已被冻结：到“基本配置”解冻或重置。",
    48001: "这个账号没有客服消息接口（要认证的服务号）：去掉 WECHAT_MP_SECRET，迟到的回答会等下一句话再给。",
}


class Refused(Exception):
    """The platform answered with a code other than 0."""

    def __init__(self, code: int) -> None:
        super().__init__(f"errcode {code}")
        self.code = code


class CustomerService:
    """Customer-service messages of one account.

    :param session: for tests; else one is made when it is needed.
    """

    def __init__(
        self,
        app_id: str,
        secret: str,
        mailroom: Mailroom,
        api_base: str = API_BASE,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._app_id = app_id
        self._secret = secret
        self._api_base = api_base
        self._session = session
        self._tokens = Tokens(mailroom, f"wechat_mp:{app_id}", self._fetched)
        self._refused: str | None = None

    async def send(self, user: str, message: dict[str, Any], without_menu: dict[str, Any]) -> None:
        """Send a message, the one without a menu where the account takes none.

        :raises SendError: it was not taken.
        """
        try:
            await self._sent(user, message)
        except Refused as refusal:
            if message["msgtype"] != "msgmenu" or refusal.code not in _NO_MENU:
                raise _meaning(refusal.code) from None
            await self._sent_plainly(user, without_menu)

    async def problems(self) -> list[str]:
        """What is wrong with the configuration, one sentence each."""
        try:
            token, _ = await self._asked(force=False)
            await self._called("GET", f"/cgi-bin/customservice/getkflist?access_token={token}")
        except Refused as refusal:
            return [_PROBLEMS[refusal.code]] if refusal.code in _PROBLEMS else _unknown(refusal.code)
        except SendError as error:
            return [f"公众号的接口现在连不上（{error}）：检查服务器能否访问 api.weixin.qq.com。"]
        return []

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def _sent_plainly(self, user: str, message: dict[str, Any]) -> None:
        try:
            await self._sent(user, message)
        except Refused as refusal:
            raise _meaning(refusal.code) from None

    async def _sent(self, user: str, message: dict[str, Any]) -> None:
        """With a fresh token where the one that was kept is refused, once."""
        token = await self._tokens.token()
        try:
            await self._posted(token, user, message)
        except Refused as refusal:
            if refusal.code not in _TOKEN:
                raise
            self._refused = token
            await self._posted(await self._tokens.renewed(token), user, message)

    async def _posted(self, token: str, user: str, message: dict[str, Any]) -> None:
        path = f"/cgi-bin/message/custom/send?access_token={token}"
        await self._called("POST", path, {"touser": user, **message})

    async def _fetched(self) -> tuple[str, float]:
        """A token that was not refused: while one is good the platform gives the same again, unless it is forced, which
        it allows 20 times a day."""
        try:
            token, seconds = await self._asked(force=False)
            if token == self._refused:
                token, seconds = await self._asked(force=True)
        except Refused as refusal:
            raise TryLater(f"token errcode {refusal.code}") from None
        return token, seconds

    async def _asked(self, force: bool) -> tuple[str, float]:
        asked = {
            "grant_type": "client_credential",
            "appid": self._app_id,
            "secret": self._secret,
            "force_refresh": force,
        }
        given = await self._called("POST", "/cgi-bin/stable_token", asked)
        try:
            return str(given["access_token"]), float(given["expires_in"])
        except (KeyError, TypeError, ValueError):
            raise TryLater("no token in the answer") from None

    async def _called(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """What the API answers.

        :raises Refused: with a code.
        :raises TryLater: with nothing that can be used. Its message names no address: that holds the token.
        """
        # not escaped: the platform shows \uXXXX as it stands
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        try:
            url = f"{self._api_base}{path}"
            async with self._client().request(method, url, data=sent, headers=headers) as response:
                content, status = await response.read(), response.status
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise TryLater(type(error).__name__) from None
        if status != 200:
            raise TryLater(f"HTTP {status}", _MINUTE if status == 429 else None)
        return _checked(content)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self._session


def _checked(content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
        code = int(answer.get("errcode", 0))
    except (ValueError, TypeError, AttributeError):
        raise TryLater("no JSON in the answer") from None
    if code:
        raise Refused(code)
    return dict(answer)


def _meaning(code: int) -> SendError:
    if code == _TOO_LONG:
        return Rejected(f"errcode {code}")
    if code in _UNAUTHORISED:
        log.error("the account may not send customer-service messages: errcode %s", code)
        return Held(f"errcode {code}")
    if code in _HELD:
        return Held(f"errcode {code}")
    return TryLater(f"errcode {code}", _MINUTE if code == _SLOWER else None)


def _unknown(code: int) -> list[str]:
    """Only the list of agents says more than whether the token works; an account without agents is none the worse."""
    return [] if 65_400 <= code < 65_500 else [f"公众号的接口说 {code}：到微信公众平台的全局返回码里查。"]
