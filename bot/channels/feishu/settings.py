"""The settings of 飞书, from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channels.feishu.connector import FeishuConnector
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.settings import Setting, read_settings

API_BASE = "https://open.feishu.cn"

_SETTINGS = (
    Setting("FEISHU_APP_ID", "cli_[0-9A-Za-z]+", "应是“凭证与基础信息”页的 App ID，以 cli_ 开头"),
    Setting("FEISHU_APP_SECRET", r"\S+", "应是“凭证与基础信息”页的 App Secret，不含空格"),
    Setting(
        "FEISHU_ENCRYPT_KEY",
        r"\S.*\S|\S",
        "应是“事件与回调”的“加密策略”里的 Encrypt Key，只接收加密的回调",
    ),
    Setting(
        "FEISHU_VERIFICATION_TOKEN",
        r"\S+",
        "应是“事件与回调”的“加密策略”里的 Verification Token，不含空格",
    ),
    Setting(
        "FEISHU_API_BASE",
        r"https://[A-Za-z0-9.-]+(:\d+)?/?",
        f"应是 https 开头的网址，飞书用 {API_BASE}，Lark 用 https://open.larksuite.com",
        optional=True,
    ),
)


def configured(
    environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]
) -> FeishuConnector | None:
    """The connector of the settings; None when none is set.

    :param say: a phrase by its id.
    :raises ValueError: a setting is missing or malformed; one sentence a problem, on lines of their own.
    """
    given = read_settings(environment, _SETTINGS)
    if given is None:
        return None
    return FeishuConnector(
        app_id=given["FEISHU_APP_ID"],
        app_secret=given["FEISHU_APP_SECRET"],
        encrypt_key=given["FEISHU_ENCRYPT_KEY"],
        verification_token=given["FEISHU_VERIFICATION_TOKEN"],
        mailroom=mailroom,
        say=say,
        api_base=given["FEISHU_API_BASE"].rstrip("/") or API_BASE,
    )
