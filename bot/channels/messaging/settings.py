"""The settings of a connector, read from the environment and looked at one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """A setting: its name, what it looks like (a regular expression), and what would be right, in words."""

    name: str
    form: str
    right: str
    optional: bool = False

    def problem(self, value: str) -> str | None:
        """What is wrong with a value, never the value itself."""
        if not value:
            return None if self.optional else f"{self.name} 没有设置：{self.right}。"
        if re.fullmatch(self.form, value, re.ASCII):
            return None
        return f"{self.name} 的写法不对：{self.right}。"


def read_settings(environment: Mapping[str, str], settings: Sequence[Setting]) -> dict[str, str] | None:
    """The settings by name, without blanks around them (consoles copy some along), empty where an optional one is not set; None when none is set at all.

    :raises ValueError: some are missing or malformed; one sentence a line.
    """
    found = {each.name: (environment.get(each.name) or "").strip() for each in settings}
    if not any(found.values()):
        return None
    problems = [problem for each in settings if (problem := each.problem(found[each.name]))]
    if problems:
        raise ValueError("\n".join(problems))
    return found
