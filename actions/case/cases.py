"""Where a conversation is kept: on disk, sealed, for those who agreed to it; else in memory, and gone with it.

A database that does not answer costs nobody the conversation: it goes on in memory, and ``Case.unsaved`` says so.
"""

from __future__ import annotations

import base64
import hmac
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from actions.case.keys import KeyFileError, load_keys, new_keys
from actions.case.moving import move
from actions.case.store import CaseStore, CaseStoreError, Learnt
from actions.case.vault import Vault

log = logging.getLogger(__name__)

FORGOTTEN_AFTER = timedelta(hours=12)
"""How long a conversation that is not to be kept stays in memory after its last message."""

_SWEEP_EVERY = 200  # openings
_LEFT_ALONE = (
    5  # seconds after a failure: a server that cannot be reached costs each try its whole time limit
)


@dataclass(frozen=True)
class Case:
    """One conversation in the store where it belongs.

    ``remembered``: the person agreed that it is kept. ``unsaved``: they agreed, and the database does not answer.
    """

    store: CaseStore
    sender: str
    remembered: bool = False
    unsaved: bool = False

    def facts(self, as_of: date) -> dict[str, Any]:
        """What is known on a day."""
        return self.store.facts(self.sender, as_of)

    def learn(self, told: Mapping[str, Any], as_of: date, how: str = "told") -> Learnt:
        """Take in what a message told."""
        return self.store.learn(self.sender, told, as_of, how)

    def state(self) -> dict[str, Any]:
        """Where the conversation stands."""
        return self.store.state(self.sender)

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Replace where the conversation stands."""
        self.store.set_state(self.sender, state)


class Cases:
    """All conversations of this process.

    :param url: the database of those who agreed to be remembered; opened when it is first needed.
    :param key_file: the keys that seal it.
    :param retention: how long a conversation is kept after its last message.
    """

    def __init__(self, url: str, key_file: Path, retention: timedelta = timedelta(days=180)) -> None:
        self._url = url
        self._key_file = key_file
        self.retention = retention
        self._kept: CaseStore | None = None
        self._sealing: bytes | None = None
        self._openings = 0
        self._down_until = 0.0
        self.passing = CaseStore("sqlite://", Vault(new_keys()))

    @cached_property
    def links(self) -> Fernet:
        """What seals the addresses of downloads; without a key file, for as long as this process lives."""
        return Fernet(base64.urlsafe_b64encode(self._sealing_key()))

    @cached_property
    def sessions(self) -> Fernet:
        """What seals the session ids of the web page: another key, so that neither opens what the other sealed."""
        key = hmac.digest(self._sealing_key(), b"web sessions", "sha256")
        return Fernet(base64.urlsafe_b64encode(key))

    @property
    def kept(self) -> CaseStore:
        """The store of those who agreed.

        :raises CaseStoreError: it cannot be opened; the next use tries again.
        """
        if self._kept is None:
            try:
                vault = Vault(load_keys(self._key_file))
            except KeyFileError as error:
                raise CaseStoreError(str(error)) from error
            self._kept = CaseStore(self._url, vault)
            self._kept.delete_idle(self.retention)
        return self._kept

    def _sealing_key(self) -> bytes:
        if self._sealing is None:
            try:
                self._sealing = load_keys(self._key_file).links
            except KeyFileError as error:
                log.error("no key file: %s", type(error.__cause__).__name__)
                self._sealing = new_keys().links
        return self._sealing

    def of(self, sender: str) -> Case:
        """The case of a conversation; never raises."""
        self._openings += 1
        if self._openings % _SWEEP_EVERY == 0:
            self.passing.delete_idle(FORGOTTEN_AFTER)
        if time.monotonic() < self._down_until:
            return Case(self.passing, sender, unsaved=True)
        try:
            agreed = self.kept.consented(sender)
        except CaseStoreError as error:
            log.error("the case store does not answer: %s", type(error.__cause__).__name__)
            self._down_until = time.monotonic() + _LEFT_ALONE
            return Case(self.passing, sender, unsaved=True)
        return Case(self.kept if agreed else self.passing, sender, remembered=agreed)

    def without_database(self, sender: str) -> Case:
        """The conversation in memory, when its own store fails in the middle of a turn."""
        return Case(self.passing, sender, unsaved=True)

    def remember(self, sender: str, wording: str) -> Case:
        """Keep a conversation from now on, with all that was said in it.

        :param wording: which wording was agreed to.
        :raises CaseStoreError: the database does not answer; nothing is lost.
        """
        if not self.kept.consented(sender):
            move(self.passing, self.kept, sender, wording)
        return self.of(sender)

    def no_longer_remember(self, sender: str) -> Case:
        """Take a conversation off the disk; it goes on in memory.

        :raises CaseStoreError: the database does not answer; nothing was removed.
        """
        if self.kept.consented(sender):
            move(self.kept, self.passing, sender)
        return self.of(sender)

    def delete(self, sender: str) -> int:
        """Remove everything of a conversation everywhere; how many facts, contacts and reminders there were.

        :raises CaseStoreError: the database does not answer, so it cannot be said that all is gone.
        """
        return self.passing.delete(sender) + self.kept.delete(sender)

    def sweep(self) -> int:
        """Remove what has been kept long enough; how many conversations on disk.

        :raises CaseStoreError: the database does not answer.
        """
        self.passing.delete_idle(FORGOTTEN_AFTER)
        return self.kept.delete_idle(self.retention)

    def facts(self, sender: str, as_of: date) -> dict[str, Any]:
        """What is known of a conversation on a day."""
        return self.of(sender).facts(as_of)

    def state(self, sender: str) -> dict[str, Any]:
        """Where a conversation stands."""
        return self.of(sender).state()
