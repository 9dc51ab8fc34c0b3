"""The message cipher of 公众号, 企业微信 and 微信客服, and of the callbacks of 钉钉, which copied it.

AES-256-CBC; the key is the console's EncodingAESKey (43 characters of base64), the first 16 bytes of it the
initialisation vector; PKCS7 with blocks of 32. Inside: 16 random bytes, the length of the message (4 bytes, big
endian), the message, the id of the receiver. The signature is SHA-1 over token, timestamp, nonce and ciphertext, sorted
as texts and joined. Source: the platforms' developer documentation, checked against their published samples in the
tests.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from bot.channels.crypto.forged import Forged

_BLOCK = 32
_RANDOM, _LENGTH = 16, 4


def signature(*parts: str) -> str:
    """SHA-1 over the parts, sorted and joined, in hexadecimal."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def check_signature(shown: str, *parts: str) -> None:
    """Compare in constant time.

    :raises Forged: the signature is another one.
    """
    if not hmac.compare_digest(signature(*parts).encode(), shown.encode("utf-8", "surrogateescape")):
        raise Forged


class WechatCipher:
    """Encrypts and decrypts messages for one receiver.

    :param encoding_aes_key: 43 characters, as the console shows them.
    :param receiver: the id of the account (AppID, CorpID) every message must name.
    :raises ValueError: the key is no such key.
    """

    def __init__(self, encoding_aes_key: str, receiver: str) -> None:
        try:
            self._key = base64.b64decode(encoding_aes_key + "=", validate=True)
        except (binascii.Error, ValueError) as error:
            raise ValueError("EncodingAESKey 应是43个字母或数字") from error
        if len(encoding_aes_key) != 43 or len(self._key) != 32:
            raise ValueError("EncodingAESKey 应是43个字母或数字")
        self._receiver = receiver.encode()

    def encrypt(self, message: bytes, random: bytes | None = None) -> str:
        """The ciphertext of a message, in base64.

        :param random: 16 bytes; for tests only.
        """
        inside = (random or os.urandom(_RANDOM)) + struct.pack(">I", len(message)) + message + self._receiver
        missing = _BLOCK - len(inside) % _BLOCK
        encryptor = self._cipher().encryptor()
        return base64.b64encode(
            encryptor.update(inside + bytes([missing]) * missing) + encryptor.finalize()
        ).decode()

    def decrypt(self, ciphertext: str) -> bytes:
        """The message of a ciphertext.

        :raises Forged: it was not made with this key for this receiver.
        """
        try:
            sealed = base64.b64decode(ciphertext, validate=True)
            decryptor = self._cipher().decryptor()
            inside = _unpadded(decryptor.update(sealed) + decryptor.finalize())
        except (binascii.Error, ValueError) as error:
            raise Forged from error
        return self._message(inside)

    def _message(self, inside: bytes) -> bytes:
        head = _RANDOM + _LENGTH
        if len(inside) < head:
            raise Forged
        (length,) = struct.unpack(">I", inside[_RANDOM:head])
        message, receiver = inside[head : head + length], inside[head + length :]
        if len(message) != length or not hmac.compare_digest(receiver, self._receiver):
            raise Forged
        return message

    def _cipher(self) -> Cipher[modes.CBC]:
        return Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16]))


def _unpadded(padded: bytes) -> bytes:
    """Without the padding, all of which is looked at: a part of it would tell an attacker about the rest."""
    missing = padded[-1] if padded else 0
    if not 1 <= missing <= _BLOCK or not hmac.compare_digest(padded[-missing:], bytes([missing]) * missing):
        raise ValueError("padding")
    return padded[:-missing]
