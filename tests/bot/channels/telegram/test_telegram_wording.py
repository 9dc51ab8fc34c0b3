"""Telegram: texts within the limits, nothing lost, nothing twice, in order."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.wording import MOST_DATA, as_html, as_message, fits, payloads
from tests.bot.channels.telegram.simulator import shown
from tests.bot.channels.telegram.world import reply, say

characters = st.characters(blacklist_categories=("Cs", "Cc"))
pieces = st.sampled_from(
    ["**粗**", "https://a.example/b_c", "<b>", "&amp;", "\n", "\n\n", "😀", "。", "，", " "]
)
texts = st.lists(st.one_of(pieces, st.text(characters, max_size=30)), max_size=40).map("".join)
long_texts = st.builds(lambda text, times: text * times, texts, st.integers(1, 120))
buttons = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.text(characters, min_size=1, max_size=40),
            "payload": st.text(characters, max_size=60),
        }
    ),
    max_size=6,
)
messages = st.lists(
    st.builds(
        lambda text, choices, kind: {"text": text, "buttons": choices, "custom": {"kind": kind}},
        st.one_of(texts, long_texts),
        buttons,
        st.sampled_from(["case", "safety"]),
    ),
    max_size=7,
)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(messages)
@settings(max_examples=150)
def test_nothing_is_over_the_limit_or_lost_or_twice_or_moved(said: list[dict[str, Any]]) -> None:
    made = payloads(said, 4, say)
    for payload in made:
        assert payload["text"].strip() and fits(payload["text"])
        assert all(1 <= len(button["data"].encode()) <= MOST_DATA for button in payload["buttons"])
    ordered = sorted(said, key=lambda message: message["custom"]["kind"] != "safety")
    invitation = squeezed(say("choose"))
    wanted = "".join(squeezed(each["text"]) or (invitation if each["buttons"] else "") for each in ordered)
    seen = "".join(squeezed(payload["text"]) for payload in made)
    assert seen.replace(invitation, "") == wanted.replace(invitation, "")


@given(texts)
def test_a_reader_sees_the_text(text: str) -> None:
    seen = shown({"text": as_html(text), "parse_mode": "HTML"})
    assert seen.replace("**", "") == text.replace("**", "")


def test_small_messages_are_merged_to_four_and_buttons_keep_their_place() -> None:
    said = [reply("一"), reply("二", ("好", "好的")), *(reply(each) for each in "三四五六")]
    made = payloads(said, 4, say)
    assert len(made) == 4
    assert [bool(payload["buttons"]) for payload in made].count(True) == 1
    assert squeezed("".join(payload["text"] for payload in made)) == "一二三四五六"


def test_the_preview_of_links_is_off_and_the_chat_is_a_number() -> None:
    (payload,) = payloads([reply("看 https://a.example/x")], 4, say)
    message = as_message("42", payload)
    assert message["chat_id"] == 42 and message["disable_web_page_preview"] is True
