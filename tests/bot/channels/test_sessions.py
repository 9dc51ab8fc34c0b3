"""Who speaks on the web page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sessions import new_session, opened_session, sealed_session

SEALING = Fernet(Fernet.generate_key())
DAY = timedelta(days=1)


def test_a_session_comes_back_from_its_token_as_it_was() -> None:
    session = new_session("zh-Hant")
    assert opened_session(sealed_session(session, SEALING), SEALING, DAY) == session
    assert session.sender.startswith("web:") and session.sender not in sealed_session(session, SEALING)


def test_no_two_sessions_are_the_same() -> None:
    assert len({new_session("zh-Hans").sender for _ in range(1000)}) == 1000


def test_a_token_is_void_when_it_is_too_old() -> None:
    token = SEALING.encrypt_at_time(b'["web:1", "zh-Hans"]', 0).decode()
    assert opened_session(token, SEALING, DAY) is None


@pytest.mark.parametrize("token", ["", "web:1", "gAAAAAB", "名字", "x" * 5000])
def test_what_is_no_token_of_ours_opens_nothing(token: str) -> None:
    assert opened_session(token, SEALING, DAY) is None


@given(st.integers(0), st.integers(0, 255))
def test_a_token_with_one_byte_changed_opens_nothing(place: int, byte: int) -> None:
    token = bytearray(sealed_session(new_session("zh-Hans"), SEALING).encode())
    place %= len(token)
    if token[place] == byte:
        return
    token[place] = byte
    assert opened_session(token.decode("latin-1"), SEALING, DAY) is None


def test_a_link_to_a_file_is_no_session_and_a_session_is_no_link() -> None:
    from actions.context import context
    from actions.links import opened

    cases = context().cases
    token = sealed_session(new_session("zh-Hans"), cases.sessions)
    assert opened(token, cases.links) is None
    assert opened_session(cases.links.encrypt(b'["web:1", "zh-Hans"]').decode(), cases.sessions, DAY) is None
