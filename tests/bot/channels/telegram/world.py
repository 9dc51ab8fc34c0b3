"""Telegram between its simulator and a stand-in for the conversation."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.telegram import Telegram
from tests.bot.channels.telegram.simulator import SECRET, TOKEN
from tests.bot.channels.worlds import StandIn, reply, say
from tests.bot.channels.worlds import World as AnyWorld

__all__ = ["StandIn", "World", "reply", "say"]


@dataclass
class World(AnyWorld):
    """One bot."""

    def made(self, mailroom: Mailroom, session: aiohttp.ClientSession, token: str | None = None) -> Telegram:
        return Telegram(token or TOKEN, SECRET, say=say, api_base=self.platform.url, session=session)
