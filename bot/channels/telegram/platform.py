"""The Bot API of Telegram and what its answers mean. The token stands in every URL: none is logged or passed on."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from bot.channels.messaging.model import Held, Rejected, SendError, TryLater, Unsure

API = "https://api.telegram.org"
_TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
_WRONG_TOKEN = 300.0  # seconds until a token that was refused is tried again
_LONGEST = 86_400.0


class Refused(Exception):
    """The platform does not take a call.

    :param status: the HTTP status.
    :param description: its words, to look for a reason in; not for the log.
    :param seconds: when it may be tried again, where the platform says so.
    """

    def __init__(self, status: int, description: str, seconds: float | None) -> None:
        super().__init__(str(status))
        self.status = status
        self.description = description
        self.seconds = seconds

    @property
    def unreadable(self) -> bool:
        """Whether the markup of the text was the reason."""
        return self.status == 400 and "parse" in self.description.lower()

    def as_send_error(self) -> SendError:
        """What it means for a payload: wait, keep until the person writes, or never."""
        if self.status == 429:
            return TryLater("429", self.seconds)
        if self.status in (401, 404):
            return TryLater(f"{self.status}: the token", _WRONG_TOKEN)
        if self.status == 403:
            return Held("403: blocked")
        if self.status == 400:
            return Rejected("400")
        if self.status < 300:
            return Unsure("no result")
        return TryLater(str(self.status), self.seconds)


class Platform:
    """Asks the platform.

    :param session: an HTTP session; made inside the running loop where none is given.
    :param proxy: the address of an HTTP proxy.
    """

    def __init__(
        self, token: str, api_base: str, proxy: str | None, session: aiohttp.ClientSession | None
    ) -> None:
        self._address = f"{api_base.rstrip('/')}/bot{token}"
        self._proxy = proxy
        self._session = session

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def call(self, method: str, body: dict[str, Any]) -> Any:
        """The result of a method.

        :raises Refused: the platform says no.
        :raises TryLater: there was no connection.
        :raises Unsure: it ended before the answer.
        """
        status, answer = await self._ask(method, body)
        if status == 200 and answer.get("ok") is True:
            return answer.get("result")
        raise Refused(status, str(answer.get("description", "")), _pause(answer))

    async def _ask(self, method: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self._session is None:
            connections = aiohttp.TCPConnector(
                force_close=True
            )  # an old one may be closed just when it is used
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT, connector=connections)
        sent = json.dumps(body, ensure_ascii=False).encode()
        asking = self._session.post(
            f"{self._address}/{method}",
            data=sent,
            headers={"Content-Type": "application/json"},
            proxy=self._proxy,
            allow_redirects=False,
        )
        try:
            async with asking as response:
                return response.status, _read(await response.read())
        except (
            aiohttp.ClientConnectorError,
            aiohttp.ServerTimeoutError,
            aiohttp.ClientHttpProxyError,
        ) as error:
            raise TryLater(type(error).__name__) from None  # its words hold the URL, and that the token
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Unsure(type(error).__name__) from None


def _read(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _pause(answer: dict[str, Any]) -> float | None:
    parameters = answer.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return min(float(seconds), _LONGEST) if isinstance(seconds, int) else None
