"""A download link opens only for as long as it should, and only its own conversation's file."""

from __future__ import annotations

from datetime import date

import pytest
from cryptography.fernet import Fernet

from actions.links import VALID_MINUTES, Download, opened, sealed

LINKS = Fernet(Fernet.generate_key())
DOWNLOAD = Download("letter:negotiation", "pdf", "rest:某人", "mark", date(2026, 11, 23))


def test_a_link_says_which_file_of_whose_case() -> None:
    assert opened(sealed(DOWNLOAD, LINKS), LINKS) == DOWNLOAD


def test_a_link_shows_nothing_of_the_person() -> None:
    address = sealed(DOWNLOAD, LINKS)
    assert "rest" not in address and "negotiation" not in address
    assert sealed(DOWNLOAD, LINKS) != address


def test_an_old_link_is_void(monkeypatch: pytest.MonkeyPatch) -> None:
    address = sealed(DOWNLOAD, LINKS)
    made = LINKS.extract_timestamp(address.encode())
    monkeypatch.setattr("time.time", lambda: made + 60 * VALID_MINUTES - 1)
    assert opened(address, LINKS) == DOWNLOAD
    monkeypatch.setattr("time.time", lambda: made + 60 * VALID_MINUTES + 1)
    assert opened(address, LINKS) is None


@pytest.mark.parametrize("address", ["", "x", "链接", "../../etc/passwd", "gAAAAAB" + "A" * 80])
def test_a_forged_link_is_void(address: str) -> None:
    assert opened(address, LINKS) is None


def test_a_changed_link_or_one_of_another_server_is_void() -> None:
    address = sealed(DOWNLOAD, LINKS)
    assert opened(address[:-5] + "AAAA=", LINKS) is None
    assert opened(address, Fernet(Fernet.generate_key())) is None
