"""``advisor chat``: one message, a script of messages, or a conversation."""

from __future__ import annotations

import asyncio
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from actions.clock import today
from bot.commands.train import NO_MODEL, ready_model
from bot.quiet import quiet
from bot.training import TrainingError


def once(text: str, as_of: date | None, as_json: bool, sender: str | None) -> int:
    """Answer one message and end."""
    return asyncio.run(_play([text], as_of, as_json, sender, echo=False))


def script(path: Path, as_of: date | None, as_json: bool, sender: str | None) -> int:
    """Play a file of messages, one a line; ``-`` reads standard input."""
    try:
        content = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except FileNotFoundError:
        print(f"没有这个文件：{path}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError):
        print(f"读不了这个文件：{path}（应是 UTF-8 文本，每行一句）", file=sys.stderr)
        return 1
    lines = [line for line in content.splitlines() if line.strip()]
    return asyncio.run(_play(lines, as_of, as_json, sender, echo=not as_json))


def interactive(as_of: date | None, as_json: bool, sender: str | None) -> int:
    """A conversation in the terminal, or over a pipe when standard input is not a terminal."""
    if not sys.stdin.isatty():
        return asyncio.run(_piped(as_of, as_json, sender))
    quiet()
    try:
        model = ready_model(sys.stderr)
    except TrainingError as error:
        print(f"没有训练成：\n{error}", file=sys.stderr)
        return NO_MODEL
    from bot.shell import Shell

    return asyncio.run(Shell(sender or "shell", as_of, as_json, model).run())


async def _piped(as_of: date | None, as_json: bool, sender: str | None) -> int:
    return await _play((line.rstrip("\n") for line in sys.stdin), as_of, as_json, sender, echo=False)


async def _play(
    lines: Iterable[str], as_of: date | None, as_json: bool, sender: str | None, echo: bool
) -> int:
    """Answer messages one after another; without a sender they are a conversation of their own, then forgotten."""
    quiet()
    from actions.context import context
    from bot.desk import Desk
    from bot.shell import SAVE, printed, saved

    desk = Desk(model=partial(ready_model, sys.stderr))
    conversation = sender or f"once:{uuid.uuid4().hex}"
    files: Sequence[Mapping[str, Any]] = ()
    try:
        for line in lines:
            if echo:
                print(f"> {line}")
            if line.strip() == SAVE and not as_json:
                print(saved(files) + "\n", flush=True)
                continue
            for message in await desk.respond(conversation, line, as_of or today()):
                files = message["custom"].get("files") or files
                print(printed(message, as_json), flush=True)
    finally:
        if sender is None:
            context().cases.passing.delete(conversation)
    return 0
