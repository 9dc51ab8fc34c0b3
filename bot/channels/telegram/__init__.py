"""Telegram: a bot that receives updates by webhook."""

from bot.channels.telegram.connector import Telegram
from bot.channels.telegram.settings import configured

__all__ = ["Telegram", "configured"]
