"""企业微信: an application of a company that its members write to."""

from bot.channels.wecom.connector import Wecom
from bot.channels.wecom.settings import configured

__all__ = ["Wecom", "configured"]
