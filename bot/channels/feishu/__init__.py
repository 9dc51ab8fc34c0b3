"""飞书 and Lark: callbacks in, cards and texts out."""

from bot.channels.feishu.connector import FeishuConnector
from bot.channels.feishu.settings import configured

__all__ = ["FeishuConnector", "configured"]
