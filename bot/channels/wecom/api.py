"""The interface of 企业微信, which 微信客服 shares: the token, a call, and what its error codes mean for sending.

No address with a token ever reaches a log or an exception: the network errors of aiohttp name the address, so they are
replaced by their kind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import SendError, TryLater
from bot.channels.messaging.tokens import Tokens

API_BASE = "https://qyapi.weixin.qq.com"
#: The token is unknown or has ended.
EXPIRED = frozenset({40014, 42001})
#: System busy, called too often, too many calls at once.
BUSY = frozenset({-1, 45009, 45033})
#: Seconds after which a limit by the minute has passed.
MINUTE = 60.0
_TIMEOUT = aiohttp.ClientTimeout(total=10)

#: What an operator can do about an error code of the token call.
_TOKEN_PROBLEMS = {
    40013: "{corp} 不对：企业微信没有这个企业ID，请到管理后台“我的企业”最下面照抄企业ID",
    40001: "{secret} 不对：请到管理后台重新查看这个应用的 Secret",
    40056: "{secret} 不对：请到管理后台重新查看这个应用的 Secret",
    40091: "{secret} 不对：请到管理后台重新查看这个应用的 Secret",
    60020: "企业微信不认这台服务器的公网地址：请到管理后台的应用详情里把它加进“企业可信IP”",
}


class Refused(SendError):
    """The platform took the call and said no; ``code`` is its errcode."""

    def __init__(self, code: int) -> None:
        super().__init__(f"errcode {code}")
        self.code = code


class Lost(TryLater):
    """The call ended without an answer: what it asked for may have been done."""


class WecomApi:
    """One secret of one company.

    :param name: of the account, for its token: ``wecom:ww123:1000002``.
    :param session: the HTTP session; by default one of its own, made when it is first needed.
    """

    def __init__(
        self,
        mailroom: Mailroom,
        name: str,
        corp_id: str,
        secret: str,
        api_base: str = API_BASE,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._corp_id = corp_id
        self._secret = secret
        self._api_base = api_base.rstrip("/")
        self._session = session
        self._tokens = Tokens(mailroom, name, self._fetched)

    async def call(self, path: str, body: Mapping[str, Any] | None = None, **query: str) -> dict[str, Any]:
        """What the platform answers; a token it does not know is renewed once.

        :param path: ``message/send``.
        :param body: posted as JSON; without one the call is a GET.
        :raises TryLater: it is busy or cannot be reached; ``Lost`` when it may have done what was asked.
        :raises Refused: any other errcode.
        """
        token = await self._tokens.token()
        answer = await self._asked(path, {"access_token": token, **query}, body)
        if _code(answer) in EXPIRED:
            token = await self._tokens.renewed(token)
            answer = await self._asked(path, {"access_token": token, **query}, body)
        code = _code(answer)
        if code in EXPIRED or code in BUSY:
            raise TryLater(f"errcode {code}", MINUTE if code == 45009 else None)
        if code:
            raise Refused(code)
        return answer

    async def token_problem(self, corp: str, secret: str) -> str | None:
        """What is wrong with the company's id or the secret, in one sentence; None when a token can be had.

        :param corp: the name of the setting with the id.
        :param secret: the name of the setting with the secret.
        """
        try:
            await self._granted()
        except Refused as error:
            return _TOKEN_PROBLEMS.get(error.code, "企业微信不给令牌（错误码{code}）").format(
                corp=corp, secret=secret, code=error.code
            )
        except SendError as error:
            return f"现在连不上企业微信的接口（{error}），请检查服务器能不能访问外网"
        return None

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    async def _fetched(self) -> tuple[str, float]:
        try:
            return await self._granted()
        except Refused as error:  # a wrong setting is mended some day; what is to be sent must not be dropped
            raise TryLater(f"gettoken {error}") from None

    async def _granted(self) -> tuple[str, float]:
        answer = await self._asked("gettoken", {"corpid": self._corp_id, "corpsecret": self._secret}, None)
        if code := _code(answer):
            raise TryLater(f"errcode {code}") if code in BUSY else Refused(code)
        token, seconds = answer.get("access_token"), answer.get("expires_in")
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise TryLater("no token in the answer")
        return token, float(seconds)

    async def _asked(
        self, path: str, query: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        url = f"{self._api_base}/cgi-bin/{path}"
        try:
            return await self._exchanged("GET" if body is None else "POST", url, query, body)
        except aiohttp.ClientConnectorError:
            raise TryLater("no connection") from None
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise Lost(type(error).__name__) from None

    async def _exchanged(
        self, method: str, url: str, query: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> dict[str, Any]:
        asked = self._opened().request(
            method, url, params=dict(query), json=body, allow_redirects=False
        )  # a redirection would carry the token elsewhere
        async with asked as response:
            if response.status == 429:
                raise TryLater("http 429", _seconds(response.headers.get("Retry-After")))
            if response.status >= 500:
                raise Lost(f"http {response.status}")
            if response.status != 200:
                raise TryLater(f"http {response.status}")
            try:
                answer = await response.json(content_type=None)
            except ValueError:
                raise Lost("no JSON") from None
        if not isinstance(answer, dict):
            raise Lost("no JSON object")
        return answer

    def _opened(self) -> aiohttp.ClientSession:
        """The session, made inside the loop that runs."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        return self._session


def _code(answer: Mapping[str, Any]) -> int:
    code = answer.get("errcode", 0)
    return code if isinstance(code, int) else -1


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None
