"""``advisor data`` for somebody in a messaging app."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actions.case.keys import load_keys
from actions.case.vault import Vault
from actions.settings import database_url, key_file
from bot.channels.messaging.mailroom import Mailroom
from bot.channels.messaging.model import Inbound
from bot.commands import personal_data


def test_what_waits_for_a_person_is_exported_resealed_and_deleted(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Mailroom(database_url(), Vault(load_keys(key_file())))
    room.take("telegram", "one", Inbound("k", "u", "逾期45天"))
    sender = f"telegram:{room.owner('telegram', 'one', 'u')}"
    room.close()
    assert personal_data.rotate_key() == 0
    capsys.readouterr()
    assert personal_data.export(sender) == 0
    assert json.loads(capsys.readouterr().out)["messages"][0]["wrote"] == "逾期45天"
    assert personal_data.delete(sender) == 0
    assert "1 条" in capsys.readouterr().out
    personal_data.export(sender)
    assert json.loads(capsys.readouterr().out)["messages"] == []
