"""The cipher and the signature of 飞书 callbacks.

AES-256-CBC with the SHA-256 of the Encrypt Key as key and the first 16 bytes as initialisation vector, PKCS7 with
blocks of 16. The signature is SHA-256 (no HMAC) over timestamp, nonce, Encrypt Key and the raw body. Source: the
platform's developer documentation, its published sample in the tests.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from bot.channels.crypto.forged import Forged

_IV, _BITS = 16, 128


def signature(timestamp: str, nonce: str, encrypt_key: str, body: bytes) -> str:
    """What ``X-Lark-Signature`` must be, in hexadecimal."""
    return hashlib.sha256((timestamp + nonce + encrypt_key).encode() + body).hexdigest()


def check_signature(shown: str, timestamp: str, nonce: str, encrypt_key: str, body: bytes) -> None:
    """Compare in constant time.

    :raises Forged: the signature is another one.
    """
    if not hmac.compare_digest(
        signature(timestamp, nonce, encrypt_key, body).encode(), shown.encode("utf-8", "surrogateescape")
    ):
        raise Forged


def decrypt(ciphertext: str, encrypt_key: str) -> bytes:
    """The content of an ``encrypt`` field.

    :raises Forged: it was not made with this key.
    """
    try:
        sealed = base64.b64decode(ciphertext, validate=True)
        decryptor = _cipher(encrypt_key, sealed[:_IV]).decryptor()
        padded = decryptor.update(sealed[_IV:]) + decryptor.finalize()
        unpadder = PKCS7(_BITS).unpadder()
        return unpadder.update(padded) + unpadder.finalize()
    except (binascii.Error, ValueError) as error:
        raise Forged from error


def encrypt(content: bytes, encrypt_key: str) -> str:
    """An ``encrypt`` field, as the platform makes it."""
    iv, padder = os.urandom(_IV), PKCS7(_BITS).padder()
    encryptor = _cipher(encrypt_key, iv).encryptor()
    padded = padder.update(content) + padder.finalize()
    return base64.b64encode(iv + encryptor.update(padded) + encryptor.finalize()).decode()


def _cipher(encrypt_key: str, iv: bytes) -> Cipher[modes.CBC]:
    return Cipher(algorithms.AES(hashlib.sha256(encrypt_key.encode()).digest()), modes.CBC(iv))
