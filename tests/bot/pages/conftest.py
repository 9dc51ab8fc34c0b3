"""The pages on a server of their own: nothing else is mounted, so nothing else can help them."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest

PROJECT = Path(__file__).resolve().parents[3]
_SERVER = """
import sys
from datetime import date
from sanic import Sanic
from bot.pages import pages_channel
from bot.server import refuse_politely

app = Sanic("pages_test", configure_logging=False)
app.config.REQUEST_MAX_SIZE = 65_536
app.blueprint(pages_channel(lambda: date(2026, 11, 24), "https://advisor.example", ["https://host.example"]))
refuse_politely(app)
app.run(host="127.0.0.1", port=int(sys.argv[1]), debug=False, access_log=True, motd=False)
"""


class Element:
    """An element with its attributes and the text in it."""

    def __init__(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.text = ""


class Document(HTMLParser):
    """A page as a browser reads it: every element in order."""

    _EMPTY = frozenset({"meta", "link", "img", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(page)
        assert not self._open, f"not closed: {self._open[-1].tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in self._EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].tag == tag, f"</{tag}> closes nothing"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str) -> list[Element]:
        return [element for element in self.elements if element.tag == tag]

    def by_id(self, name: str) -> Element:
        (found,) = [element for element in self.elements if element.attributes.get("id") == name]
        return found

    @property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def text(self) -> str:
        return self.all("html")[0].text


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def document(self) -> Document:
        return Document(self.text)


class Site:
    """Asks the server as a browser would, over one connection."""

    def __init__(self, port: int, log: Path) -> None:
        self.log = log
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        try:
            self._connection.request(method, path, body, dict(headers or {}))
            answer = self._connection.getresponse()
        except (http.client.HTTPException, ConnectionError):  # kept open too long
            self._connection.close()
            self._connection.request(method, path, body, dict(headers or {}))
            answer = self._connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask(
            "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    def send(self, fields: Mapping[str, object] | list[tuple[str, str]]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", "/assess", urlencode(fields, doseq=True).encode(), kind)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The pages, as of 24 November 2026."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("pages")
    environment = {**os.environ, "ADVISOR_HOME": str(folder / "home"), "PYTHONPATH": str(PROJECT)}
    log = folder / "log.txt"
    with log.open("w") as output:
        command = [sys.executable, "-c", _SERVER, str(port)]
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        _wait(port, log)
        yield Site(port, log)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def _wait(port: int, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(log.read_text())
