"""The commands are read strictly; every slip is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.commands import load_commands
from actions.settings import DATA
from rules_engine import RulebookError


def written(folder: Path, commands: str) -> Path:
    (folder / "answers").mkdir(parents=True)
    (folder / "answers" / "commands.yml").write_text(
        f"{commands}\nunknown: [不知道]\nnone: [没有]\n", encoding="utf-8"
    )
    return folder


def test_words_patterns_and_answers_are_read(tmp_path: Path) -> None:
    commands = load_commands(
        written(
            tmp_path / "data",
            "commands:\n  - {intent: restart, says: [重来], patterns: ['第(?P<number>\\d)条']}",
        )
    )
    assert commands.find("重来") == ("restart", {})
    assert commands.find("第3条") == ("restart", {"number": "3"})
    assert commands.find("第3条吗") is None
    assert "不知道" in commands.unknown and "没有" in commands.none


def test_every_slip_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    data = written(
        tmp_path / "data",
        "commands:\n  - {intent: a, says: [重来]}\n  - {intent: b, says: [重来]}\n  - {intent: c, patterns: ['(']}",
    )
    with pytest.raises(RulebookError) as caught:
        load_commands(data)
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 2
    assert "commands.yml:3" in told[0] and "已经是 a" in told[0]
    assert "commands.yml:4" in told[1] and "正则" in told[1]


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookError):
        load_commands(written(tmp_path / "data", "commands:\n  - {intent: a, say: [重来]}"))


def test_no_pattern_of_the_project_takes_longer_on_a_long_message() -> None:
    commands = load_commands(DATA)
    for text in ("我的" * 500, "请把我" * 300 + "删", "改" * 1000, "删除" * 500, "写" + "信" * 999):
        commands.find(text)  # would not come back from a pattern that backtracks
