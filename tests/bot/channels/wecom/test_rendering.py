"""Messages of the conversation as texts and cards: none over the limits, nothing dropped, in order."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.wecom.connector import Wecom
from bot.channels.wecom.settings import configured
from tests.bot.channels.wecom.simulator import AGENT, CORP, KEY, SAY, SECRET, TOKEN, said


class NoMailroom:
    """Rendering keeps nothing."""

    def owner(self, *_: str) -> str:
        return "0" * 32


CONNECTOR = Wecom(
    token=TOKEN,
    corp_id=CORP,
    agent_id=AGENT,
    encoding_aes_key=KEY,
    secret=SECRET,
    mailroom=NoMailroom(),  # type: ignore[arg-type]
    say=SAY,
)

_WORDS = st.text(st.sampled_from("逾期了怎么办abc 。，\n😭[]<>&*_`]"), min_size=1, max_size=1500)
_TITLES = st.lists(st.text(st.sampled_from("甲乙丙丁戊12"), min_size=1, max_size=14), max_size=12)
_MESSAGES = st.lists(
    st.builds(
        lambda text, titles, kind: said(text, *titles, kind=kind),
        _WORDS,
        _TITLES,
        st.sampled_from(["", "", "safety"]),
    ),
    max_size=5,
)


def _plain(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=150, deadline=None)
@given(_MESSAGES)
def test_no_payload_is_over_a_limit_and_nothing_is_dropped_or_reordered(
    messages: list[dict[str, Any]],
) -> None:
    payloads = CONNECTOR.render(messages)
    shown = "".join(payload.get("text", "") for payload in payloads)
    for payload in payloads:
        if "card" in payload:
            assert 1 <= len(payload["card"]) <= 6 and len(payload["card"]) == len(payload["meant"])
            assert all(len(title) <= 10 for title in payload["card"])
        else:
            assert 0 < len(payload["text"].encode()) <= 2048
    assert [place for place, payload in enumerate(payloads) if "card" in payload] in ([], [len(payloads) - 1])
    at, plain = 0, _plain(shown)
    for message in sorted(messages, key=lambda each: each["custom"].get("kind") != "safety"):
        found = plain.find(_plain(message["text"]), at)
        assert found >= at
        at = found + len(_plain(message["text"]))
    for title in (button["title"] for message in messages for button in message["buttons"]):
        assert title in shown or any(title in payload.get("card", ()) for payload in payloads)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.sampled_from("逾期a。\n"), min_size=1, max_size=300), min_size=1, max_size=4))
def test_small_messages_are_merged_into_few_payloads(texts: list[str]) -> None:
    assert len(CONNECTOR.render([said(text) for text in texts])) <= CONNECTOR.most_payloads


def test_numbers_are_given_to_the_last_buttons_only() -> None:
    many = tuple(f"第{number}个选择题" for number in range(8))
    (payload,) = CONNECTOR.render([said("先前的", "甲", "乙"), said("后来的", *many)])
    assert "· 甲\n· 乙" in payload["text"] and "1. 第0个选择题" in payload["text"]


def test_no_answer_is_no_payload() -> None:
    assert CONNECTOR.render([]) == []


RIGHT = {
    "WECOM_TOKEN": TOKEN,
    "WECOM_CORP_ID": CORP,
    "WECOM_AGENT_ID": AGENT,
    "WECOM_ENCODING_AES_KEY": KEY,
    "WECOM_SECRET": SECRET,
}


def test_without_settings_there_is_no_connector() -> None:
    assert configured({"WECOM_TOKEN": " ", "OTHER": "x"}, NoMailroom(), SAY) is None  # type: ignore[arg-type]


def test_with_all_settings_there_is_one() -> None:
    connector = configured(RIGHT, NoMailroom(), SAY)  # type: ignore[arg-type]
    assert connector is not None and connector.account == f"{CORP}:{AGENT}"


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("value", ["", "不是这个"])
def test_each_wrong_setting_is_named_with_what_would_be_right(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"^{name} .+应是.+$"):
        configured({**RIGHT, name: value}, NoMailroom(), SAY)  # type: ignore[arg-type]


def test_all_wrong_settings_are_named_at_once_and_no_value_is_shown() -> None:
    with pytest.raises(ValueError) as caught:
        configured({"WECOM_SECRET": "短", "WECOM_TOKEN": TOKEN}, NoMailroom(), SAY)  # type: ignore[arg-type]
    lines = str(caught.value).splitlines()
    assert len(lines) == 4 and "短" not in str(caught.value)
