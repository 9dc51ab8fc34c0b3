"""Callbacks of 飞书, verified: what they say, once it is certain who says it.

Only the check of the address is unsigned; it is answered when it names the verification token. Everything else is
signed, encrypted and names the token, in this order. Source: the platform's developer documentation.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.crypto.feishu import check_signature, decrypt
from bot.channels.crypto.forged import Forged
from bot.channels.messaging.model import Callback

#: Seconds a signature is good.
WINDOW = 300.0
#: Bytes of the longest callback: a text has at most 150 KB, encrypted and in base64 a third more.
LONGEST = 512 * 1024

_ID = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_MENTION = re.compile(r"@_[a-z0-9_]{1,40}")
_SIGNATURE = "x-lark-signature"


class Callbacks:
    """Opens the callbacks of one app."""

    def __init__(self, app_id: str, encrypt_key: str, verification_token: str) -> None:
        self._app_id = app_id
        self._encrypt_key = encrypt_key
        self._token = verification_token

    def opened(self, callback: Callback, now: datetime) -> dict[str, Any]:
        """The content of a callback; one of the type ``url_verification`` asks for its challenge.

        :raises Forged: it is not the platform's, not for this app, or too old.
        """
        if callback.method != "POST" or len(callback.body) > LONGEST:
            raise Forged
        if _SIGNATURE not in callback.headers:
            return self._address_check(_parsed(callback.body))
        self._check_signature(callback, now)
        content = self._decrypted(_parsed(callback.body))
        self._check_token(content)
        return content

    def _address_check(self, body: dict[str, Any]) -> dict[str, Any]:
        content = self._decrypted(body) if "encrypt" in body else body
        if content.get("type") != "url_verification":
            raise Forged
        self._check_token(content)
        return content

    def _check_signature(self, callback: Callback, now: datetime) -> None:
        timestamp = callback.headers.get("x-lark-request-timestamp", "")
        nonce = callback.headers.get("x-lark-request-nonce", "")
        check_signature(callback.headers[_SIGNATURE], timestamp, nonce, self._encrypt_key, callback.body)
        if not re.fullmatch(r"[0-9]{1,12}", timestamp) or abs(now.timestamp() - int(timestamp)) > WINDOW:
            raise Forged

    def _decrypted(self, body: dict[str, Any]) -> dict[str, Any]:
        ciphertext = body.get("encrypt")
        if not isinstance(ciphertext, str):
            raise Forged
        return _parsed(decrypt(ciphertext, self._encrypt_key))

    def _check_token(self, content: dict[str, Any]) -> None:
        header = content.get("header")
        shown = header.get("token") if isinstance(header, dict) else content.get("token")
        app = header.get("app_id", self._app_id) if isinstance(header, dict) else self._app_id
        if not _same(shown, self._token) or not _same(app, self._app_id):
            raise Forged


def identifier(content: Mapping[str, Any], *path: str) -> str:
    """An id of the platform at a path of keys; empty where there is none, or none of a known form."""
    found = _at(content, path)
    return found if isinstance(found, str) and _ID.fullmatch(found) else ""


def text_of(message: Mapping[str, Any]) -> str:
    """What a person wrote, without mentions; empty for pictures, voices and what does not read."""
    try:
        content = json.loads(message["content"])
        written = _READERS[message["message_type"]](content)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return ""
    mentions = message.get("mentions")
    for mention in mentions if isinstance(mentions, list) else ():
        key = _at(mention, ("key",))
        if isinstance(key, str) and _MENTION.fullmatch(key):
            written = re.sub(rf"{key}(?![0-9])", "", written)  # @_user_1 is not the beginning of @_user_10
    return written.encode(errors="ignore").decode().strip()  # half an emoji cannot be stored


def mentioned(message: Mapping[str, Any]) -> list[str]:
    """The open ids a message mentions."""
    mentions = message.get("mentions")
    listed = mentions if isinstance(mentions, list) else []
    return [identifier(each, "id", "open_id") for each in listed if isinstance(each, dict)]


def _text(content: Any) -> str:
    return str(content["text"])


def _rich_text(content: Any) -> str:
    """A formatted message: its title and its lines; what is pasted from elsewhere often comes so."""
    lines = ["".join(str(part.get("text", "")) for part in line) for line in content["content"]]
    return "\n".join([str(content.get("title") or ""), *lines])


_READERS = {"text": _text, "post": _rich_text}


def _at(content: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if not isinstance(content, Mapping):
            return None
        content = content.get(key)
    return content


def _same(shown: Any, known: str) -> bool:
    if not isinstance(shown, str):
        return False
    return hmac.compare_digest(shown.encode(errors="replace"), known.encode())


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Forged from error
    if not isinstance(content, dict):
        raise Forged
    return content
