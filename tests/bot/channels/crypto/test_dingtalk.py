"""The signature of 钉钉 robots, against the rule written out."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.crypto.dingtalk import check_signature, signature
from bot.channels.crypto.forged import Forged

secrets = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
timestamps = st.integers(0, 10**13).map(str)


@given(timestamps, secrets)
def test_it_is_an_hmac_of_timestamp_and_secret_in_base64(timestamp: str, secret: str) -> None:
    digest = hmac.digest(secret.encode(), timestamp.encode() + b"\n" + secret.encode(), "sha256")
    assert base64.b64decode(signature(timestamp, secret), validate=True) == digest
    check_signature(signature(timestamp, secret), timestamp, secret)


def test_it_is_neither_hexadecimal_nor_a_plain_digest() -> None:
    shown = signature("1795000000000", "invented")
    assert shown != hashlib.sha256(b"1795000000000\ninvented").hexdigest()
    assert len(shown) == 44


@given(timestamps, secrets, st.integers(0, 43), st.integers(0, 6))
def test_a_flipped_bit_is_refused(timestamp: str, secret: str, place: int, bit: int) -> None:
    shown = signature(timestamp, secret)
    flipped = shown[:place] + chr(ord(shown[place]) ^ 1 << bit) + shown[place + 1 :]
    with pytest.raises(Forged):
        check_signature(flipped, timestamp, secret)


@given(timestamps, secrets, st.integers(0, 43))
def test_what_is_cut_off_is_refused(timestamp: str, secret: str, length: int) -> None:
    with pytest.raises(Forged):
        check_signature(signature(timestamp, secret)[:length], timestamp, secret)


@given(timestamps, timestamps, secrets, secrets)
def test_another_time_or_secret_is_refused(timestamp: str, other: str, secret: str, another: str) -> None:
    if other != timestamp:
        with pytest.raises(Forged):
            check_signature(signature(other, secret), timestamp, secret)
    if another != secret:
        with pytest.raises(Forged):
            check_signature(signature(timestamp, another), timestamp, secret)


@pytest.mark.parametrize("shown", ["", "=", "逾期", "A" * 44, "\x00", " "])
def test_what_is_no_signature_is_refused(shown: str) -> None:
    with pytest.raises(Forged):
        check_signature(shown, "1795000000000", "invented")


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=80))
def test_no_text_whatever_raises_anything_else(shown: str) -> None:
    with pytest.raises(Forged):
        check_signature(shown, "1795000000000", "invented")
