"""The cipher and the envelope of the WeChat family, against published samples and an independent implementation."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta, timezone

import pytest
import wechatpy.crypto
import wechatpy.exceptions
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.crypto.envelope import MOST_BYTES, WINDOW, cdata, open_envelope, read_xml, sealed_reply
from bot.channels.crypto.forged import Forged
from bot.channels.crypto.wechat import WechatCipher, check_signature, signature

# published by the platform as a sample
TOKEN = "QDG6eK"
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
CORP = "wx5823bf96d3bd56c7"
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
SAMPLE = (
    "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvu"
    "JTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwG"
    "c2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9"
    "EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0"
    "lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q=="
)
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=timezone(timedelta(hours=8)))
BACKSLASHES = '\\u4f60 <b> & ]]> ]]]]>> {"a": 1} **粗** 😀👨‍👩‍👧 \t\n尾'


@pytest.fixture(scope="module")
def cipher() -> WechatCipher:
    return WechatCipher(KEY, CORP)


def test_the_published_address_check_is_read(cipher: WechatCipher) -> None:
    check_signature("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", TOKEN, "1409659589", "263014780", ECHO)
    assert cipher.decrypt(ECHO) == b"1616140317555161061"


def test_the_published_message_is_read(cipher: WechatCipher) -> None:
    check_signature("477715d11cdb4164915debcba66cb864d751f3e6", TOKEN, "1409659813", "1372623149", SAMPLE)
    assert cipher.decrypt(SAMPLE).startswith(b"<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]>")


def test_another_implementation_reads_what_is_encrypted_here(cipher: WechatCipher) -> None:
    theirs = wechatpy.crypto.WeChatCrypto(TOKEN, KEY, CORP)
    for length in range(200):  # all 32 paddings, several times
        text = "逾期😀" * (length // 10) + "x" * length
        shown = sealed_reply(cipher, TOKEN, f"<xml><Content>{cdata(text)}</Content></xml>", "1409659813", "n")
        fields = read_xml(shown)
        read = theirs.decrypt_message(shown.decode(), fields["MsgSignature"], "1409659813", "n")
        assert read_xml(read.encode() if isinstance(read, str) else read)["Content"] == text


def test_what_another_implementation_encrypts_is_read_here(cipher: WechatCipher) -> None:
    theirs = wechatpy.crypto.WeChatCrypto(TOKEN, KEY, CORP)
    stamp = str(int(NOW.timestamp()))
    for length in range(200):
        text = "欠款😀" * (length // 10) + "y" * length
        sealed = theirs.encrypt_message(f"<xml><Content>{cdata(text)}</Content></xml>", "n", stamp)
        query = {"timestamp": stamp, "nonce": "n", "msg_signature": read_xml(sealed.encode())["MsgSignature"]}
        assert open_envelope(cipher, TOKEN, query, sealed.encode(), NOW) == {"Content": text}


def test_both_refuse_the_signature_of_another_token(cipher: WechatCipher) -> None:
    body = sealed_reply(cipher, "other", "<xml/>", "1409659813", "n")
    shown = read_xml(body)["MsgSignature"]
    with pytest.raises(wechatpy.exceptions.InvalidSignatureException):
        wechatpy.crypto.WeChatCrypto(TOKEN, KEY, CORP).decrypt_message(
            body.decode(), shown, "1409659813", "n"
        )
    with pytest.raises(Forged):
        open_envelope(cipher, TOKEN, _query(body), body, NOW)


@given(st.binary(max_size=300))
def test_any_message_comes_back(message: bytes) -> None:
    cipher = WechatCipher(KEY, CORP)
    assert cipher.decrypt(cipher.encrypt(message)) == message


@given(st.binary(max_size=80), st.data())
def test_a_flipped_bit_never_gives_the_message_and_never_another_error(
    message: bytes, data: st.DataObject
) -> None:
    cipher = WechatCipher(KEY, CORP)
    sealed = bytearray(base64.b64decode(cipher.encrypt(message)))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    try:
        read = cipher.decrypt(base64.b64encode(bytes(sealed)).decode())
    except Forged:
        return
    # CBC: a flip in the first block changes the random bytes, one in the message garbles it; the signature covers both
    assert at // 8 < 16 or read != message


@given(st.binary(max_size=80), st.data())
def test_what_is_cut_off_is_refused(message: bytes, data: st.DataObject) -> None:
    cipher = WechatCipher(KEY, CORP)
    sealed = cipher.encrypt(message)
    with pytest.raises(Forged):
        cipher.decrypt(sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@given(st.text(max_size=30).filter(lambda name: name != CORP))
def test_what_is_for_another_receiver_is_refused(receiver: str) -> None:
    sealed = WechatCipher(KEY, receiver).encrypt("你好".encode())
    with pytest.raises(Forged):
        WechatCipher(KEY, CORP).decrypt(sealed)


@given(st.text(max_size=200))
def test_whatever_is_no_ciphertext_is_refused(text: str) -> None:
    with pytest.raises(Forged):
        WechatCipher(KEY, CORP).decrypt(text)


@pytest.mark.parametrize("key", ["", "short", KEY + "A", KEY[:-1] + "*", "密" * 43, KEY[:-1] + " "])
def test_a_key_that_is_none_is_refused_with_the_name_of_the_field(key: str) -> None:
    with pytest.raises(ValueError, match="EncodingAESKey"):
        WechatCipher(key, CORP)


@given(st.text(max_size=300))
def test_cdata_keeps_every_text_that_xml_can_hold(text: str) -> None:
    read = read_xml(f"<xml><a>{cdata(text)}</a></xml>".encode())["a"]
    held = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert read == held.replace("\r\n", "\n").replace("\r", "\n")


def test_signs_of_other_languages_survive_a_reply(cipher: WechatCipher) -> None:
    body = sealed_reply(cipher, TOKEN, f"<xml><Content>{cdata(BACKSLASHES)}</Content></xml>", _stamp(), "n")
    assert open_envelope(cipher, TOKEN, _query(body), body, NOW)["Content"] == BACKSLASHES


@pytest.mark.parametrize("seconds", [-WINDOW - 1, WINDOW + 1, -86_400])
def test_an_envelope_from_another_time_is_refused(cipher: WechatCipher, seconds: float) -> None:
    body = sealed_reply(cipher, TOKEN, "<xml/>", _stamp(), "n")
    with pytest.raises(Forged):
        open_envelope(cipher, TOKEN, _query(body), body, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("stamp", ["", "-1", "١٤٠٩", "1e9", "9" * 13, " 1", "1\n"])
def test_a_time_that_is_none_is_refused(cipher: WechatCipher, stamp: str) -> None:
    body = sealed_reply(cipher, TOKEN, "<xml/>", stamp, "n")
    query = {"timestamp": stamp, "nonce": "n", "msg_signature": read_xml(body)["MsgSignature"]}
    with pytest.raises(Forged):
        open_envelope(cipher, TOKEN, query, body, NOW)


@pytest.mark.parametrize("left_out", ["timestamp", "nonce", "msg_signature"])
def test_an_envelope_without_a_part_of_the_query_is_refused(cipher: WechatCipher, left_out: str) -> None:
    body = sealed_reply(cipher, TOKEN, "<xml/>", _stamp(), "n")
    query = {name: value for name, value in _query(body).items() if name != left_out}
    with pytest.raises(Forged):
        open_envelope(cipher, TOKEN, query, body, NOW)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b"<xml>",
        b"<xml><a></xml>",
        b'<?xml version="1.0" encoding="utf-7"?><xml/>',
        b'<?xml version="1.0" encoding="nonsense"?><xml/>',
        b"<!DOCTYPE x><xml/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xml><a>&a;</a></xml>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xml><a>&a;</a></xml>',
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><xml><a>&b;</a></xml>',
        b"<xml><a>" + b"x" * MOST_BYTES + b"</a></xml>",
        b"<a>" * 20_000,
    ],
    ids=range(13),
)
def test_what_is_no_plain_xml_is_refused(body: bytes) -> None:
    with pytest.raises(Forged):
        read_xml(body)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        read_xml(body)
    except Forged:
        return


def test_deep_xml_is_read_without_falling_over() -> None:
    assert read_xml(b"<a>" * 8_000 + b"</a>" * 8_000) == {"a": ""}


def test_of_two_elements_with_one_name_the_first_counts() -> None:
    assert read_xml(b"<xml><a>1</a><a>2</a></xml>") == {"a": "1"}


def test_a_query_that_no_text_encoding_holds_is_refused(cipher: WechatCipher) -> None:
    body = sealed_reply(cipher, TOKEN, "<xml/>", _stamp(), "n")
    for name in ("msg_signature", "nonce"):
        with pytest.raises(Forged):
            open_envelope(cipher, TOKEN, {**_query(body), name: "\ud800"}, body, NOW)


def test_a_signature_covers_every_part() -> None:
    parts = (TOKEN, "1", "n", "sealed")
    for at in range(4):
        changed = tuple(f"{part}x" if place == at else part for place, part in enumerate(parts))
        with pytest.raises(Forged):
            check_signature(signature(*changed), *parts)


def _stamp() -> str:
    return str(int(NOW.timestamp()))


def _query(body: bytes) -> dict[str, str]:
    return {"timestamp": _stamp(), "nonce": "n", "msg_signature": read_xml(body)["MsgSignature"]}
