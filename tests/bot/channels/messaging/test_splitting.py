"""Long texts in parts: never over the limit, nothing lost, links and signs whole where they fit."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.messaging.plain import numbered, urgent_first
from bot.channels.messaging.splitting import split

LIMITS = st.integers(16, 300)
PIECES = st.sampled_from(
    [
        "逾期了",
        "。",
        "\n\n",
        "\n",
        " ",
        "，",
        "；",
        "abc ",
        "👩‍👩‍👧",
        "👍🏽",
        "e\u0301",
        "https://example.cn/f/1",
        "]]>",
        "&lt;",
    ]
)
TEXTS = (
    st.lists(PIECES | st.text(max_size=20), max_size=60)
    .map("".join)
    .filter(lambda text: not re.search("[\ud800-\udfff]", text))
)


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, LIMITS)
def test_no_part_is_over_the_limit_and_none_is_empty(text: str, most: int) -> None:
    parts = split(text, most)
    assert all(part.strip() and len(part.encode()) <= most for part in parts)


@given(TEXTS, LIMITS)
def test_nothing_but_blanks_is_lost_and_the_order_stays(text: str, most: int) -> None:
    assert without_blanks("".join(split(text, most))) == without_blanks(text)


@given(st.lists(st.sampled_from(["说明", "。", "\n", "abcd "]), max_size=40).map("".join), LIMITS)
def test_a_link_that_fits_is_whole(around: str, most: int) -> None:
    link = "https://a.cn/b1"  # 15 bytes
    parts = split(f"{around} {link}，{around}", most)
    assert sum(link in part for part in parts) == 1


@given(st.lists(st.sampled_from(["e\u0301", "👍🏽", "字", "a"]), max_size=60), LIMITS)
def test_what_is_shown_as_one_sign_is_not_parted(signs: list[str], most: int) -> None:
    for part in split("".join(signs), most):
        assert part[0] not in "\u0301🏽"


@given(st.text(st.sampled_from("字a。 \n"), max_size=40))
def test_what_fits_is_one_part(text: str) -> None:
    assert split(text, 200) == ([text.strip()] if text.strip() else [])


def test_a_paragraph_ends_a_part_before_a_sentence_does() -> None:
    assert split("第一段。还是第一段。\n\n第二段。也是。", 40) == ["第一段。还是第一段。", "第二段。也是。"]


def test_a_link_longer_than_any_part_is_parted_and_not_lost() -> None:
    link = "https://example.cn/" + "a" * 100
    assert "".join(split(link, 50)) == link


def test_buttons_are_numbered_lines() -> None:
    message = {"text": "要哪个？", "buttons": [{"title": "甲"}, {"title": "乙"}]}
    assert numbered(message, "回复数字：") == "要哪个？\n\n回复数字：\n1. 甲\n2. 乙"
    assert numbered({"text": "好", "buttons": []}, "回复数字：") == "好"


def test_care_comes_first_and_the_rest_keeps_its_order() -> None:
    kinds = ["a", "safety", "b"]
    said = urgent_first([{"text": kind, "custom": {"kind": kind}} for kind in kinds])
    assert [message["text"] for message in said] == ["safety", "a", "b"]
