"""The settings of 企业微信: the connector they describe, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.settings import Setting, read_settings
from bot.channels.wecom.connector import Wecom

_SETTINGS = (
    Setting("WECOM_TOKEN", "[0-9A-Za-z]{1,32}", "应是接收消息设置里的 Token，最多32个字母和数字"),
    Setting("WECOM_CORP_ID", "[0-9A-Za-z_-]{4,64}", "应是“我的企业”最下面的企业ID，ww 开头"),
    Setting("WECOM_AGENT_ID", "[0-9]{1,12}", "应是应用详情里的 AgentId，一串数字，如 1000002"),
    Setting(
        "WECOM_ENCODING_AES_KEY",
        "[0-9A-Za-z]{43}",
        "应是接收消息设置里的 EncodingAESKey，43个字母和数字",
    ),
    Setting("WECOM_SECRET", "[0-9A-Za-z_-]{8,128}", "应是应用详情里的 Secret"),
)


def configured(environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]) -> Wecom | None:
    """The connector of the settings ``WECOM_…``; None when there are none.

    :raises ValueError: some are missing or malformed; the message has a sentence for each.
    """
    found = read_settings(environment, _SETTINGS)
    if found is None:
        return None
    return Wecom(
        token=found["WECOM_TOKEN"],
        corp_id=found["WECOM_CORP_ID"],
        agent_id=found["WECOM_AGENT_ID"],
        encoding_aes_key=found["WECOM_ENCODING_AES_KEY"],
        secret=found["WECOM_SECRET"],
        mailroom=mailroom,
        say=say,
    )
