"""A server of the product in a process of its own, for tests that ask it over HTTP or look at it in a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


@contextmanager
def serving(
    folder: Path, as_of: str = "2026-11-23", port: int | None = None, **settings: str
) -> Iterator[str]:
    """The address of a server that keeps its cases in ``folder``; it is ready to answer and gone afterwards."""
    port = port or free_port()
    environment = {
        **os.environ,
        "ADVISOR_DATABASE_URL": f"sqlite:///{folder / 'server.db'}",
        "ADVISOR_KEY_FILE": str(folder / "keys.json"),
        **settings,
    }
    command = [sys.executable, "-m", "bot.cli", "serve", "--port", str(port), "--as-of", as_of]
    with (folder / "log.txt").open("a") as log:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: urllib.request.urlopen(f"{url}/readyz", timeout=10).status == 200)
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_until(ready: Callable[[], bool], seconds: float = 60) -> None:
    """Ask again until it is so.

    :raises TimeoutError: it does not become so.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if ready():
                return
        except OSError:  # nobody answers yet, or says 503
            pass
        time.sleep(0.2)
    raise TimeoutError("it did not become so")
