"""The settings of a 企业微信 connector, read from the environment and looked at one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from re import Pattern

#: A setting: its name, what it looks like, and a sentence's end that says what would be right.
Setting = tuple[str, Pattern[str], str]


def read_settings(environment: Mapping[str, str], settings: Sequence[Setting]) -> dict[str, str] | None:
    """The settings by name; None when none is set.

    :raises ValueError: some are missing or malformed; a line for each.
    """
    found = {name: (environment.get(name) or "").strip() for name, _, _ in settings}
    if not any(found.values()):
        return None
    problems = [
        f"{name} {'不对' if found[name] else '没有填'}，{right}"
        for name, shape, right in settings
        if not shape.fullmatch(found[name])
    ]
    if problems:
        raise ValueError("\n".join(problems))
    return found
