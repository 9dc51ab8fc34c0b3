"""The settings of the 钉钉 robot, from the environment."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.channels.dingtalk.connector import Dingtalk
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Connector

_WHERE = "钉钉开放平台的应用页"
#: Each setting, what it looks like, and where it is found.
_SETTINGS = {
    "DINGTALK_APP_KEY": (r"[A-Za-z0-9_-]{8,64}", f"{_WHERE}“凭证与基础信息”里的 Client ID（原 AppKey）"),
    "DINGTALK_APP_SECRET": (
        r"[A-Za-z0-9_-]{16,128}",
        f"{_WHERE}“凭证与基础信息”里的 Client Secret（原 AppSecret）",
    ),
    "DINGTALK_ROBOT_CODE": (r"[A-Za-z0-9_-]{4,64}", f"{_WHERE}“机器人”里的 RobotCode"),
}


def configured(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> Connector | None:
    """The connector; None where no setting of it is set.

    :raises ValueError: a setting is missing or malformed; one sentence each.
    """
    values = {name: environment.get(name, "") for name in _SETTINGS}
    if not any(values.values()):
        return None
    problems = [problem for name, value in values.items() if (problem := _problem(name, value))]
    if problems:
        raise ValueError("\n".join(problems))
    return Dingtalk(*values.values(), mailroom=mailroom, say=say)


def _problem(name: str, value: str) -> str:
    pattern, meaning = _SETTINGS[name]
    if not value:
        return f"{name} 没有填，应是{meaning}。"
    if not re.fullmatch(pattern, value, re.ASCII):
        return f"{name} 的样子不对，应是{meaning}，只有字母、数字、- 和 _，前后没有空格。"
    return ""
