"""The interface of 飞书 as far as it is needed: called with a token, its answers told apart.

Source: the platform's developer documentation, its lists of codes.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Held, Rejected, TryLater
from bot.channels.messaging.tokens import Tokens

#: Seconds a call may take in all.
TIMEOUT = 10.0

TOKEN_REFUSED = {99991661, 99991663}
TOO_FAST = {99991400, 230020, 11232}
#: Not in the chat; the person is outside the app's reach, or has stopped it.
OUT_OF_REACH = {230002, 230013, 230053}
#: The console is to be mended (robot switched off, permission missing): nothing is to be lost meanwhile.
NOT_PERMITTED = {230006, 230027, 99991672}
#: The message that is answered was recalled or deleted.
GONE = {230011, 230110}
#: The content of a card is not taken.
CARD_REFUSED = {230099}


@dataclass(frozen=True)
class Said:
    """What the platform answered; ``wait`` is how many seconds it asks for."""

    status: int
    code: int
    body: dict[str, Any] = field(default_factory=dict)
    wait: float | None = None


class Api:
    """The calls of one app.

    :param base: ``https://open.feishu.cn``, or that of Lark.
    :param session: for tests; else one is opened with the first call.
    """

    def __init__(
        self,
        base: str,
        app_id: str,
        app_secret: str,
        mailroom: Mailroom,
        session: aiohttp.ClientSession | None = None,
    ) -> None:
        self._base = base
        self._credentials = {"app_id": app_id, "app_secret": app_secret}
        self._session = session
        self._tokens = Tokens(mailroom, f"feishu:{app_id}", self._fetched)

    async def call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Said:
        """Call with a token; one that is refused is renewed once, and the call repeated once.

        :raises TryLater: no answer, overload, or no token.
        """
        token = await self._tokens.token()
        said = await self._said(method, path, body, query, token)
        if said.code in TOKEN_REFUSED:
            token = await self._tokens.renewed(token)
            said = await self._said(method, path, body, query, token)
        return said

    async def credentials_taken(self) -> Said:
        """Ask for a token and throw it away: whether the app's id and secret are right.

        :raises TryLater: no answer.
        """
        return await self._said("POST", "/open-apis/auth/v3/tenant_access_token/internal", self._credentials)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _fetched(self) -> tuple[str, float]:
        said = await self.credentials_taken()
        token, seconds = said.body.get("tenant_access_token"), said.body.get("expire")
        if said.code or not isinstance(token, str) or not isinstance(seconds, int):
            raise TryLater(f"no token, code {said.code}", said.wait)
        return token, float(seconds)

    async def _said(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, str] | None = None,
        token: str | None = None,
    ) -> Said:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            async with self._opened().request(
                method, self._base + path, data=data, params=query, headers=headers, allow_redirects=False
            ) as response:
                said = _read(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise TryLater(type(error).__name__) from None  # the error may name the address
        if said.status == 429 or said.code in TOO_FAST:
            raise TryLater(f"too fast, code {said.code}", said.wait)
        if said.status >= 500:
            raise TryLater(f"status {said.status}", said.wait)
        return said

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        return self._session


def delivered(said: Said) -> str:
    """The id of the message that was sent.

    :raises SendError: it was not taken.
    """
    if said.code in OUT_OF_REACH | NOT_PERMITTED:
        raise Held(f"code {said.code}")
    if said.code in TOKEN_REFUSED:
        raise TryLater(f"token refused twice, code {said.code}")
    if said.code:
        raise Rejected(f"code {said.code}")
    data = said.body.get("data")
    number = data.get("message_id") if isinstance(data, dict) else None
    return number if isinstance(number, str) else ""


def _read(status: int, headers: Mapping[str, str], body: bytes) -> Said:
    wait = _seconds(headers.get("x-ogw-ratelimit-reset") or headers.get("Retry-After") or "")
    try:
        content = json.loads(body)
        code = content["code"]
    except (ValueError, TypeError, KeyError, RecursionError):
        content, code = None, None
    if isinstance(content, dict) and isinstance(code, int):
        return Said(status, code, content, wait)
    if status == 429:
        return Said(status, 0, {}, wait)
    raise TryLater(f"not an answer, status {status}", wait)


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
