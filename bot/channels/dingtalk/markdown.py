"""Texts in the markdown of 钉钉: bold, lists and links mean something, every other character is itself.

That a backslash takes the meaning from a character there as in CommonMark is not verified on the live platform.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LINK = re.compile(r"https?://[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]+(?<![.,;:!?'*])")
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*")
_MEANS = re.compile(r"[\\`*_\[<]|&(?=#?\w+;)|~(?=~)")
_BEGINS = re.compile(r"[#>]|\+ |-{2,}|=+$")
_IN_LABEL = re.compile(r"[\\`*_\[\]<~]")


def markdown(text: str) -> str:
    """A text so that it is shown as it reads."""
    lines = [_line(line) for line in text.split("\n")]
    ends = [_end(line, following) for line, following in zip(lines, [*lines[1:], ""], strict=True)]
    return "".join(line + end for line, end in zip(lines, ends, strict=True))[:-1]


def _line(line: str) -> str:
    words = line.strip()
    begins = "\\" if _BEGINS.match(words) else ""
    return begins + _between(words, _LINK, _linked, lambda rest: _between(rest, _BOLD, _bold, _literal))


def _end(line: str, following: str) -> str:
    """Two blanks before a line break keep it; a blank line is a paragraph by itself."""
    return "  \n" if line and following else "\n"


def _between(
    text: str, pattern: re.Pattern[str], found: Callable[[re.Match[str]], str], other: Callable[[str], str]
) -> str:
    """The text with what the pattern finds and what lies between each in its own way."""
    done, at = [], 0
    for match in pattern.finditer(text):
        done += [other(text[at : match.start()]), found(match)]
        at = match.end()
    return "".join([*done, other(text[at:])])


def _linked(match: re.Match[str]) -> str:
    return f"[{_escaped(_IN_LABEL, match[0])}]({match[0]})"


def _bold(match: re.Match[str]) -> str:
    return f"**{_literal(match[1])}**"


def _literal(text: str) -> str:
    return _escaped(_MEANS, text)


def _escaped(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "\\" + match[0], text)
