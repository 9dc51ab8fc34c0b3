"""The two ways to a person on 钉钉, the session of a message and the robot's own interface, and what their codes mean.

Codes from the platform's documentation and public reports; none was seen on a live robot by us.
"""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import aiohttp
from yarl import URL

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Held, Rejected, SendError, TryLater, Unsure
from bot.channels.messaging.tokens import Tokens

API = "https://api.dingtalk.com"
_TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)
_BUSY = frozenset({-1, 130101, 410100})
_SESSION_OVER = frozenset({300001, 400101, 40014, 42001})
#: Signature, stopped or unknown robot, kind of message, content that is not allowed.
_NEVER = frozenset({310000, 400102, 400105, 400106, 430101, 430102, 430103, 430104, 460101})
_TOKEN = re.compile(r"authentication|access_?token|40014|42001", re.IGNORECASE)
_RATE = re.compile(r"qps|throttl|flowcontrol|ratelimit|toomany|130101|410100", re.IGNORECASE)
_SETUP = re.compile(r"robotcode|permission|forbidden", re.IGNORECASE)
#: Seconds a robot in a group is silenced for after more than 20 messages a minute; for one person, until the minute
#: is over.
GROUP_PAUSE, PERSON_PAUSE = 600.0, 60.0


def vendor_url(text: str, origins: frozenset[str]) -> URL | None:
    """A URL of a callback's body if it leads to one of the origins (``https://host``) and nowhere else.

    The parser is the one of the client that will ask it, so both see the same host.
    """
    if not text.isascii() or not text.isprintable() or len(text) > 2_048:
        return None
    try:
        url = URL(text)
        origin = str(url.origin())
    except ValueError:
        return None
    return url if origin in origins and url.user is None and url.password is None else None


class Platform:
    """Asks the platform.

    :param session: an HTTP session; made inside the running loop where none is given.
    """

    def __init__(
        self,
        app_key: str,
        app_secret: str,
        robot_code: str,
        mailroom: Mailroom,
        api_base: str,
        session: aiohttp.ClientSession | None,
    ) -> None:
        self._credentials = {"appKey": app_key, "appSecret": app_secret}
        self._robot_code = robot_code
        self._api_base = api_base.rstrip("/")
        self._session = session
        self._tokens = Tokens(mailroom, f"dingtalk:{app_key}", self._fetch)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()

    async def to_session(self, webhook: URL, body: dict[str, Any], busy: float) -> bool:
        """Answer where a message came from; False when that way is closed.

        :param busy: seconds to wait when the platform says it was too much.
        :raises SendError: it was not taken.
        """
        status, answer = await self._ask(webhook, body)
        if status == 429:
            raise TryLater("429", busy)
        if status >= 500:
            raise TryLater(str(status))
        if status >= 300:
            return False
        code = answer.get("errcode")
        if code in _SESSION_OVER:
            return False
        return _taken(code, busy)

    async def to_person(self, staff: str, template: dict[str, Any]) -> None:
        """Write to a member of the organisation.

        :raises SendError: it was not taken.
        """
        body = {"robotCode": self._robot_code, "userIds": [staff], **template}
        token = await self._tokens.token()
        status, answer = await self._send(token, body)
        if _token_refused(status, answer):
            status, answer = await self._send(await self._tokens.renewed(token), body)
        _judge(status, answer)

    async def token_status(self) -> int:
        """What the platform says to the credentials: an HTTP status.

        :raises SendError: it cannot be reached.
        """
        status, answer = await self._ask_token()
        return status if status != 200 or answer.get("accessToken") else 401

    async def _fetch(self) -> tuple[str, float]:
        status, answer = await self._ask_token()
        token, seconds = answer.get("accessToken"), answer.get("expireIn")
        if status != 200 or not isinstance(token, str) or not token:
            raise TryLater(f"no token: {status} {_code(answer)}", PERSON_PAUSE)
        return token, float(seconds) if isinstance(seconds, int) else 7_200.0

    async def _ask_token(self) -> tuple[int, dict[str, Any]]:
        try:
            return await self._ask(URL(f"{self._api_base}/v1.0/oauth2/accessToken"), self._credentials)
        except Unsure as error:  # a second token does no harm
            raise TryLater(str(error)) from None

    async def _send(self, token: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        url = URL(f"{self._api_base}/v1.0/robot/oToMessages/batchSend")
        return await self._ask(url, body, {"x-acs-dingtalk-access-token": token})

    async def _ask(
        self, url: URL, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON of an answer. Redirects are answers: they could lead anywhere.

        :raises TryLater: there was no connection.
        :raises Unsure: it ended before the answer.
        """
        if self._session is None:
            connections = aiohttp.TCPConnector(
                force_close=True
            )  # an old one may be closed just when it is used
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT, connector=connections)
        sent = json.dumps(body, ensure_ascii=False).encode()
        kind = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
        try:
            async with self._session.post(url, data=sent, headers=kind, allow_redirects=False) as response:
                return response.status, _read(await response.read())
        except (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError) as error:
            raise TryLater(type(error).__name__) from None  # its words hold the URL
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise Unsure(type(error).__name__) from None


def _read(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _taken(code: Any, busy: float) -> bool:
    """True for 0.

    :raises SendError: for every other code.
    """
    if code == 0:
        return True
    if code in _BUSY:
        raise TryLater(f"errcode {code}", None if code == -1 else busy)
    if code in _NEVER:
        raise Rejected(f"errcode {code}")
    if not isinstance(code, int):
        raise Unsure("no errcode")
    raise TryLater(f"errcode {code}")


def _token_refused(status: int, answer: dict[str, Any]) -> bool:
    return status == 401 or (status == 400 and bool(_TOKEN.search(_code(answer))))


def _judge(status: int, answer: dict[str, Any]) -> None:
    """What an answer to ``batchSend`` means."""
    if error := _failure(status, _code(answer)):
        raise error
    if answer.get("flowControlledStaffIdList"):
        raise TryLater("flow control", PERSON_PAUSE)
    if answer.get("filteredStaffIdList"):
        raise Held("filtered")
    if answer.get("invalidStaffIdList"):
        raise Rejected("no such person")
    if not answer.get("processQueryKey"):
        raise Unsure("no key")


def _failure(status: int, code: str) -> SendError | None:
    if status == 200 and not code:
        return None
    if status == 429 or _RATE.search(code):
        return TryLater(f"{status} {code}", PERSON_PAUSE)
    if status in (200, 401, 408) or status >= 500:
        return TryLater(f"{status} {code}")
    if status == 403 or _SETUP.search(code):  # the console must be put right; the words are kept until then
        return Held(f"{status} {code}")
    return Rejected(f"{status} {code}")


def _code(answer: dict[str, Any]) -> str:
    """The code of a failure, for the log too: nothing but letters, digits and points."""
    code = answer.get("code") or answer.get("errcode") or ""
    return re.sub(r"[^A-Za-z0-9._-]", "", str(code))[:64]
