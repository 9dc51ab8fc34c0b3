"""The settings of a 公众号, from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.channels.crypto.wechat import WechatCipher
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.settings import Setting, read_settings
from bot.channels.wechat_mp.connector import UnverifiedWechatMp, WechatMp
from bot.channels.wechat_mp.customer_service import API_BASE, CustomerService

TOKEN = "WECHAT_MP_TOKEN"
APP_ID = "WECHAT_MP_APP_ID"
AES_KEY = "WECHAT_MP_ENCODING_AES_KEY"
SECRET = "WECHAT_MP_SECRET"

_SETTINGS = (
    Setting(TOKEN, "[A-Za-z0-9]{3,32}", "应和公众平台“服务器配置”里的令牌（Token）一样，3到32个字母或数字"),
    Setting(APP_ID, "wx[0-9a-z]{16}", "应是“基本配置”里的开发者ID（AppID），wx 加16个小写字母或数字"),
    Setting(
        AES_KEY,
        "[A-Za-z0-9+/]{43}",
        "应是“服务器配置”里的消息加解密密钥（EncodingAESKey），43个字母或数字",
    ),
    Setting(
        SECRET,
        "[A-Za-z0-9]{32}",
        "应是“基本配置”里的开发者密码（AppSecret），32个字母或数字；没有认证的账号不要设",
        optional=True,
    ),
)


def configured(
    environment: Mapping[str, str],
    mailroom: Mailroom,
    say: Callable[..., str],
    api_base: str = API_BASE,
) -> WechatMp | UnverifiedWechatMp | None:
    """The connector of the settings; None where there are none.

    :raises ValueError: a setting is missing or malformed; one sentence a line says which and what would be right.
    """
    values = read_settings(environment, _SETTINGS)
    if values is None:
        return None
    cipher = WechatCipher(values[AES_KEY], values[APP_ID])
    if not values[SECRET]:
        return UnverifiedWechatMp(values[APP_ID], values[TOKEN], cipher, say)
    service = CustomerService(values[APP_ID], values[SECRET], mailroom, api_base)
    return WechatMp(values[APP_ID], values[TOKEN], cipher, say, service)
