"""The settings of the 钉钉 robot, from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channels.dingtalk.connector import Dingtalk
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Connector
from bot.channels.messaging.settings import Setting, read_settings

_WHERE = "钉钉开放平台的应用页"
_SETTINGS = (
    Setting(
        "DINGTALK_APP_KEY",
        "[A-Za-z0-9_-]{8,64}",
        f"应是{_WHERE}“凭证与基础信息”里的 Client ID（原 AppKey）",
    ),
    Setting(
        "DINGTALK_APP_SECRET",
        "[A-Za-z0-9_-]{16,128}",
        f"应是{_WHERE}“凭证与基础信息”里的 Client Secret（原 AppSecret）",
    ),
    Setting("DINGTALK_ROBOT_CODE", "[A-Za-z0-9_-]{4,64}", f"应是{_WHERE}“机器人”里的 RobotCode"),
)


def configured(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> Connector | None:
    """The connector; None where no setting of it is set.

    :raises ValueError: a setting is missing or malformed; one sentence each.
    """
    values = read_settings(environment, _SETTINGS)
    if values is None:
        return None
    return Dingtalk(*values.values(), mailroom=mailroom, say=say)
