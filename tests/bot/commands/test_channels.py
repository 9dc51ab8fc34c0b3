"""advisor channels check, and the connectors it gathers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from actions.context import context
from bot import cli
from bot.channels import connectors as gathering
from bot.channels.connectors import connectors, with_settings
from bot.commands import channels

SAY: Any = lambda phrase, **_: phrase  # noqa: E731


class Platform:
    """A connector that says what is wrong with it."""

    def __init__(self, name: str, *problems: str) -> None:
        self.name, self._problems = name, list(problems)

    async def check(self) -> list[str]:
        return self._problems


def gathered(monkeypatch: pytest.MonkeyPatch, **platforms: Any) -> None:
    """Stand in for the connectors of the platforms: one each, or the error its settings raise."""

    def imported(module: str) -> Any:
        made = platforms[module.split(".")[2]]

        def configured(*_: Any) -> Any:
            if isinstance(made, Exception):
                raise made
            return made

        return SimpleNamespace(configured=configured)

    monkeypatch.setattr(gathering, "import_module", imported)


def test_with_nothing_set_it_says_how_to_begin(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert channels.check({}) == 0
    assert "docs/channels" in capsys.readouterr().out


def test_a_platform_that_works_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gathered(monkeypatch, telegram=Platform("telegram"))
    assert channels.check({"TELEGRAM_TOKEN": "1"}) == 0
    assert capsys.readouterr().out == "Telegram：可以用。\n"


def test_what_is_wrong_is_told_beside_what_works(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gathered(monkeypatch, telegram=Platform("telegram"), feishu=Platform("feishu", "App Secret 不对。"))
    assert channels.check({"TELEGRAM_TOKEN": "1", "FEISHU_APP_ID": "1"}) == 1
    said = capsys.readouterr().out
    assert "飞书：还不能用。\n  App Secret 不对。" in said
    assert "Telegram：可以用。" in said


def test_all_problems_of_all_platforms_are_told_at_once(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gathered(monkeypatch, wecom=ValueError("缺 WECOM_A\n缺 WECOM_B"), dingtalk=ValueError("缺 DINGTALK_C"))
    settings = {"WECOM_X": "1", "DINGTALK_X": "1"}
    with pytest.raises(ValueError, match="缺 WECOM_A\n缺 WECOM_B\n缺 DINGTALK_C"):
        connectors(settings, None, SAY)  # type: ignore[arg-type]
    assert channels.check(settings) == 1
    assert "缺 WECOM_B" in capsys.readouterr().out


def test_the_settings_of_one_platform_are_not_those_of_another() -> None:
    assert list(with_settings({"WECOM_KF_SECRET": "1"})) == ["wecom_kf"]
    assert list(with_settings({"WECOM_SECRET": "1"})) == ["wecom"]
    assert list(with_settings({"TELEGRAM_TOKEN": " ", "PATH": "/bin"})) == []


@pytest.mark.parametrize(("name", "begins"), gathering.PLATFORMS.items())
def test_every_platform_says_what_is_missing_in_its_settings(name: str, begins: str) -> None:
    say = context().speech.phrases.say
    with pytest.raises(ValueError, match=begins):
        connectors({f"{begins}SECRET": "invented", f"{begins}TOKEN": "invented"}, None, say)  # type: ignore[arg-type]


def test_no_connector_is_imported_for_nothing() -> None:
    code = (
        "import sys; from bot.channels.connectors import connectors; connectors({}, None, None);"
        "sys.exit(any(name.startswith('bot.channels.telegram') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_command_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "check", lambda: 0)
    assert cli.main(["channels", "check"]) == 0
