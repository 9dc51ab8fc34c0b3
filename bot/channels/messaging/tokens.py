"""Access tokens of a platform: kept, renewed before they end, fetched once for all who wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.channels.messaging.mailroom import Mailroom

#: Seconds before its end at which a token is renewed.
EARLY = 300.0
_LEAST = 60.0  # seconds a token is used even where the platform gives it for less than ``EARLY``

#: Fetches a token: its text and for how many seconds it is good.
Fetch = Callable[[], Awaitable[tuple[str, float]]]


class Tokens:
    """The token of one account, shared by all workers.

    :param name: of the account, ``wechat_mp:wx123``.
    """

    def __init__(self, mailroom: Mailroom, name: str, fetch: Fetch) -> None:
        self._mailroom = mailroom
        self._name = f"token:{name}"
        self._fetch = fetch
        self._fetching: asyncio.Task[str] | None = None

    async def token(self) -> str:
        """A token that is good.

        :raises SendError: none can be had.
        """
        return self._mailroom.kept(self._name) or await self._fetched()

    async def renewed(self, refused: str) -> str:
        """Another token than the one that was refused; of many callers with the same one, only the first fetches.

        :raises SendError: none can be had.
        """
        known = self._mailroom.kept(self._name)
        if known is not None and known != refused:
            return known
        return await self._fetched()

    async def _fetched(self) -> str:
        """What one fetch gives, token or failure, for all who ask while it runs; none of them ends it for the others."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch_and_keep())
            self._fetching.add_done_callback(self._over)
        return await asyncio.shield(self._fetching)

    async def _fetch_and_keep(self) -> str:
        token, seconds = await self._fetch()
        self._mailroom.keep(self._name, token, min(seconds, max(_LEAST, seconds - EARLY)))
        return token

    def _over(self, task: asyncio.Task[str]) -> None:
        self._fetching = None
        if not task.cancelled():
            task.exception()  # those who wait have it; none may be waiting any more
