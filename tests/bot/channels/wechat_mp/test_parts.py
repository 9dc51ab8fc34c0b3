"""No answer breaks a limit, loses a word, changes its order or says anything twice."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.crypto.wechat import WechatCipher
from bot.channels.wechat_mp.connector import UnverifiedWechatMp
from bot.channels.wechat_mp.parts import MOST_BYTES, as_menu, as_text, as_text_message, parts_of
from tests.bot.channels.wechat_mp.conftest import PHRASES, said
from tests.bot.channels.wechat_mp.simulator import APP_ID, KEY, TOKEN

INVITATION = PHRASES.say("choose_number")
CHOOSE = PHRASES.say("choose")
LIMIT = 2_047

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["，说的是", "。", "\n\n", "😀"]
)
texts = st.lists(words, max_size=400).map("".join)
titles = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=60)
buttons = st.lists(st.tuples(titles, titles), max_size=12)
kinds = st.sampled_from([{}, {"kind": "question"}, {"kind": "safety"}])
messages = st.lists(
    st.builds(lambda t, b, k: said(t, *b, **k), texts, buttons, kinds), min_size=1, max_size=4
)


def _bare(text: str) -> str:
    return "".join(text.split())


@given(messages)
@settings(max_examples=150, deadline=None)
def test_every_part_is_within_the_limit_and_nothing_is_lost_moved_or_said_twice(
    said: list[dict[str, Any]],
) -> None:
    parts = parts_of(said, INVITATION)
    shown = [as_text(part, INVITATION) for part in parts]
    assert all(0 < len(text.encode()) <= MOST_BYTES for text in shown)
    ordered = sorted(said, key=lambda message: message["custom"].get("kind") != "safety")
    assert _bare("".join(shown)) == _bare("".join(as_text(message, INVITATION) for message in ordered))


@given(messages)
@settings(max_examples=150, deadline=None)
def test_every_customer_service_message_is_within_the_limits(said: list[dict[str, Any]]) -> None:
    for part in parts_of(said, INVITATION):
        assert 0 < len(as_text_message(part, INVITATION)["text"]["content"].encode()) <= LIMIT
        if (message := as_menu(part, CHOOSE)) is None:
            continue
        menu = message["msgmenu"]
        assert 0 < len(menu["head_content"].encode()) <= 1_024 and 1 <= len(menu["list"]) <= 10
        assert _bare(part["text"]) in _bare(menu["head_content"])
        for each, button in zip(menu["list"], part["buttons"], strict=True):
            assert 0 < len(each["id"].encode()) <= 64 and 0 < len(each["content"].encode()) <= 128
            assert (each["id"], each["content"]) == (button["payload"], button["title"])


@given(messages)
@settings(max_examples=80, deadline=None)
def test_care_is_first_and_shares_its_part_with_nothing(said: list[dict[str, Any]]) -> None:
    parts = parts_of(said, INVITATION)
    urgent = [part["urgent"] for part in parts]
    assert urgent == sorted(urgent, reverse=True)
    care = [as_text(m, INVITATION) for m in said if m["custom"].get("kind") == "safety"]
    assert _bare("".join(as_text(p, INVITATION) for p in parts if p["urgent"])) == _bare("".join(care))


@given(messages, messages)
@settings(max_examples=80, deadline=None)
def test_what_waited_and_what_is_new_are_joined_within_the_limit_and_nothing_is_lost(
    before: list[dict[str, Any]], now: list[dict[str, Any]]
) -> None:
    connector = UnverifiedWechatMp(APP_ID, TOKEN, WechatCipher(KEY, APP_ID), PHRASES.say)
    waiting, answer = connector.joined([], connector.render(before)), connector.render(now)
    joined = connector.joined(waiting, answer)
    shown = [as_text(part, INVITATION) for part in joined]
    assert all(0 < len(text.encode()) <= LIMIT for text in shown)
    more = PHRASES.say("more_passive")
    assert [text.endswith(more) for text in shown] == [True] * (len(shown) - 1) + [False] * bool(shown)
    # choices that were overtaken are not offered any more: only the words of what waited must be there
    words = [*((part, not answer) for part in waiting), *((part, True) for part in answer)]
    ordered = sorted(words, key=lambda each: not each[0]["urgent"])
    expected = "".join(as_text(part, INVITATION) if whole else part["text"] for part, whole in ordered)
    assert _plain("".join(shown)) == _plain(expected)


def test_small_messages_become_one() -> None:
    parts = parts_of([said("一"), said("二"), said("三", ("好", "好"))], INVITATION)
    assert [as_text(part, INVITATION) for part in parts] == [f"一\n\n二\n\n三\n\n{INVITATION}\n1. 好"]


def test_nothing_at_all_is_no_part() -> None:
    assert parts_of([said(""), said("  ")], INVITATION) == []


def test_a_link_is_never_cut() -> None:
    link = "https://advisor.example/files/" + "a" * 200
    parts = parts_of([said("字" * 600 + link + "。" + "字" * 300)], INVITATION)
    assert any(link in part["text"] for part in parts)


def _plain(text: str) -> str:
    """Without what is only said around the words, and without the numbers or dashes of choices."""
    for around in (PHRASES.say("more_passive"), INVITATION, PHRASES.say("say_directly")):
        text = text.replace(around, "")
    return re.sub(r"(?m)^(- |\d+\. )", "", text).translate({ord(each): None for each in _BLANKS})


_BLANKS = "".join(chr(each) for each in range(0x3001) if chr(each).isspace())
