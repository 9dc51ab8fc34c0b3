"""The settings of a connector."""

from __future__ import annotations

import pytest

from bot.channels.messaging.settings import Setting, read_settings

SETTINGS = (
    Setting("X_ID", "[a-z]+", "应是小写字母"),
    Setting("X_KEY", "[0-9]{3}", "应是三个数字"),
    Setting("X_BASE", "https://.+", "应是网址", optional=True),
)


def test_without_any_there_are_none() -> None:
    assert read_settings({"OTHER": "x", "X_ID": " "}, SETTINGS) is None


def test_blanks_around_a_value_are_dropped_and_an_optional_one_may_be_missing() -> None:
    found = read_settings({"X_ID": " abc\n", "X_KEY": "123"}, SETTINGS)
    assert found == {"X_ID": "abc", "X_KEY": "123", "X_BASE": ""}


def test_every_problem_is_a_sentence_that_names_the_setting_and_not_its_value() -> None:
    with pytest.raises(ValueError) as raised:
        read_settings({"X_KEY": "１２３", "X_BASE": "secret"}, SETTINGS)
    assert str(raised.value).split("\n") == [
        "X_ID 没有设置：应是小写字母。",
        "X_KEY 的写法不对：应是三个数字。",
        "X_BASE 的写法不对：应是网址。",
    ]
