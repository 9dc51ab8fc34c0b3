"""The keys that seal what people told: a file of its own, readable by its owner only, never in the database.

``{"seal": [{"id": 1, "key": "…"}], "index": "…", "links": "…"}``, keys of 32 bytes in base64. The first of ``seal``
is used for writing, the others only for reading what was written before a rotation. ``index`` hides senders,
``links`` seals the addresses of downloads; neither changes when the seal is rotated.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import secrets
from dataclasses import dataclass, replace
from pathlib import Path

_LENGTH = 32


class KeyFileError(Exception):
    """The key file cannot be read or written; the message says what is wrong with it and never quotes a key."""


@dataclass(frozen=True)
class Keys:
    """The keys by what they are for; ``seal`` is never empty, and its first is the active one."""

    seal: tuple[tuple[int, bytes], ...]
    index: bytes
    links: bytes

    def rotated(self) -> Keys:
        """The same keys with a new active one in front."""
        newest = max(number for number, _ in self.seal)
        return replace(self, seal=((newest + 1, _new()), *self.seal))

    def without_old(self) -> Keys:
        """The same keys with the active one alone."""
        return replace(self, seal=self.seal[:1])


def new_keys() -> Keys:
    """Fresh keys."""
    return Keys(((1, _new()),), _new(), _new())


def load_keys(path: Path) -> Keys:
    """The keys of a file, made when there is none.

    :raises KeyFileError: the file cannot be read, is open to others, or holds no keys.
    """
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, new_keys())
    except FileExistsError:  # another process was faster
        pass
    except OSError as error:
        raise KeyFileError(f"钥匙文件写不了：{path}") from error
    return _read(path)


def save_keys(path: Path, keys: Keys) -> None:
    """Replace a key file, whole or not at all.

    :raises KeyFileError: it cannot be written.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        beside.unlink(missing_ok=True)
        _write_new(beside, keys)
        os.replace(beside, path)
    except OSError as error:
        raise KeyFileError(f"钥匙文件写不了：{path}") from error


def _new() -> bytes:
    return secrets.token_bytes(_LENGTH)


def _read(path: Path) -> Keys:
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise KeyFileError(f"别的用户也能读钥匙文件：{path}；请运行 chmod 600")
        content = json.loads(path.read_text(encoding="utf-8"))
        seal = tuple((int(each["id"]), _key(each["key"])) for each in content["seal"])
        keys = Keys(seal, _key(content["index"]), _key(content["links"]))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise KeyFileError(f"钥匙文件读不了：{path}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"钥匙文件的内容不对：{path}；从备份恢复它，没有它就读不出已存的资料") from error
    if not seal or len({number for number, _ in seal}) < len(seal) or not all(0 < n < 256 for n, _ in seal):
        raise KeyFileError(f"钥匙文件里的 seal 不对：{path}；应至少有一把，编号 1 到 255、各不相同")
    return keys


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(key) != _LENGTH:
        raise ValueError("not 32 bytes")
    return key


def _write_new(path: Path, keys: Keys) -> None:
    """Create the file beside its place and link it there, so that nobody ever reads half of it."""
    content = {
        "seal": [{"id": number, "key": _text(key)} for number, key in keys.seal],
        "index": _text(keys.index),
        "links": _text(keys.links),
    }
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    handle = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()
