"""Keeps other people's log lines and warnings out of a conversation in the terminal."""

from __future__ import annotations

import logging
import os
import warnings


def quiet() -> None:
    """Only our own errors reach standard error; ``ADVISOR_LOG=debug`` shows the rest."""
    level = os.environ.get("ADVISOR_LOG", "error").upper()
    logging.basicConfig(
        level=getattr(logging, level, logging.ERROR), format="%(levelname)s %(name)s: %(message)s"
    )
    if level != "DEBUG":
        warnings.simplefilter("ignore")
