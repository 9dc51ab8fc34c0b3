"""Where things stand: the data of the project and the state of this machine. All of it from the environment.

Nothing is created here; whoever writes makes the folder (mode 0700).
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / "data"


def home() -> Path:
    """The folder for database, models and caches: ``ADVISOR_HOME``, or the user's data folder."""
    configured = os.environ.get("ADVISOR_HOME")
    if configured:
        return Path(configured).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "overdue-advisor"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "overdue-advisor"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "overdue-advisor"


def database_url() -> str:
    """Where cases are kept: ``ADVISOR_DATABASE_URL``, or a SQLite file in the state folder."""
    return os.environ.get("ADVISOR_DATABASE_URL") or f"sqlite:///{home() / 'advisor.db'}"


def key_file() -> Path:
    """The keys that seal the database: ``ADVISOR_KEY_FILE``, or a file in the state folder."""
    configured = os.environ.get("ADVISOR_KEY_FILE")
    return Path(configured).expanduser() if configured else home() / "keys.json"


def retention() -> timedelta:
    """How long a conversation is kept after its last message: ``ADVISOR_RETENTION_DAYS``, or 180 days.

    :raises ValueError: the setting is no number of days.
    """
    days = os.environ.get("ADVISOR_RETENTION_DAYS") or "180"
    if not days.isdigit() or not 1 <= int(days) <= 3650:
        raise ValueError(f"ADVISOR_RETENTION_DAYS={days} 不对，应是 1 到 3650 的天数")
    return timedelta(days=int(days))


def public_url() -> str | None:
    """Where people reach this server (``ADVISOR_PUBLIC_URL``); None in a terminal, where no link leads anywhere."""
    return (os.environ.get("ADVISOR_PUBLIC_URL") or "").rstrip("/") or None


def rest_token() -> str | None:
    """The key a REST client must show when the server listens beyond this machine."""
    return os.environ.get("ADVISOR_REST_TOKEN") or None
