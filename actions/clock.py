"""The only place that asks what day it is. Everything else is handed the date."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def today() -> date:
    """Today in China, whatever the machine's own time zone."""
    return datetime.now(SHANGHAI).date()
