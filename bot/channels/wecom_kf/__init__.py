"""微信客服: a service account of a company that people write to from 微信."""

from bot.channels.wecom_kf.connector import WecomKf
from bot.channels.wecom_kf.settings import configured

__all__ = ["WecomKf", "configured"]
