"""微信公众号: answers on the response of a callback, late ones as customer-service messages."""

from bot.channels.wechat_mp.connector import UnverifiedWechatMp, WechatMp
from bot.channels.wechat_mp.settings import configured

__all__ = ["UnverifiedWechatMp", "WechatMp", "configured"]
