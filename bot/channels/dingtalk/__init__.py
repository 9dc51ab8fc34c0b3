"""钉钉: a robot of an organisation's own app that receives messages over HTTP."""

from bot.channels.dingtalk.connector import Dingtalk
from bot.channels.dingtalk.settings import configured

__all__ = ["Dingtalk", "configured"]
