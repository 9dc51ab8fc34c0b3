"""Killing the process at any turn loses no fact that was confirmed to the person."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.model

TURNS = (
    ("借呗逾期45天了", "逾期45天"),
    ("欠两万三", "23,000元"),
    ("记一下，昨晚十点半催收打我电话骂我", "22:30"),
    ("11月20号收到律师函", "律师函"),
)


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "ADVISOR_DATABASE_URL": f"sqlite:///{folder / 'cases.db'}",
        "ADVISOR_KEY_FILE": str(folder / "keys.json"),
    }


def until(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return
    raise AssertionError(f"{words} was never said")


def test_a_killed_process_forgot_nothing_it_had_confirmed(model: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot.cli", "chat", "--sender", "a", "--as-of", "2026-11-23"]
    for number, (said, confirmed) in enumerate(TURNS):
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment(tmp_path),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdin is not None
        process.stdin.write(f"{said}\n" if number else f"{said}\n记住我的情况\n")
        process.stdin.flush()
        until(process, confirmed if number else "记住了")
        process.send_signal(signal.SIGKILL)
        process.wait()
    later = subprocess.run(
        [*command, "--once", "看我的情况"],
        cwd=PROJECT, env=environment(tmp_path), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    for _, confirmed in TURNS:
        assert confirmed in later.stdout, later.stdout + later.stderr
