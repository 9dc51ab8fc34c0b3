"""钉钉: texts in its markdown, within its limits, nothing lost; the settings."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.case.keys import new_keys
from actions.case.vault import Vault
from bot.channels.dingtalk import Dingtalk, configured
from bot.channels.dingtalk.markdown import markdown
from bot.channels.dingtalk.wording import as_card, as_template, payloads
from bot.channels.messaging.mailroom import Mailroom
from tests.bot.channels.dingtalk.simulator import APP_KEY, APP_SECRET, ROBOT_CODE
from tests.bot.channels.dingtalk.world import World, reply, say

GOOD = {
    "DINGTALK_APP_KEY": APP_KEY,
    "DINGTALK_APP_SECRET": APP_SECRET,
    "DINGTALK_ROBOT_CODE": ROBOT_CODE,
}

characters = st.characters(blacklist_categories=("Cs", "Cc"))
pieces = st.sampled_from(
    [
        "**粗**",
        "https://a.example/b_c?d=*e",
        "# ",
        "> ",
        "- ",
        "\n",
        "\n\n",
        "]]>",
        "`",
        "_",
        "*",
        "[",
        "](",
        "&lt;",
        "😀",
        "。",
        "\\",
    ]
)
texts = st.lists(st.one_of(pieces, st.text(characters, max_size=30)), max_size=60).map("".join)
buttons = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.text(characters, min_size=1, max_size=40),
            "payload": st.text(characters, min_size=1, max_size=200),
        }
    ),
    max_size=6,
)
messages = st.lists(
    st.builds(
        lambda text, shown, kind: {"text": text, "buttons": shown, "custom": {"kind": kind}},
        st.one_of(texts, st.builds(lambda text, times: text * times, texts, st.integers(1, 80))),
        buttons,
        st.sampled_from(["case", "safety", "plan"]),
    ),
    max_size=7,
)


_TOKEN = re.compile(r"\\(.)|\[((?:\\.|[^\]\\])*)\]\([^)]*\)|(\*\*)|  (?=\n)")


def shown(text: str) -> str:
    """What a reader of CommonMark sees, for what we write."""

    def seen(token: re.Match[str]) -> str:
        escaped, label = token[1], token[2]
        return escaped or (re.sub(r"\\(.)", r"\1", label) if label is not None else "")

    return _TOKEN.sub(seen, text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("你好", "你好"),
        ("**要紧**的", "**要紧**的"),
        ("a**b", r"a\*\*b"),
        ("# 不是标题", r"\# 不是标题"),
        ("> 不是引用", r"\> 不是引用"),
        ("- 一\n- 二", "- 一  \n- 二"),
        ("一\n\n二", "一\n\n二"),
        ("---", r"\---"),
        ("]]> <b>&lt;</b>", r"]]> \<b>\&lt;\</b>"),
        ("![图](http://a.example/x)", r"!\[图]([http://a.example/x](http://a.example/x))"),
        ("看https://a.example/b。好", "看[https://a.example/b](https://a.example/b)。好"),
        ("1_000_000 元", r"1\_000\_000 元"),
        ("😀", "😀"),
    ],
)
def test_every_character_is_itself(text: str, written: str) -> None:
    assert markdown(text) == written


@given(texts)
@settings(max_examples=300)
def test_a_reader_sees_the_text(text: str) -> None:
    plain = re.sub(r"\*\*(?=[^\s*])([^*\n]+)(?<=[^\s*])\*\*", r"\1", text)
    seen = squeezed(shown(markdown(text)))
    assert seen in (squeezed(text), squeezed(plain)) or seen.replace("*", "") == squeezed(text).replace(
        "*", ""
    )


@given(messages)
@settings(max_examples=150)
def test_nothing_is_over_the_limit_or_lost_or_twice_or_moved(said: list[dict[str, Any]]) -> None:
    made = payloads(said, 4, say)
    for payload in made:
        assert len(json.dumps(as_card(payload, say), ensure_ascii=False).encode()) <= 20_000
        assert len(as_template(payload, say)["msgParam"].encode()) <= 15_000
        assert payload["text"]
    ordered = sorted(said, key=lambda message: message["custom"]["kind"] != "safety")
    seen = squeezed("".join(shown(payload["text"]) for payload in made)).replace("*", "")
    at = 0
    for message in ordered:
        text = squeezed(message["text"]).replace("*", "")
        at = seen.find(text, at) + len(text)
        assert seen[at - len(text) : at] == text
    extra = "".join(squeezed(say(name)) for name in ("choose", "choose_number"))
    assert len(seen) <= sum(len(squeezed(each["text"])) for each in said) + len(said) * (len(extra) + 400)
    titles = [button["title"] for payload in made for button in payload["buttons"]]
    assert all(
        title in [each["title"] for message in said for each in message["buttons"]] for title in titles
    )


def test_a_long_answer_is_split_within_the_limits_and_keeps_its_buttons_at_the_end() -> None:
    text = "\n\n".join(f"第{number}段。" + "说明。" * 60 for number in range(60))
    made = payloads([reply(text, ("好", "好的"))], 4, say)
    assert len(made) > 1
    assert [bool(payload["buttons"]) for payload in made] == [False] * (len(made) - 1) + [True]
    assert squeezed("".join(shown(payload["text"]) for payload in made)) == squeezed(text)


def test_small_messages_are_merged_and_care_stands_alone() -> None:
    said = [reply(f"第{number}句") for number in range(7)] + [reply("先保重", kind="safety")]
    made = payloads(said, 4, say)
    assert len(made) == 4
    assert made[0]["text"] == "先保重"
    assert squeezed("".join(payload["text"] for payload in made[1:])) == "".join(f"第{n}句" for n in range(7))


def test_nothing_to_say_is_no_payload() -> None:
    assert payloads([], 4, say) == payloads([reply("  ")], 4, say) == []


@pytest.fixture
def mailroom(tmp_path: Path) -> Mailroom:
    return Mailroom(f"sqlite:///{tmp_path}/rooms.db", Vault(new_keys()))


def test_without_settings_there_is_no_robot(mailroom: Mailroom) -> None:
    assert configured({"OTHER": "x", "DINGTALK_APP_KEY": ""}, mailroom, say) is None


def test_with_all_settings_there_is_one(mailroom: Mailroom) -> None:
    made = configured(GOOD, mailroom, say)
    assert isinstance(made, Dingtalk) and made.account == APP_KEY


@pytest.mark.parametrize("name", list(GOOD))
@pytest.mark.parametrize("value", ["", "有中文", "a b", "a " + "a" * 20, "x\n" + "a" * 20, "a"])
def test_a_setting_that_is_missing_or_malformed_is_named(mailroom: Mailroom, name: str, value: str) -> None:
    with pytest.raises(ValueError) as raised:
        configured({**GOOD, name: value}, mailroom, say)
    lines = str(raised.value).split("\n")
    assert len(lines) == 1 and name in lines[0] and APP_SECRET not in lines[0]


def test_every_problem_has_its_line(mailroom: Mailroom) -> None:
    with pytest.raises(ValueError) as raised:
        configured({"DINGTALK_APP_KEY": APP_KEY}, mailroom, say)
    assert len(str(raised.value).split("\n")) == 2


async def test_the_check_is_content_with_good_credentials(world: World) -> None:
    world.post()
    assert await world.connector.check() == []


async def test_the_check_names_the_fields_of_bad_credentials(world: World) -> None:
    world.post()
    world.connector._platform._credentials = {"appKey": "other", "appSecret": "other"}
    (problem,) = await world.connector.check()
    assert "DINGTALK_APP_SECRET" in problem and "凭证与基础信息" in problem


async def test_the_check_says_when_the_platform_cannot_be_reached(world: World) -> None:
    world.post()
    world.connector._platform._api_base = "http://127.0.0.1:9"
    assert "连不上" in (await world.connector.check())[0]
