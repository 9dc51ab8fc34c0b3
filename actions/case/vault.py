"""Sealing: authenticated encryption of what is stored, with the place it is stored in bound to it.

``version 1 | key id | nonce 12 | ciphertext and tag`` (AES-256-GCM). A ciphertext moved to another row, column or
person does not open. Senders are stored as a keyed hash, so that a copy of the database names nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from actions.case.keys import Keys

_VERSION = 1
_HEAD = 2
_NONCE = 12


class SealError(Exception):
    """A sealed value does not open: a key is missing, or the value was changed or moved."""


class Vault:
    """Seals and opens texts with a set of keys."""

    def __init__(self, keys: Keys) -> None:
        self._active = keys.seal[0][0]
        self._ciphers = {number: AESGCM(key) for number, key in keys.seal}
        self._index = keys.index

    @property
    def active(self) -> int:
        """The number of the key used for writing."""
        return self._active

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt a text for one place (table, column, owner and row)."""
        head, nonce = bytes((_VERSION, self._active)), os.urandom(_NONCE)
        return head + nonce + self._ciphers[self._active].encrypt(nonce, text.encode(), head + place.encode())

    def open(self, sealed: bytes, place: str) -> str:
        """Decrypt what was sealed for that place.

        :raises SealError: it does not open.
        """
        head, nonce = sealed[:_HEAD], sealed[_HEAD : _HEAD + _NONCE]
        cipher = self._ciphers.get(sealed_with(sealed))
        if cipher is None or head[:1] != bytes((_VERSION,)):
            raise SealError("the key for a stored value is missing")
        try:
            return cipher.decrypt(nonce, sealed[_HEAD + _NONCE :], head + place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealError("a stored value does not open") from error

    def owner(self, sender: str) -> str:
        """What stands in the database for a sender: 32 hexadecimal digits."""
        return hmac.new(self._index, sender.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]


def sealed_with(sealed: bytes) -> int:
    """The number of the key a value was sealed with."""
    return sealed[1] if len(sealed) > _HEAD + _NONCE else 0
