"""Answers under ids of ours, menus, the quota of five, and people a human attends to."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.messaging import mailroom as mailroom_module
from bot.channels.wecom_kf import WecomKf, configured
from tests.bot.channels.wecom.simulator import (
    CORP,
    KEY,
    SAY,
    SECRET,
    TOKEN,
    Office,
    delivered,
    in_time,
    quiet,
    said,
    until,
)
from tests.bot.channels.wecom.test_rendering import NoMailroom
from tests.bot.channels.wecom_kf.simulator import Platform


async def says(office: Office, platform: Platform, post: Any, text: str, user: str = "wmzhang") -> None:
    """A person writes, and we are told."""
    platform.write(text, user)
    await delivered(post, "wecom_kf", platform.callback())


async def test_killed_while_sending_it_is_sent_again_under_its_id_and_shown_once(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    await says(office, platform, post, "先来一句")
    await until(lambda: platform.shown)
    platform.failures.extend([None, "hang"])  # the list answers, sending hangs
    await says(office, platform, post, "你好")
    await until(lambda: platform.counts["send"] == 2)
    await office.kill(post)
    office.worker()
    platform.clock.time += mailroom_module.SENDING + 1
    await until(lambda: len(platform.shown) == 2)
    await quiet(0.1)
    assert platform.texts()[1] == "听到：你好"


async def test_an_answer_that_was_shown_but_not_confirmed_is_not_shown_twice(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.failures.extend([None, "lost"])
    await says(office, platform, post, "你好")
    await until(lambda: platform.shown)
    await quiet(0.1)
    await in_time(platform.clock, lambda: platform.counts["repeated"] == 1, 2)
    await quiet(0.1)
    assert platform.texts() == ["听到：你好"]


async def test_killed_between_turn_and_send_it_is_sent_once(office: Office, platform: Platform) -> None:
    post = office.worker(running=False)
    await says(office, platform, post, "你好")
    await post.settled()
    await office.kill(post)
    office.worker()
    await until(lambda: platform.shown)
    await quiet()
    assert platform.texts() == ["听到：你好"] and len(office.heard) == 1


async def test_a_used_up_quota_holds_the_rest_until_the_person_writes(
    office: Office, platform: Platform
) -> None:
    async def tells(sender: str, text: str) -> list[dict[str, Any]]:
        return [said(f"{number}" + "长" * 670) for number in range(8)] if text == "都说" else [said("好")]

    office.respond, post = tells, office.worker()
    await says(office, platform, post, "都说")
    await until(lambda: platform.counts["send"] >= 6)
    await quiet()
    assert len(platform.shown) == 5
    assert SAY("more_late") in "".join(platform.texts()[:5])
    await says(office, platform, post, "接着")
    await until(lambda: platform.texts()[-1] == "好")
    told = "".join(platform.texts())
    places = [told.find(f"{number}长长长") for number in range(8)]
    assert places == sorted(places) and min(places) >= 0


@pytest.mark.parametrize("code", [95001, 95013, 95018])
async def test_what_the_session_does_not_allow_is_held_and_delivered_with_the_next_message(
    office: Office, platform: Platform, code: int
) -> None:
    post = office.worker()
    platform.failures.extend([None, code])
    await says(office, platform, post, "你好")
    await until(lambda: platform.counts["send"] == 1)
    platform.clock.time += 1000
    await quiet(0.1)
    assert platform.counts["send"] == 1
    await says(office, platform, post, "在吗")
    await until(lambda: platform.texts() == ["听到：你好", "听到：在吗"])


async def test_who_is_attended_by_a_human_is_not_interrupted_and_loses_nothing(
    office: Office, platform: Platform
) -> None:
    post = office.worker()
    platform.attended.add("wmzhang")
    await says(office, platform, post, "你好")
    await until(lambda: platform.counts["send"] == 1)
    await says(office, platform, post, "我也问", "wmli")
    await until(lambda: platform.texts("wmli") == ["听到：我也问"])
    platform.attended.clear()
    await says(office, platform, post, "回来了")
    await until(lambda: platform.texts("wmzhang") == ["听到：你好", "听到：回来了"])


async def test_a_token_that_ends_amid_many_sends_is_renewed_once(office: Office, platform: Platform) -> None:
    post = office.worker(running=False)
    for number in range(8):
        platform.write("你好", f"wm{number}")
    await delivered(post, "wecom_kf", platform.callback())
    await post.settled()
    platform.expire()
    await post.pump()
    await quiet(0.05)
    assert len(platform.shown) == 8 and platform.counts["gettoken"] == 2


@pytest.mark.parametrize("failure", [-1, 45009, 503, (429, 20), "garbage"])
async def test_what_passes_is_tried_again_after_a_pause(
    office: Office, platform: Platform, failure: Any
) -> None:
    platform.failures.extend([None, failure])
    await says(office, platform, office.worker(), "你好")
    await until(lambda: platform.counts["send"] == 1)
    await quiet(0.1)
    assert not platform.shown
    await in_time(platform.clock, lambda: platform.texts() == ["听到：你好"])


async def test_a_menu_is_shown_below_the_text_and_a_click_is_what_the_item_stands_for(
    office: Office, platform: Platform
) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("欠了多少？", "一万以内", "一万以上")] if text == "你好" else [said(f"听到：{text}")]

    office.respond, post = asks, office.worker()
    await says(office, platform, post, "你好")
    await until(lambda: platform.menus)
    assert platform.texts() == ["欠了多少？|一万以内|一万以上"]
    platform.press(2)
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: platform.texts()[1:] == ["听到：要：一万以上"])


async def test_a_menu_that_is_not_known_any_more_says_its_title(office: Office, platform: Platform) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("问", "甲", "乙")]

    office.respond, post = asks, office.worker()
    await says(office, platform, post, "你好")
    await until(lambda: platform.menus)
    platform.clock.time += 73 * 3600
    platform.press(1)
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: len(office.heard) == 2)
    assert office.heard[-1][1] == "甲"


async def test_a_menu_the_platform_refuses_becomes_numbered_lines(office: Office, platform: Platform) -> None:
    async def asks(sender: str, text: str) -> list[dict[str, Any]]:
        return [said("问", "甲", "乙")]

    office.respond = asks
    platform.failures.extend([None, 95008])
    await says(office, platform, office.worker(), "你好")
    await until(lambda: platform.shown)
    assert platform.texts()[0].startswith("问\n") and "1. 甲\n2. 乙" in platform.texts()[0]


async def test_who_comes_in_is_welcomed_once(office: Office, platform: Platform) -> None:
    post = office.worker()
    platform.enter()
    platform.enter(code=False)
    callback = platform.callback()
    for _ in range(2):
        await delivered(post, "wecom_kf", callback)
    await until(lambda: platform.shown)
    await quiet(0.1)
    assert platform.shown == [("welcomed", "听到：你好")] and platform.counts["welcome"] == 1


async def test_a_welcome_that_comes_too_late_is_held_until_the_person_writes(
    office: Office, platform: Platform
) -> None:
    post = office.worker(running=False)
    platform.enter("wmzhang")
    await delivered(post, "wecom_kf", platform.callback())
    await post.settled()
    platform.clock.time += 30
    await post.pump()
    await quiet(0.05)
    assert platform.counts["welcome"] == 1 and not platform.shown
    await says(office, platform, post, "你好")
    await post.settled()
    for _ in range(3):
        await post.pump()
        await quiet(0.05)
    assert platform.texts("wmzhang") == ["听到：你好"]
    assert platform.counts["welcome"] == 2  # let go with the message, refused again, held again


@pytest.mark.parametrize(
    "text", ["/restart", "／restart", "a]]>b", '{"k": "**粗**"} <b>&amp;', "我😭了👨‍👩‍👧\n难"]
)
async def test_texts_arrive_and_leave_as_they_are(office: Office, platform: Platform, text: str) -> None:
    await says(office, platform, office.worker(), text)
    await until(lambda: platform.texts() == [f"听到：{text}"])


async def test_two_people_get_their_own_answers(office: Office, platform: Platform) -> None:
    post = office.worker()
    for number in range(3):
        for user in ("wmzhang", "wmli"):
            platform.write(f"{user}{number}", user)
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: len(platform.shown) == 6)
    for user in ("wmzhang", "wmli"):
        assert platform.texts(user) == [f"听到：{user}{number}" for number in range(3)]


async def test_a_message_taken_but_not_answered_is_answered_after_the_restart(
    office: Office, platform: Platform
) -> None:
    gate = asyncio.Event()

    async def stuck(sender: str, text: str) -> list[dict[str, Any]]:
        await gate.wait()
        return []

    office.respond, post = stuck, office.worker()
    await says(office, platform, post, "你好")
    await until(lambda: office.heard)
    await office.kill(post)
    office.respond = office.echo
    office.worker()
    platform.clock.time += mailroom_module.TURN + 1
    await until(lambda: platform.texts() == ["听到：你好"])


async def test_care_comes_first_and_whole_and_deletion_forgets_the_menus(
    office: Office, platform: Platform
) -> None:
    care = "先别一个人扛。打 12356" + "，陪着你" * 50

    async def turns(sender: str, text: str) -> list[dict[str, Any]]:
        if text == "删除我的数据":
            return [said("都删了", kind="deleted")]
        return [said("下一个问题"), said(care, "我现在安全", kind="safety")]

    office.respond, post = turns, office.worker()
    await says(office, platform, post, "不想活了")
    await until(lambda: platform.menus)
    assert platform.texts() == [care, "下一个问题|我现在安全"]
    await says(office, platform, post, "删除我的数据")
    await until(lambda: "都删了" in platform.texts())
    platform.press(1)
    await delivered(post, "wecom_kf", platform.callback())
    await until(lambda: len(office.heard) == 3)
    assert office.heard[-1][1] == "我现在安全"


CONNECTOR = WecomKf(
    token=TOKEN,
    corp_id=CORP,
    encoding_aes_key=KEY,
    secret=SECRET,
    mailroom=NoMailroom(),  # type: ignore[arg-type]
    say=SAY,
)
_WORDS = st.text(st.sampled_from("逾期了怎么办abc 。，\n😭[]<>&*"), min_size=1, max_size=1500)
_TITLES = st.lists(st.text(st.sampled_from("甲乙丙丁12"), min_size=1, max_size=50), max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.builds(lambda text, titles: said(text, *titles), _WORDS, _TITLES), max_size=5))
def test_no_payload_is_over_a_limit_and_nothing_is_dropped_or_reordered(
    messages: list[dict[str, Any]],
) -> None:
    payloads = CONNECTOR.render(messages)
    for payload in payloads:
        if "menu" in payload:
            assert 1 <= len(payload["menu"]) <= 10 and len(payload["head"].encode()) <= 1024
            assert all(len(title.encode()) <= 128 for title in payload["menu"])
        else:
            assert 0 < len(payload["text"].encode()) <= 2048
    words = [payload.get("head", payload.get("text", "")) for payload in payloads]
    shown = "".join("".join(words).replace(SAY("more_late"), "").split())
    at = 0
    for message in messages:
        plain = "".join(message["text"].split())
        found = shown.find(plain, at)
        assert found >= at
        at = found + len(plain)
    if len(payloads) > CONNECTOR.most_payloads:
        assert SAY("more_late") in words[CONNECTOR.most_payloads - 1]


RIGHT = {
    "WECOM_KF_TOKEN": TOKEN,
    "WECOM_KF_CORP_ID": CORP,
    "WECOM_KF_ENCODING_AES_KEY": KEY,
    "WECOM_KF_SECRET": SECRET,
}


@pytest.mark.parametrize("name", RIGHT)
def test_each_wrong_setting_is_named_with_what_would_be_right(name: str) -> None:
    assert configured({}, NoMailroom(), SAY) is None  # type: ignore[arg-type]
    assert configured(RIGHT, NoMailroom(), SAY) is not None  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=f"^{name} .+应是.+$"):
        configured({**RIGHT, name: "不是这个"}, NoMailroom(), SAY)  # type: ignore[arg-type]
