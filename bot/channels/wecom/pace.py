"""How often a member of 企业微信 is written to: the platform drops what is beyond its limits without a word.

Its limits are 30 a minute and 1,000 an hour; some room is left for other senders of the company.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import TryLater

#: So many messages in so many seconds.
LIMITS = ((25, 60.0), (900, 3600.0))


class Pace:
    """When the members of one account were written to, shared by all workers.

    Reading and writing need no lock: of one person only one payload is on its way at a time.
    """

    def __init__(self, mailroom: Mailroom, platform: str, account: str, clock: Callable[[], float]) -> None:
        self._mailroom = mailroom
        self._platform = platform
        self._account = account
        self._clock = clock

    def step(self, user: str) -> None:
        """Note that a member is written to now.

        :raises TryLater: that would be too often; it says for how many seconds to wait.
        """
        now = self._clock()
        name = f"pace:{self._platform}:{self._mailroom.owner(self._platform, self._account, user)}"
        times: list[float] = json.loads(self._mailroom.kept(name) or "[]")
        for most, seconds in LIMITS:
            if len(times) >= most and times[-most] > now - seconds:
                raise TryLater("pace", times[-most] + seconds - now + 0.1)
        longest = max(seconds for _, seconds in LIMITS)
        recent = [time for time in times if time > now - longest]
        self._mailroom.keep(name, json.dumps([*recent, round(now, 1)]), longest)
