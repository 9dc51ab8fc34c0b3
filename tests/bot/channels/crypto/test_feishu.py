"""The cipher and the signature of 飞书, against the published sample."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.crypto.feishu import check_signature, decrypt, encrypt, signature
from bot.channels.crypto.forged import Forged

keys = st.text(min_size=1, max_size=40)


def sealed_raw(padded: bytes, key: str) -> str:
    """Blocks encrypted as they are, whatever padding they end with."""
    iv = os.urandom(16)
    encryptor = Cipher(algorithms.AES(hashlib.sha256(key.encode()).digest()), modes.CBC(iv)).encryptor()
    return base64.b64encode(iv + encryptor.update(padded) + encryptor.finalize()).decode()


def test_the_published_sample_is_read() -> None:
    assert decrypt("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=", "test key") == b"hello world"


@given(st.binary(max_size=300), keys)
def test_what_is_encrypted_is_read_again(content: bytes, key: str) -> None:
    assert decrypt(encrypt(content, key), key) == content


@given(st.text(max_size=100), keys)
def test_chinese_and_emoji_are_read_again(content: str, key: str) -> None:
    assert (
        decrypt(encrypt(content.encode(errors="replace"), key), key).decode()
        == content.encode(errors="replace").decode()
    )


@pytest.mark.parametrize("length", range(33))
def test_every_length_of_padding_is_read(length: int) -> None:
    assert decrypt(encrypt(b"x" * length, "k"), "k") == b"x" * length


def test_the_same_content_is_never_encrypted_alike() -> None:
    assert len({encrypt(b"x", "k") for _ in range(20)}) == 20


@given(st.binary(max_size=100), st.data())
def test_a_flipped_bit_never_leaves_the_content_as_it_was(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(base64.b64decode(encrypt(content, "k")))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with contextlib.suppress(Forged):
        assert decrypt(base64.b64encode(sealed).decode(), "k") != content


@given(st.binary(max_size=100), st.data())
def test_what_is_cut_off_is_refused_or_another_content(content: bytes, data: st.DataObject) -> None:
    ciphertext = encrypt(content, "k")
    short = ciphertext[: data.draw(st.integers(0, len(ciphertext) - 1))]
    with contextlib.suppress(Forged):
        assert decrypt(short, "k") != content


@given(st.binary(min_size=1, max_size=100), keys, keys)
def test_another_key_never_gives_the_content(content: bytes, key: str, other: str) -> None:
    if key == other:
        return
    with contextlib.suppress(Forged):
        assert decrypt(encrypt(content, key), other) != content


@pytest.mark.parametrize(
    "ending", [b"\x00", b"\x11", b"\xff", b"\x01\x02", b"\x03\x02\x03", b"\x07" * 6 + b"\x10"]
)
def test_a_padding_that_is_none_is_refused(ending: bytes) -> None:
    with pytest.raises(Forged):
        decrypt(sealed_raw(b"x" * (16 - len(ending)) + ending, "k"), "k")


@pytest.mark.parametrize(
    "text", ["", "=", "AAAA", "A" * 22 + "==", "逾期", "!" * 44, "A" * 43 + " ", "\x00" * 8]
)
def test_what_is_no_ciphertext_is_refused(text: str) -> None:
    with pytest.raises(Forged):
        decrypt(text, "k")


@given(st.text(max_size=200))
def test_no_text_whatever_raises_anything_else(text: str) -> None:
    with contextlib.suppress(Forged):
        decrypt(text, "k")


def test_the_signature_is_a_plain_digest_over_all_four() -> None:
    expected = hashlib.sha256("1795000000nonce钥匙".encode() + b'{"encrypt":"x"}').hexdigest()
    assert signature("1795000000", "nonce", "钥匙", b'{"encrypt":"x"}') == expected
    check_signature(expected, "1795000000", "nonce", "钥匙", b'{"encrypt":"x"}')


@given(st.sampled_from(["shown", "timestamp", "nonce", "key", "body"]))
def test_a_change_of_any_part_is_refused(changed: str) -> None:
    parts = {"timestamp": "1795000000", "nonce": "n", "key": "k", "body": "b"}
    shown = signature(parts["timestamp"], parts["nonce"], parts["key"], parts["body"].encode())
    parts = {**parts, **({changed: parts[changed] + "1"} if changed in parts else {})}
    with pytest.raises(Forged):
        check_signature(
            shown if changed != "shown" else shown.upper() + "0",
            parts["timestamp"],
            parts["nonce"],
            parts["key"],
            parts["body"].encode(),
        )


@given(st.text(max_size=80))
def test_no_other_signature_is_taken(shown: str) -> None:
    with pytest.raises(Forged):
        check_signature(shown, "1", "n", "k", b"b")
