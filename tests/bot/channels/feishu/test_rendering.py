"""Whatever the conversation says, it is shown whole, in order, once, and within the limits."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.channels.feishu.cards import escaped, rendered
from tests.bot.channels.feishu.conftest import message
from tests.bot.channels.feishu.simulator import MOST_CARD, seen, shown_markdown

MOST = 4
characters = st.characters(exclude_categories=("Cs",))
texts = st.one_of(
    st.text(characters, max_size=60),
    st.builds(
        lambda unit, times: unit * times,
        st.text(st.sampled_from('期<>&*_`[]()~\\$#:" \n。，😀aK/'), min_size=1, max_size=12),
        st.integers(1, 2500),
    ),
    st.sampled_from(["看 https://a.example/f_1?x=(2)&y=*。", "https://" + "a" * 3000, "", " ", "短"]),
)
buttons = st.lists(st.tuples(st.text(characters, min_size=1, max_size=30), st.text(max_size=30)), max_size=6)
kinds = st.sampled_from([{}, {"kind": "safety"}, {"kind": "deleted"}, {"kind": "basis"}])
answers = st.lists(
    st.builds(lambda text, offer, custom: message(text, *offer, **custom), texts, buttons, kinds), max_size=7
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def shown(messages: list[dict[str, Any]]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [
        seen(each["msg_type"], json.loads(each["content"])) for each in rendered(messages, MOST, "回复数字：")
    ]


@settings(max_examples=60)
@given(answers)
@example([message("x" * 70_000)])
@example([message("*" * 70_000)])
@example([message("")])
@example([])
def test_nothing_is_dropped_repeated_or_out_of_order(messages: list[dict[str, Any]]) -> None:
    expected = sorted(messages, key=lambda each: each["custom"].get("kind") != "safety")
    found = shown(messages)
    assert squeezed("".join(text for text, _ in found)) == squeezed(
        "".join(each["text"] for each in expected)
    )
    titles = [title for _, offer in found for title, _ in offer]
    assert titles == [button["title"] for each in expected for button in each["buttons"]]
    assert all(text.strip() or offer for text, offer in found)


@settings(max_examples=60)
@given(answers)
def test_every_payload_is_within_the_limit_and_ready_for_json(messages: list[dict[str, Any]]) -> None:
    for payload in rendered(messages, MOST, "回复数字："):
        body = {
            "msg_type": payload["msg_type"],
            "content": payload["content"],
            "uuid": "u" * 50,
            "receive_id": "o" * 64,
        }
        assert len(json.dumps(body, ensure_ascii=False).encode()) <= MOST_CARD
        assert json.loads(json.dumps(payload)) == payload


@settings(max_examples=60)
@given(answers)
def test_a_button_number_leads_to_its_payload(messages: list[dict[str, Any]]) -> None:
    offered = {}
    for each in messages:
        for button in each["buttons"]:
            offered.setdefault(button["title"], []).append(button["payload"])
    for payload in rendered(messages, MOST, "回复数字："):
        _, listed = seen(payload["msg_type"], json.loads(payload["content"]))
        assert [number for _, number in listed] == [str(place) for place in range(1, len(listed) + 1)]
        for title, number in listed:
            assert payload["choices"][int(number) - 1] in offered[title]


@given(st.lists(st.text("期a。", min_size=1, max_size=50), max_size=12))
def test_many_small_messages_become_at_most_four(said: list[str]) -> None:
    assert len(rendered([message(text) for text in said], MOST, "")) <= MOST


@settings(max_examples=300)
@given(st.text(characters, max_size=80) | texts.filter(lambda text: len(text) < 5_000))
@example("https://a.example/x*y_z[1](2) <https://b.example> [https://c.example](d)")
@example("备注:abc :OK: &#42; &amp;")
def test_an_escaped_text_shows_the_text(text: str) -> None:
    assert shown_markdown(escaped(text)) == text


def test_a_short_plain_message_is_a_bubble_and_all_else_a_card() -> None:
    kinds = {
        text: rendered([message(text, *offer)], MOST, "")[0]["msg_type"]
        for text, offer in (
            ("好的，先别急。", ()),
            ("看 https://a.example/f/1", ()),
            ("长" * 301, ()),
            ("**粗**", ()),
            ("选一个", (("好", "好"),)),
        )
    }
    assert list(kinds.values()) == ["text", "text", "interactive", "interactive", "interactive"]


def test_what_was_said_is_left_as_it_was() -> None:
    said = [message("a", ("b", "c")), message("d", kind="safety")]
    before = json.dumps(said)
    rendered(said, MOST, "")
    assert json.dumps(said) == before
