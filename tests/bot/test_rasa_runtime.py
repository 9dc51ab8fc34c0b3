"""Rasa's logs keep their level and place, and lose the words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]

LOUD = """
import logging
from bot import rasa_runtime
rasa_runtime.prepare()
import structlog
logging.basicConfig(level=logging.DEBUG)
try:
    raise ValueError("机密甲")
except ValueError:
    logging.getLogger("rasa.core.processor").exception("机密乙")
logging.getLogger("rasa.core.processor").warning("机密丙 %s", "机密丁")
logging.getLogger("rasa.core.processor").debug("机密戊")
structlog.get_logger().error("processor.message.parse", text="机密己", exc_info=True)
structlog.get_logger().error("机密庚", text="机密辛")
structlog.get_logger().debug("processor.message.parse", text="机密壬")
"""


def test_neither_kind_of_log_repeats_what_was_said() -> None:
    done = subprocess.run([sys.executable, "-c", LOUD], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "机密" not in done.stdout + done.stderr
    assert done.stdout == ""
    assert "rasa.core.processor line" in done.stderr
    assert "ValueError" in done.stderr
    assert "processor.message.parse" in done.stderr


def test_importing_the_assistant_does_not_import_rasa() -> None:
    code = "import sys, bot.assistant; sys.exit('rasa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT).returncode == 0
