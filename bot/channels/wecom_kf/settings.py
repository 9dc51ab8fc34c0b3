"""The settings of 微信客服: the connector they describe, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.settings import Setting, read_settings
from bot.channels.wecom_kf.connector import WecomKf

_SETTINGS = (
    Setting("WECOM_KF_TOKEN", "[0-9A-Za-z]{1,32}", "应是微信客服回调配置里的 Token，最多32个字母和数字"),
    Setting("WECOM_KF_CORP_ID", "[0-9A-Za-z_-]{4,64}", "应是“我的企业”最下面的企业ID，ww 开头"),
    Setting(
        "WECOM_KF_ENCODING_AES_KEY", "[0-9A-Za-z]{43}", "应是回调配置里的 EncodingAESKey，43个字母和数字"
    ),
    Setting("WECOM_KF_SECRET", "[0-9A-Za-z_-]{8,128}", "应是可调用微信客服接口的那个应用的 Secret"),
)


def configured(environment: Mapping[str, str], mailroom: Mailroom, say: Callable[..., str]) -> WecomKf | None:
    """The connector of the settings ``WECOM_KF_…``; None when there are none.

    :raises ValueError: some are missing or malformed; the message has a sentence for each.
    """
    found = read_settings(environment, _SETTINGS)
    if found is None:
        return None
    return WecomKf(
        token=found["WECOM_KF_TOKEN"],
        corp_id=found["WECOM_KF_CORP_ID"],
        encoding_aes_key=found["WECOM_KF_ENCODING_AES_KEY"],
        secret=found["WECOM_KF_SECRET"],
        mailroom=mailroom,
        say=say,
    )
