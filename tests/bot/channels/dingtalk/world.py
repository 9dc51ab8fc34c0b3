"""钉钉 between its simulator and a stand-in for the conversation."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp

from bot.channels.dingtalk import Dingtalk
from bot.channels.messaging.mailroom import Mailroom
from tests.bot.channels.dingtalk.simulator import APP_KEY, APP_SECRET, ROBOT_CODE
from tests.bot.channels.worlds import StandIn, reply, say
from tests.bot.channels.worlds import World as AnyWorld

__all__ = ["StandIn", "World", "reply", "say"]


@dataclass
class World(AnyWorld):
    """``origins``: where a session may lead; the simulator's own by default."""

    origins: tuple[str, ...] = ()

    def made(self, mailroom: Mailroom, session: aiohttp.ClientSession, secret: str | None = None) -> Dingtalk:
        return Dingtalk(
            APP_KEY,
            secret or APP_SECRET,
            ROBOT_CODE,
            mailroom=mailroom,
            say=say,
            api_base=self.platform.url,
            session=session,
            origins=self.origins or (self.platform.url,),
            clock=self.clock,
        )
