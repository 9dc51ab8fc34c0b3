"""``advisor channels check``: whether the messaging apps that are configured work."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from typing import Any

from actions.context import context
from bot.channels.connectors import connectors
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.office import opened_mailroom

#: What people call the platforms.
NAMES = {
    "wechat_mp": "微信公众号",
    "wecom": "企业微信",
    "wecom_kf": "微信客服",
    "feishu": "飞书",
    "dingtalk": "钉钉",
    "telegram": "Telegram",
}


def check(environment: Mapping[str, str] | None = None) -> int:
    """Ask each platform whether its settings work and print what is wrong; 1 when something is."""
    try:
        mailroom = opened_mailroom()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    try:
        return _checked(os.environ if environment is None else environment, mailroom)
    finally:
        mailroom.close()


def _checked(environment: Mapping[str, str], mailroom: Mailroom) -> int:
    say = context().speech.phrases.say
    try:
        found = connectors(environment, mailroom, say)
    except ValueError as error:
        print(say("channels_misconfigured"))
        print(str(error))
        return 1
    if not found:
        print(say("channels_none"))
        return 0
    problems = asyncio.run(_problems(found))
    for name, wrong in problems.items():
        print(say("channels_broken" if wrong else "channels_work", name=NAMES[name]))
        for sentence in wrong:
            print(f"  {sentence}")
    return 1 if any(problems.values()) else 0


async def _problems(found: list[Any]) -> dict[str, list[str]]:
    """What is wrong with each platform, asked of all at once."""
    wrong = await asyncio.gather(*(connector.check() for connector in found))
    for connector in found:
        if hasattr(connector, "close"):
            await connector.close()
    return {connector.name: said for connector, said in zip(found, wrong, strict=True)}
