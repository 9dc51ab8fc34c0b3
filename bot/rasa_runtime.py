"""Rasa, made fit to live inside another program: stand-ins, no telemetry, and logs without a person's words.

``prepare()`` comes before the first import of Rasa anywhere in the application. Rasa logs what people
write: at debug level as a matter of course, at error level with local variables. Here its records keep
their level, place and the kind of error, and nothing else.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Mapping, MutableMapping
from typing import Any

from bot import tensorflow_shim

log = logging.getLogger(__name__)

_SPEAKERS = ("rasa", "rasa_sdk", "structlog", "matplotlib")


def prepare() -> None:
    """Make this process ready to import Rasa. Calling it again changes nothing."""
    tensorflow_shim.install()
    os.environ["LOG_LEVEL"] = "ERROR"  # Rasa draws progress bars at lower levels
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    _quieten_warnings()
    _quieten_logging()
    _quieten_structlog()


class _Wordless(logging.Handler):
    """Passes a record on as level, place and kind of error: what it says may quote a person."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the place of the record in our own name."""
        log.log(record.levelno, "%s line %d%s", record.name, record.lineno, _kind_of_error(record))


def _kind_of_error(record: logging.LogRecord) -> str:
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    return f": {record.exc_info[0].__name__}"


def _quieten_warnings() -> None:
    """Rasa's old dependencies warn of each other; nobody who runs this program can act on it."""
    import sanic.app  # noqa: F401  (switches deprecation warnings on when it is imported)

    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.filterwarnings("ignore", category=category)
    warnings.filterwarnings("ignore", module=r"rasa\.")


def _quieten_logging() -> None:
    for name in _SPEAKERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        logger.propagate = False
        logger.handlers = [_Wordless()]


def _quieten_structlog() -> None:
    import structlog

    structlog.configure(
        processors=[_without_words],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: log,
        cache_logger_on_first_use=True,
    )


def _without_words(
    _logger: Any, _level: str, event: MutableMapping[str, Any]
) -> tuple[tuple[str, str], Mapping[str, Any]]:
    """Keep the name of the event; its values (text, entities, trackers) go nowhere."""
    name = str(event.get("event", ""))
    return (
        "%s",
        name if name.replace(".", "").replace("_", "").isalnum() and name.isascii() else "event",
    ), {}
