"""The terminal chat: the prompt comes first, the model loads behind it.

Lines can be recalled with the arrow keys while the shell runs; they are kept in memory only, because what
people write here is nobody's business.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout

from actions.case.store import CaseStoreError
from actions.clock import today
from actions.context import context
from actions.files import produce
from actions.letters.pdf import NoChineseFont
from actions.links import opened
from bot.desk import Desk
from bot.exact_json import dumps

SAVE = "保存"
_LEAVE = ("退出", "再见", "exit", "quit", "/quit", "/exit")


class Shell:
    """A conversation with one person at a terminal."""

    def __init__(self, sender: str, as_of: date | None, as_json: bool, model: Path) -> None:
        self._sender = sender
        self._as_of = as_of
        self._as_json = as_json
        self._desk = Desk(model=lambda: model)
        self._files: Sequence[Mapping[str, Any]] = ()

    async def run(self) -> int:
        """Talk until the person leaves (退出, Ctrl+D or Ctrl+C)."""
        say = context().speech.phrases.say
        print(say("shell_banner"))
        self._resume()
        loading = asyncio.create_task(self._desk.prepare())
        session: PromptSession[str] = PromptSession(history=InMemoryHistory())
        with patch_stdout():
            while True:
                try:
                    line = await session.prompt_async("你：")
                except (EOFError, KeyboardInterrupt):
                    break
                if line.strip() in _LEAVE:
                    break
                if not loading.done():
                    print(say("shell_loading"))
                if line.strip() == SAVE:
                    print(saved(self._files) + "\n")
                    continue
                for message in await self._desk.respond(self._sender, line, self._as_of or today()):
                    self._files = message["custom"].get("files") or self._files
                    print(printed(message, self._as_json))
        loading.cancel()
        print(say("shell_goodbye"))
        return 0

    def _resume(self) -> None:
        here = context()
        known = here.cases.facts(self._sender, self._as_of or today())
        facts = here.speech.facts(known, self._as_of or today())
        if facts:
            print(here.speech.phrases.say("resumed", facts=facts))


def saved(files: Sequence[Mapping[str, Any]], folder: Path | None = None) -> str:
    """Write the files of a message beside where the person is; what was written, or why it was not."""
    say, names = context().speech.phrases.say, []
    for each in files:
        download = opened(each["token"], context().cases.links)
        try:
            file = produce(download) if download else None
        except NoChineseFont:
            names.append(say("file_no_font"))
            continue
        except CaseStoreError:
            return say("unsaved_files")
        if file is None:
            return say("file_gone")
        path = (folder or Path.cwd()) / file.name
        try:
            handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as target:
                target.write(file.content)
        except OSError:
            return say("file_failed", name=file.name)
        names.append(file.name)
    return say("file_saved", names="、".join(names)) if names else say("file_none")


def printed(message: dict[str, Any], as_json: bool) -> str:
    """A bot message for the terminal: its text with numbered choices, or one JSON line."""
    if as_json:
        return dumps(message)
    choices = [
        f"［{number}］{button['title']}" for number, button in enumerate(message.get("buttons") or (), 1)
    ]
    parts = [message.get("text") or "", "  ".join(choices)]
    return "\n".join(part for part in parts if part) + "\n"
