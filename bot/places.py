"""Where an error came from, for a log that must not quote anybody: file and line, never the message of the error."""

from __future__ import annotations

import traceback


def place(error: BaseException) -> str:
    """``speech.py:45`` where an error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
