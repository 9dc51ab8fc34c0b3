"""The connectors of the messaging apps that are configured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Connector

#: Platforms by how their settings begin. A connector is imported only where it has one.
PLATFORMS = {
    "wechat_mp": "WECHAT_MP_",
    "wecom": "WECOM_",
    "wecom_kf": "WECOM_KF_",
    "feishu": "FEISHU_",
    "dingtalk": "DINGTALK_",
    "telegram": "TELEGRAM_",
}


def connectors(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> list[Connector]:
    """One connector for each platform that has settings.

    :param say: a phrase by its id.
    :raises ValueError: settings are missing or malformed; one sentence a problem, of all platforms, a line each.
    """
    found: list[Connector] = []
    problems: list[str] = []
    for name in with_settings(environment):
        try:
            connector = import_module(f"bot.channels.{name}.settings").configured(environment, mailroom, say)
        except ValueError as error:
            problems.append(str(error))
            continue
        if connector is None:
            problems.append(say("channels_unknown_setting", begins=PLATFORMS[name], name=name))
            continue
        found.append(connector)
    if problems:
        raise ValueError("\n".join(problems))
    return found


def with_settings(environment: Mapping[str, str]) -> Iterator[str]:
    """The platforms of which something is set."""
    for name, begins in PLATFORMS.items():
        longer = [other for other in PLATFORMS.values() if other != begins and other.startswith(begins)]
        if any(
            value.strip() and key.startswith(begins) and not key.startswith(tuple(longer))
            for key, value in environment.items()
        ):
            yield name
