"""The message list of 微信客服: read on page by page from a cursor, within the seconds a callback may take.

A callback says only that there is something. The cursor is moved by the caller when the messages are safe; until then
the next reading brings them again. A lost cursor brings three days again, so what was sent long before it was lost is
left out, then and in all later readings.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass, field
from typing import Any

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import SendError
from bot.channels.wecom.api import Refused, WecomApi

log = logging.getLogger(__name__)

#: Seconds a cursor is kept; the platform keeps the messages themselves for 3 days.
KEPT = 30 * 86_400.0
#: Without a cursor: what is older than so many seconds is left out.
OLDEST = 600.0
#: Pages in one reading; an endless list must not hold a callback.
MOST_PAGES = 50


@dataclass
class Reading:
    """What a reading brought so far: it always fits the ``cursor``, whenever it is stopped. ``whole``: up to the end
    of the list. ``since``: what was sent before, in seconds since 1970, was left out."""

    cursor: str
    since: float
    whole: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)


class MessageList:
    """The lists of all accounts of one company."""

    def __init__(self, mailroom: Mailroom, api: WecomApi, company: str) -> None:
        self._mailroom = mailroom
        self._api = api
        self._company = company

    async def read(self, open_kfid: str, token: str, now: float, seconds: float) -> Reading:
        """What is new; not ``whole`` when time is up or the platform fails. Never raises for the platform's faults.

        :param token: of the callback, good for 10 minutes.
        :param now: seconds since 1970.
        :param seconds: so long it may take.
        """
        kept = json.loads(self._mailroom.kept(self._name(open_kfid)) or "null")
        reading = Reading(*kept) if kept else Reading("", now - OLDEST)
        try:
            asked = {"token": token, "open_kfid": open_kfid, "limit": 1000}
            await asyncio.wait_for(self._pages(reading, asked, now - OLDEST), seconds)
        except asyncio.TimeoutError:
            log.error("reading messages took too long")
        except SendError as error:
            log.error("reading messages failed: %s", error)
        return reading

    def read_up_to(self, open_kfid: str, reading: Reading) -> None:
        """Begin there the next time: the messages are safe."""
        if reading.cursor:
            place = json.dumps([reading.cursor, reading.since])
            self._mailroom.keep(self._name(open_kfid), place, KEPT)

    async def _pages(self, reading: Reading, asked: dict[str, Any], oldest: float) -> None:
        for _ in range(MOST_PAGES):
            page = await self._page(reading, asked, oldest)
            listed = [each for each in _listed(page) if _time(each) >= reading.since]
            reading.messages.extend(listed)
            reading.cursor = str(page.get("next_cursor") or reading.cursor)
            if not page.get("has_more"):
                reading.whole = True
                return

    async def _page(self, reading: Reading, asked: dict[str, Any], oldest: float) -> dict[str, Any]:
        """The next page; where the platform refuses only our cursor, the first one it has."""
        try:
            return await self._api.call("kf/sync_msg", {**asked, "cursor": reading.cursor})
        except Refused:
            if not reading.cursor:
                raise
        page = await self._api.call("kf/sync_msg", {**asked, "cursor": ""})
        log.error("the platform does not know the cursor any more")
        reading.since = max(reading.since, oldest)
        return page

    def _name(self, open_kfid: str) -> str:
        return f"cursor:wecom_kf:{self._company}:{open_kfid}"


def _listed(page: dict[str, Any]) -> list[dict[str, Any]]:
    listed = page.get("msg_list")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _time(message: dict[str, Any]) -> float:
    sent = message.get("send_time")
    return float(sent) if isinstance(sent, (int, float)) else 0.0
